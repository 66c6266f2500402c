"""What a page holds, as values: the screen paints it, plain mode says it.

A `PageModel` has what every page has, and a body by its kind. A kind is one file in `face/pages`, which says
what is on it, one in `screen/pages` and one in `plain/pages`; which a question gets is said by its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from cfdiag.interview.face.actions import Act
from cfdiag.model.interview import AnswerValue, Status

CellName = Literal["importance", "value", "basis"]
"""What is given in one place of a page; a page that is no grid has a `value` alone."""


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Where in the interview a page is, and how far the interview is."""

    section: str = ""
    """The section's title; empty outside of sections."""
    number: int = 0
    sections: int = 0
    intro: str = ""
    """What the section is about."""
    item: str = ""
    """The one item that the page is about."""
    item_name: str = ""
    """What an item is called: touch point, colleague."""
    item_number: int = 0
    items: int = 0
    done: int = 0
    left: int = 0
    total: int = 0
    minutes: int = 0
    """About how many minutes the rest takes, at least 1."""
    until: str = ""
    """About when it ends: `10:50`."""


class RemarkLine(msgspec.Struct, frozen=True):
    """Something that stands beside an answer: a note, evidence, tags."""

    name: str
    text: str


class ListedOption(msgspec.Struct, frozen=True):
    """One line of a list. The number that picks it is its place, from 1."""

    id: str
    label: str
    chosen: bool = False


class GridCell(msgspec.Struct, frozen=True):
    """What is given in one cell of a grid; without value and status it is open."""

    name: CellName
    value: AnswerValue = None
    status: Status | None = None
    words: str = ""
    """The value or the status in words; empty while the cell is open."""


class GridColumn(msgspec.Struct, frozen=True):
    """What all cells of one name have in common."""

    name: CellName
    title: str
    steps: tuple[tuple[AnswerValue, str], ...]
    """What can be given: `(value, as it is shown)`."""
    legend: tuple[str, ...] = ()
    """What the numbers mean: `1 Very poor`."""


class GridRow(msgspec.Struct, frozen=True):
    """One question of a grid, or one item of a question about several."""

    key: str
    label: str
    required: bool
    cells: tuple[GridCell, ...]


class Body(msgspec.Struct, frozen=True):
    """What is on a page of one kind alone."""

    def numbered(self) -> tuple[ListedOption, ...]:
        """The options in the order of their numbers, from 1; none where it has none."""
        return ()


class GridBody(Body, frozen=True):
    """Ratings: a row a question, a column for its importance, its rating and what that rests on."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    general: bool = False
    """Whether the page's question only says what every block of ratings says."""


class ListBody(Body, frozen=True):
    """Options to pick one or several from; `status` in words where there is no answer and a reason for it."""

    options: tuple[ListedOption, ...]
    several: bool = False
    status: str = ""

    def numbered(self) -> tuple[ListedOption, ...]:
        """As they stand."""
        return self.options


class OrderBody(Body, frozen=True):
    """Options to put in order, as the questionnaire has them, and the order as far as it is given."""

    options: tuple[ListedOption, ...]
    order: tuple[str, ...] = ()
    status: str = ""
    """Why there is no answer, in words."""

    def numbered(self) -> tuple[ListedOption, ...]:
        """As they stand."""
        return self.options


class FieldBody(Body, frozen=True):
    """A field to type in."""

    saved: str = ""
    """What is saved, as it would be typed."""
    draft: str = ""
    """What was typed before and not accepted."""
    several_lines: bool = False
    form: str = ""
    """What an answer looks like: `a number from 0 to 10`."""
    status: str = ""
    """Why there is no answer, in words."""


class ItemsBody(Body, frozen=True):
    """The list of a repeated section; those that were taken off it stand there without a tick."""

    items: tuple[ListedOption, ...]
    name: str
    """What one of them is called."""
    extent: str
    """How many there are, and may be."""


class ReviewLine(msgspec.Struct, frozen=True):
    """One question of the review and what was answered; `weight` says how much it matters now."""

    ask: str
    label: str
    """What tells it from the lines around it: the question, or the item where each item has only one."""
    answer: str
    weight: Literal["usual", "open", "without"] = "usual"


class ReviewBody(Body, frozen=True):
    """The review as an outline: `(key, "")` for a question, `("", title)` for a section or an item.

    What stands in a line is asked of the presenter when it is shown: hundreds at once would be felt.
    """

    outline: tuple[tuple[str, str], ...]
    waiting: str = ""
    """What may be left as it is when the interview is finished, but not unseen."""


class NotedWords(msgspec.Struct, frozen=True):
    """What the respondent said in words, to be read back."""

    key: str
    """The answer's key; empty for a remark that stands by itself."""
    ask: str
    text: str
    quotable: bool = False
    """Whether this may be quoted without the name, whatever is agreed for the rest."""


class ReadBackBody(Body, frozen=True):
    """The words that were noted, and what may become of them."""

    words: tuple[NotedWords, ...]
    question: str
    choices: tuple[ListedOption, ...]


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph to be read."""

    text: str
    weight: Literal["usual", "told", "dim"] = "usual"


class ToldBody(Body, frozen=True):
    """Text to be read."""

    paragraphs: tuple[Paragraph, ...] = ()


class PageModel(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be seen of a page and done on it."""

    kind: str
    key: str
    """The key of the step that it is about, or the id of its stop."""
    ask: str
    """The question, or what the page is about."""
    body: Body
    actions: frozenset[Act]
    required: bool = False
    probe: str = ""
    """The hint for the interviewer; empty where there is none."""
    remarks: tuple[RemarkLine, ...] = ()
    given: str = ""
    """What a list says, as it would be typed; empty where there is none, or something is answered."""
    saved: str = ""
    """The answer that is saved, in words."""
    prompts: Mapping[CellName, str] = {}
    """What stands before the cursor where one thing is asked at a time, in the order of asking."""
    told: tuple[str, ...] = ()
    """What is to be known on this page: how far the interview is, what may become of the words."""
