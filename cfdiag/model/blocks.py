"""The blocks that a section of a report is made of: worded, sorted and rounded."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.block import Tagged
from cfdiag.model.layout import Bars, Pairs, Quadrants


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
    """`verdict` for what is said first, `sub` and `beside` for what belongs to the headline or a heading,
    `note` for what may be read last; empty otherwise."""


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
    link: str = ""
    """The address of a file beside the page that says more; empty: none."""


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
    """`heat`: its cells are coloured by their tone; `behind`: it holds the figures of a picture, and stands
    behind everything else where there is an appendix; else empty."""


class PlottedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a chart in figures, each rounded as it is printed."""

    label: str
    values: tuple[float | None, ...]
    """One for each name of the chart."""
    said: tuple[str, ...]
    """The same in words."""
    beside: str = ""
    """What stands at its end."""
    range: tuple[float, float] | None = None
    """Of its first value."""
    tone: str = ""
    """As of a cell; empty where chance may have made it."""


class PlottedFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What a chart draws, for formats that have charts of their own."""

    names: tuple[str, ...]
    """Of the values: two sides that are compared, or a score and its target."""
    low: float
    high: float
    rows: tuple[PlottedRow, ...]
    compared: bool
    """Whether the two values of a row are joined: else the second is where the first should be."""


Drawing = Bars | Pairs | Quadrants
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
    figures: PlottedFigures | UnsetType = UNSET
    """What it draws, where a slide shows it; left out like the two above."""


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
    language: str = ""
    """In which it was said, where that is not the report's own."""


class QuotesBlock(Tagged, frozen=True, kw_only=True):
    """What people said to one question."""

    title: str
    """The question."""
    about: str
    """Who was asked, and the themes, counted."""
    quotes: tuple[Quote, ...] = ()
    more: str = ""
    """How many more there are, in words."""
    rest: tuple[Quote, ...] = ()
    """These more, where they may be folded away."""


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
    more: str = ""
    """How much more was said about it, in words; it stands in the section of people's words."""


class CardsBlock(Tagged, frozen=True, kw_only=True):
    """Actions, one after the other."""

    cards: tuple[ActionCard, ...]
    level: int = 2
    """Of their titles, as of a heading."""
    look: str = ""
    """`board`: a row each, of what, on Monday, who, by when, how one sees it; empty: one below the other."""


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
    `beside`, `numbers`, `write`, `ticks`, `trust` for what a plan rests on; empty for a plain list."""
    level: int = 1
    """Of the titles of its groups, as of a heading."""
    summary: str = ""
    """What stands for it where it may be folded away; empty: it may not."""


Block = (
    HeadingBlock | LeadBlock | SentenceBlock | TableBlock | ChartBlock | QuotesBlock | CardsBlock | ListBlock
)
