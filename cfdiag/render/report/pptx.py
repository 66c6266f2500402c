"""PowerPoint, to be presented and edited: charts and tables of its own, on a firm's master if one is given.

Each kind of block is put on a slide once, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET

from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.blocks import (
    Block,
    CardsBlock,
    ChartBlock,
    HeadingBlock,
    LeadBlock,
    ListBlock,
    ListEntry,
    ListGroup,
    QuotesBlock,
    SentenceBlock,
    TableBlock,
)
from cfdiag.model.view import Report, ReportSection
from cfdiag.render.report._deck import EMU, Area, Deck, emu, lines_of, say_alt
from cfdiag.render.report._dots import INK, SOFT, native_chart
from cfdiag.render.report._office import cells_of_card
from cfdiag.render.target import Rendered, Target

IS_TEXT = False
TAKES_REFERENCE = True
PAGE_SLIDES = {"board": ("answer", "sides", "things")}
"""Shipped pages that are slides of the report too: which of them."""

_TEXT, _NOTE, _CELL = 18.0, 12.0, 13.0
"""Points of letters where there is room."""
_LARGE = (1.25, 1.2, 1.15, 1.1, 1.05)
"""Of slides without a picture, which takes the room that is left."""
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
_LEADING, _AFTER = 1.22, 0.45
"""Of a line, and below a paragraph, as parts of the size of its letters."""
_PAD = 5.0
_LEAST_CHART = 200.0


def render(view: Report, target: Target) -> Rendered:
    """The six slides; of a page those that are it.

    Raises:
        CfdiagError: `missing-extra`; `bad-reference`.
    """
    deck = Deck(view, target.reference)
    ids = PAGE_SLIDES.get(target.template)
    for n, section in enumerate(each for each in view.slides if ids is None or each.id in ids):
        _Slide(deck, section, first=n == 0).fill()
    return Rendered(deck.saved(), {})


class _Slide:
    """One slide: blocks from top to bottom, in letters as large as there is room for."""

    def __init__(self, deck: Deck, section: ReportSection, *, first: bool) -> None:
        self.deck, self.section = deck, section
        self.w = locale_for(deck.view.language)
        self.shapes, self.room = deck.slide(section.title, first=first)
        self.scale = self._fitting()

    def fill(self) -> None:
        """Put the blocks on it; what room there is goes to the picture."""
        heights = [self._height(block, self.scale) for block in self.section.blocks]
        spare = max(0.0, self.room.height - sum(heights))
        charts = sum(isinstance(block, ChartBlock) for block in self.section.blocks)
        at = self.room.top
        for block, height in zip(self.section.blocks, heights, strict=True):
            high = height + (spare / charts if isinstance(block, ChartBlock) else 0.0)
            self._put(block, Area(self.room.left, at, self.room.width, high))
            at += high

    def _fitting(self) -> float:
        drawn = any(isinstance(block, ChartBlock) for block in self.section.blocks)
        for scale in _SCALES if drawn else (*_LARGE, *_SCALES):
            if sum(self._height(block, scale) for block in self.section.blocks) <= self.room.height:
                return scale
        return _SCALES[-1]

    def _height(self, block: Block, scale: float) -> float:
        height = 0.0
        match block:
            case ChartBlock():
                height = _LEAST_CHART
            case TableBlock():
                heights = self._row_heights(self._cells(block), self._widths(block), scale)
                height = sum(heights) + sum(self._tall([note], _NOTE * scale) for note in block.notes) + 10
            case CardsBlock():
                cells = self._card_cells(block)
                height = sum(self._row_heights(cells, self._card_widths(cells), scale)) + 10
            case ListBlock() if block.look == "trust":
                width = self.room.width / max(1, len(block.groups)) - 16
                height = 12 + max(
                    (self._group_height(group, width, scale) for group in block.groups), default=0.0
                )
            case ListBlock():
                lines = [text for group in block.groups for text in (group.title, *_lines(group))]
                height = self._tall(lines, _TEXT * scale, 18)
            case QuotesBlock():
                pass  # what people said one by one is no matter of slides
            case HeadingBlock() | LeadBlock() | SentenceBlock():
                height = self._tall([block.text], self._size(block) * scale)
        return height

    def _put(self, block: Block, box: Area) -> None:
        match block:
            case ChartBlock():
                self._chart(block, box)
            case TableBlock():
                self._table(self._cells(block), self._widths(block), box, block.caption)
                below = (
                    box.top + sum(self._row_heights(self._cells(block), self._widths(block), self.scale)) + 6
                )
                if block.notes:
                    self._text([*block.notes], box._replace(top=below), _NOTE, color=SOFT)
            case CardsBlock():
                cells = self._card_cells(block)
                self._table(cells, self._card_widths(cells), box, self.section.title)
            case ListBlock() if block.look == "trust":
                width = box.width / max(1, len(block.groups))
                for n, group in enumerate(block.groups):
                    place = Area(box.left + n * width, box.top + 12, width - 16, box.height)
                    self._text([e.text for e in group.entries], place, _NOTE * 1.25, head=group.title)
            case ListBlock():
                self._list(block, box)
            case HeadingBlock():
                self._text([block.text], box, self._size(block), color=self.deck.brand(), bold=True)
            case LeadBlock() | SentenceBlock():
                small = isinstance(block, SentenceBlock) and block.look in ("note", "beside")
                self._text([block.text], box, self._size(block), color=SOFT if small else INK)

    @staticmethod
    def _size(block: HeadingBlock | LeadBlock | SentenceBlock) -> float:
        return _NOTE if isinstance(block, SentenceBlock) and block.look in ("note", "beside") else _TEXT

    def _tall(self, texts: Sequence[str], size: float, indent: float = 0.0, width: float = 0.0) -> float:
        room = (width or self.room.width) - indent - 4
        return sum(lines_of(text, size, room) * size * _LEADING + size * _AFTER for text in texts if text)

    def _group_height(self, group: ListGroup, width: float, scale: float) -> float:
        size = _NOTE * 1.25 * scale
        return self._tall([group.title, *(e.text for e in group.entries)], size, width=width)

    def _text(
        self,
        texts: Sequence[str],
        box: Area,
        size: float,
        *,
        head: str = "",
        color: str = INK,
        bold: bool = False,
        bullets: bool = False,
    ) -> None:
        """A text box with a paragraph each."""
        shape = self.shapes.shapes.add_textbox(*emu(box))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        said = [(head, size * self.scale, True)] if head else []
        said += [(text, size * self.scale, bold) for text in texts if text]
        for n, (text, points, strong) in enumerate(said):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.space_after = _points(points * _AFTER)
            bulleted = bullets and not (head and n == 0)
            run = paragraph.add_run()
            run.text = safe(text, keep_lines=False)
            run.font.size, run.font.bold = _points(points), strong
            self._colour(run, self.deck.brand() if head and n == 0 else color)
            if bulleted:
                _bullet(paragraph, 16)

    def _colour(self, run: Any, color: str) -> None:  # noqa: ANN401  python-pptx's
        # On a firm's own master, which may be dark, the usual letters have the master's colour.
        if not (self.deck.own and color == INK):
            run.font.color.rgb = self.deck.rgb(color)

    def _list(self, block: ListBlock, box: Area) -> None:
        at = box.top
        for group in block.groups:
            texts = _lines(group)
            place = box._replace(top=at)
            self._text(texts, place, _TEXT, head=group.title, bullets=block.look != "actions")
            at += self._tall([group.title, *texts], _TEXT * self.scale, 18)

    def _chart(self, block: ChartBlock, box: Area) -> None:
        if block.figures is UNSET:
            self._text([block.desc], box, _NOTE)
            return
        rows = max(1, len(block.figures.rows))
        size = min(13.0, 0.42 * (box.height - 50) / rows)
        made = native_chart(
            self.shapes, block.figures, box, self.w, size=size, day=self.deck.view.cover.date_iso
        )
        say_alt(made, block.title, block.desc)

    def _cells(self, table: TableBlock) -> list[list[str]]:
        rows = [[f"{c.text} ({c.note})" if c.note else c.text for c in row] for row in table.rows]
        return [[column.title for column in table.columns], *rows]

    def _widths(self, table: TableBlock) -> list[float]:
        """The first column and texts get more; columns of figures less."""
        longest = [
            max(min(60.0, float(len(text))) for text in texts)
            for texts in zip(*self._cells(table), strict=True)
        ]
        return _shares([max(10.0, each) for each in longest], self.room.width)

    def _card_cells(self, block: CardsBlock) -> list[list[str]]:
        labels = [line.label for line in block.cards[0].lines] if block.cards else []
        return [[self.w("What, and why"), *labels], *map(cells_of_card, block.cards)]

    def _card_widths(self, cells: Sequence[Sequence[str]]) -> list[float]:
        return _shares([0.35, 0.24, 0.13, 0.11, 0.17][: len(cells[0])], self.room.width)

    def _row_heights(
        self, cells: Sequence[Sequence[str]], widths: Sequence[float], scale: float
    ) -> list[float]:
        size = _CELL * scale
        return [
            max(
                lines_of(text, size, width - 2 * _PAD - 2) * size * _LEADING + 2 * _PAD
                for text, width in zip(row, widths, strict=True)
            )
            for row in cells
        ]

    def _table(
        self, cells: Sequence[Sequence[str]], widths: Sequence[float], box: Area, caption: str
    ) -> None:
        """A table of PowerPoint's own, with a row of heads."""
        heights = self._row_heights(cells, widths, self.scale)
        frame = self.shapes.shapes.add_table(len(cells), len(widths), *emu(box._replace(height=sum(heights))))
        said = [": ".join((row[0].partition("\n")[0], "; ".join(filter(None, row[1:])))) for row in cells[1:]]
        say_alt(frame, caption, f"{caption}. {' '.join(said)}".replace("\n", " "))
        table = frame.table
        table.horz_banding = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = _points(width)
        for n, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
            row.height = _points(height)
            for place, text in zip(row.cells, cells[n], strict=True):
                self._fill(place, text, head=n == 0, first=text == cells[n][0])

    def _fill(self, place: Any, text: str, *, head: bool, first: bool) -> None:  # noqa: ANN401  python-pptx's
        place.margin_left = place.margin_right = place.margin_top = place.margin_bottom = _points(_PAD)
        frame = place.text_frame
        frame.word_wrap = True
        for n, part in enumerate(text.split("\n")):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = safe(part, keep_lines=False)
            run.font.size = _points(_CELL * self.scale)
            run.font.bold = head or (first and n == 0)
            if not head:
                run.font.color.rgb = self.deck.rgb(INK)


def _shares(weights: Sequence[float], width: float) -> list[float]:
    return [width * each / sum(weights) for each in weights]


def _lines(group: ListGroup) -> list[str]:
    return [*filter(None, (group.note,)), *map(_line, group.entries)]


def _line(entry: ListEntry) -> str:
    rank = f"{entry.rank}." if entry.rank else ""
    label = f"{entry.label}:" if entry.label and entry.text else entry.label
    note = f"({entry.note})" if entry.note else ""
    return " ".join(filter(None, (rank, label, entry.text, note)))


def _bullet(paragraph: Any, indent: float) -> None:  # noqa: ANN401  python-pptx's
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  python-pptx has no bullets of its own
    properties.set("marL", str(_points(indent)))
    properties.set("indent", str(-_points(indent)))
    mark = optional("pptx.oxml", "pptx").parse_xml(
        '<a:buChar xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" char="•"/>'
    )
    properties.append(mark)


def _points(size: float) -> int:
    return round(size * EMU)
