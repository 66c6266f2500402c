"""The parts that sections of the report are made of: cells, tables, sections, lists, charts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cfdiag.model.blocks import (
    Block,
    CardsBlock,
    ChartBlock,
    Drawing,
    LeadBlock,
    ListBlock,
    ListEntry,
    ListGroup,
    SentenceBlock,
    ShownCell,
    ShownColumn,
    TableBlock,
)
from cfdiag.model.view import ReportSection


class Picture(NamedTuple):
    """A chart with its finding and what belongs beside it."""

    title: str
    caption: str
    chart: ChartBlock


class Things(NamedTuple):
    """The things to do of the first page."""

    title: str
    chosen_by: str
    """Who chose them, and why in this order; may be empty."""
    cards: CardsBlock
    also: str = ""
    """What else was agreed, in a line; may be empty."""

    @property
    def table(self) -> tuple[CardsBlock, ...]:
        """The cards as they stand on the page: a table without a row is none."""
        return (self.cards,) if self.cards.cards else ()


def anchor(value: str) -> str:
    """A name that can be an id in HTML and part of a file's name."""
    return re.sub(r"[^A-Za-z0-9]+", "-", value).strip("-").lower() or "part"


def cell(text: str, tone: str = "", note: str = "", *, bar: float | None = None, span: int = 1) -> ShownCell:
    """A cell of a table: its text, how it is marked, and a reason in words where it is empty.

    `bar` (0 to 100) becomes a bar of ten blocks, for formats that draw with letters; `span` is over how
    many columns the cell reaches.
    """
    blocks = "" if bar is None else "█" * round(bar / 10) + "░" * (10 - round(bar / 10))
    return ShownCell(text=text, tone=tone, note=note, bar=blocks, span=span)


def column(title: str, *, numeric: bool = False) -> ShownColumn:
    """A column of a table."""
    return ShownColumn(title=title, numeric=numeric)


def table_part(
    id_: str,
    caption: str,
    columns: Iterable[ShownColumn],
    rows: Iterable[Iterable[ShownCell]],
    notes: Iterable[str] = (),
    *,
    look: str = "",
) -> TableBlock:
    """A table; the first cell of each row is its heading."""
    return TableBlock(
        id=anchor(id_),
        caption=caption,
        columns=tuple(columns),
        rows=tuple(map(tuple, rows)),
        notes=tuple(n for n in notes if n),
        look=look,
    )


def section(
    id_: str, title: str, lead: str, blocks: Iterable[Block | None], *, folds: bool = False
) -> ReportSection:
    """A section: its lead, and its blocks but for those that there are not."""
    inside = tuple(block for block in blocks if block is not None)
    return ReportSection(
        id=id_, title=title, blocks=(LeadBlock(text=lead), *inside) if lead else inside, folds=folds
    )


def sentences(texts: Iterable[str], look: str = "") -> list[SentenceBlock]:
    """A paragraph each, of those that say something."""
    return [SentenceBlock(text=text, look=look) for text in texts if text]


def plain_list(texts: Iterable[str]) -> ListBlock:
    """A list of texts."""
    return ListBlock(groups=(ListGroup(entries=tuple(ListEntry(text=text) for text in texts)),))


def chart(id_: str, about: str, caption: str, desc: str, layouts: tuple[Drawing, Drawing]) -> ChartBlock:
    """A chart in its wide and its narrow layout, with its words.

    Args:
        id_: unique in the report.
        about: what it belongs to; part of the title, for where the chart stands alone.
        caption: what it shows, under a heading that says the rest.
        desc: the data in words.
        layouts: wide and narrow.
    """
    id_, title = anchor(id_), f"{about} – {caption}" if about else caption
    wide, narrow = layouts
    return ChartBlock(id=id_, caption=caption, title=title, desc=desc, wide=wide, narrow=narrow)
