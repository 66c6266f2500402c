"""What a report shows: sections of blocks, worded, sorted and rounded, and what its pages need beside them.

Every format renders each kind of block once. Behind this no figure is made, nothing decided about privacy.
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from cfdiag.model.block import Tagged
from cfdiag.model.layout import Bars, Efforts, Pairs, Quadrants

VIEW_FORMAT = "cfdiag/report@2"


class HeadingBlock(Tagged, frozen=True, kw_only=True):
    """A heading below that of the section."""

    text: str
    level: int = 1
    """1 right below the section's own title, 2 below that."""


class LeadBlock(Tagged, frozen=True, kw_only=True):
    """What a section is about, at its beginning."""

    text: str


class SentenceBlock(Tagged, frozen=True, kw_only=True):
    """A paragraph."""

    text: str
    look: str = ""
    """`verdict` for what is said first, `note` for what may be read last; empty otherwise."""


class ShownColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a table."""

    title: str
    numeric: bool = False
    """Whether its cells stand to the right."""


class ShownCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of a table."""

    text: str
    tone: str = ""
    """How it is marked: a level, a quadrant, a finding, `total`, `low`, `withheld`; or not."""
    note: str = ""
    """Why it is empty, in words."""
    bar: str = ""
    """The score as ten blocks, for formats that draw with letters."""
    span: int = 1
    """Over how many columns it reaches."""


class TableBlock(Tagged, frozen=True, kw_only=True):
    """A table; the first cell of each row is its heading."""

    id: str
    """Unique in the report."""
    caption: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    notes: tuple[str, ...] = ()
    """Sentences below it."""
    look: str = ""
    """`heat`: its cells are coloured by their tone; `folded`: it may be folded away; else empty."""


Drawing = Bars | Pairs | Quadrants | Efforts
"""Coordinates: see `cfdiag/model/layout.py`."""


class ChartBlock(Tagged, frozen=True, kw_only=True):
    """A chart, with its words; the same figures stand in a table beside it."""

    id: str
    """Unique in the report."""
    caption: str
    """What it shows, under a heading that says the rest."""
    title: str
    """What it shows, for where it stands alone."""
    desc: str
    """The data in words."""
    wide: Drawing | UnsetType = UNSET
    """Where everything goes on a wide page; left out of the JSON report and of templates of your own."""
    narrow: Drawing | UnsetType = UNSET
    """The same on a narrow one."""


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said, as far as it may be shown."""

    text: str
    who: str = ""
    """Who said it, as far as they agreed."""
    tags: tuple[str, ...] = ()
    """Its themes."""
    item: str = ""
    """What it is about, in a repeated section."""
    note: str = ""
    """That it is a note of the interviewer, in words."""


class QuotesBlock(Tagged, frozen=True, kw_only=True):
    """What people said to one question."""

    title: str
    """The question."""
    about: str
    """Who was asked, and the themes, counted."""
    quotes: tuple[Quote, ...] = ()
    more: str = ""
    """How many more there are, in words."""


class CardLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a card says of its action."""

    id: str
    """`first_step`, `owner`, `when`, `measure`, `priority`, `because`, `hours`, `review` or `decision`."""
    label: str
    text: str
    figure: str = ""
    """The figure that goes with the text."""
    note: str = ""
    """A line to write on."""


class ActionCard(msgspec.Struct, frozen=True, kw_only=True):
    """An action in full."""

    rank: int
    """Its number in every output; 0: it has none here."""
    id: str
    tone: str
    """`build` or `mend`."""
    title: str
    text: str = ""
    """Why."""
    lines: tuple[CardLine, ...] = ()
    quotes: tuple[Quote, ...] = ()


class CardsBlock(Tagged, frozen=True, kw_only=True):
    """Actions, one after the other."""

    cards: tuple[ActionCard, ...]
    level: int = 2
    """Of their titles, as of a heading."""


class ListEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list."""

    text: str
    label: str = ""
    """What it begins with, in bold."""
    note: str = ""
    """What it ends with, small."""
    rank: int = 0
    """The number of the action that it is; 0: none."""
    tone: str = ""
    """`plus`, `minus`, `build` or `mend`."""
    done: bool | None = None
    """Of a list to tick off: whether it is done; None: it is no such list."""
    full: bool = True
    """Of an action: whether a card of the report says it in full."""


class ListGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of one list."""

    entries: tuple[ListEntry, ...]
    title: str = ""
    note: str = ""
    """What stands below the title; of a list without entries all that there is."""


class ListBlock(Tagged, frozen=True, kw_only=True):
    """A list, or several side by side."""

    groups: tuple[ListGroup, ...]
    look: str = ""
    """`figures` for a few large ones, `facts` for a name and a value each, `actions`, `days`, `findings`,
    `beside`, `numbers`, `write`, `ticks`; empty for a plain list."""
    level: int = 1
    """Of the titles of its groups, as of a heading."""
    summary: str = ""
    """What stands for it where it may be folded away; empty: it may not."""


Block = (
    HeadingBlock | LeadBlock | SentenceBlock | TableBlock | ChartBlock | QuotesBlock | CardsBlock | ListBlock
)


class ReportSection(msgspec.Struct, frozen=True, kw_only=True):
    """A section of the report."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False
    """Whether it stands at the end, smaller and folded."""
    folds: bool = False
    """Whether what stands under each of its headings may be folded away."""

    def charts(self) -> list[ChartBlock]:
        """Its charts, in order."""
        return [block for block in self.blocks if isinstance(block, ChartBlock)]


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered a questionnaire."""

    questionnaire: str
    title: str
    n: str
    groups: tuple[str, ...]


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """Client, date, who was asked, how confidential, for whom."""

    title: str
    client: str
    date: str
    date_iso: str
    audience: str
    confidentiality: str
    asked: str
    people: tuple[People, ...]
    unfinished: str
    stamps: tuple[str, ...]


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """Name and picture, and the colour in a shade that can be read on a light and on a dark page."""

    name: str
    logo: str
    """A `data:` address, or empty."""
    color: str
    color_dark: str


class ContentsLine(msgspec.Struct, frozen=True, kw_only=True):
    """A section, by its id and title."""

    id: str
    title: str
    appendix: bool


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What customers are told that is done."""

    rank: int
    title: str
    by: str


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer is told afterwards."""

    title: str
    said: tuple[str, ...]
    do: tuple[Promise, ...]
    later: str
    """The date by which they hear again, or empty."""


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A name and a value."""

    label: str
    value: str


class ReadyLine(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be ready with."""

    label: str
    done: bool


class RunSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The run sheet of a customer panel."""

    title: str
    dates: tuple[Labelled, ...]
    steps: tuple[str, ...]
    invitees: TableBlock | None
    ready: tuple[ReadyLine, ...]
    caution: str


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """What a leaver hands over of one account: first-hand facts only."""

    account: str
    title: str
    value: float
    at_risk: bool
    risks: tuple[str, ...]
    """Reasons, no probability."""
    know: str
    advice: str
    facts: tuple[Labelled, ...]
    goals: tuple[Labelled, ...]
    could_end: str
    inferences: tuple[Labelled, ...]
    contacts: TableBlock | None
    inside: TableBlock | None
    promises: TableBlock | None
    open_promises: tuple[str, ...]
    ask_first: tuple[str, ...]
    first_visit: str
    next_step: str
    safe_questions: tuple[str, ...]
    in_full: bool = True
    """Whether the territory plan shows it in full."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a report and its pages show."""

    format: str = VIEW_FORMAT
    language: str
    audience: str
    """`internal` or `customer`."""
    cover: Cover
    stamps: tuple[str, ...]
    """What must stand on every page: fictional, unmasked."""
    branding: Brand
    contents: tuple[ContentsLine, ...]
    """The sections, by id and title."""
    sections: tuple[ReportSection, ...]
    """In their order; one without data is not there, and the method says so."""
    three_decisions: ReportSection | None = None
    """What a manager is asked to decide."""
    handovers: tuple[Handover, ...] = ()
    """Per account, the most at risk first."""
    territory: TableBlock | None = None
    """All accounts in one table."""
    handovers_note: str = ""
    """What value at risk is, in the questionnaire's own words."""
    panel: RunSheet | None = None
    letter: Letter | None = None
    letter_accounts: tuple[str, ...] = ()
    """The accounts of which one gets the letter."""

    def section(self, id_: str) -> ReportSection | None:
        """The section of that id, or None where it has no data."""
        return next((each for each in self.sections if each.id == id_), None)

    def shows(self, name: str) -> bool:
        """Whether there is anything of that name: a section, or a part for a page."""
        return self.section(name) is not None or bool(getattr(self, name, None))


def without_drawings(report: Report) -> Report:
    """The same with charts reduced to their words: the figures stand in the tables."""
    return replace(report, sections=tuple(_without_drawings(section) for section in report.sections))


def _without_drawings(section: ReportSection) -> ReportSection:
    blocks = tuple(
        replace(block, wide=UNSET, narrow=UNSET) if isinstance(block, ChartBlock) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)
