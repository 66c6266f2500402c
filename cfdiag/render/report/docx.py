"""Word, to be edited: real headings, tables with header rows, captions, charts with alternative texts.

Each kind of block is put on paper once, wherever it stands.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.view import (
    ActionCard,
    Block,
    CardsBlock,
    ChartBlock,
    HeadingBlock,
    LeadBlock,
    ListBlock,
    ListEntry,
    Quote,
    QuotesBlock,
    Report,
    ReportSection,
    SentenceBlock,
    TableBlock,
)
from cfdiag.render.charts.labels import text_width
from cfdiag.render.target import Rendered, Target
from cfdiag.render.templates.picture import picture

IS_TEXT = False

WIDE = 16.5
"""Centimetres between the margins."""
FONT, PIXELS, PADDING = 11.4, 37.8, 0.42
"""Of text in tables: its size in pixels, pixels a centimetre, centimetres beside it in its cell."""
WORD_SCALE = 2.0
"""Pixels of a picture for each of the chart's own."""


def widths(table: TableBlock) -> list[float]:
    """How wide each column of a table is, in centimetres: no word is broken, the rest goes to the texts."""
    texts: list[list[str]] = [[column.title] for column in table.columns]
    for row in table.rows:
        if len(row) == len(texts):
            for column, cell in zip(texts, row, strict=True):
                column.append(f"{cell.text} {cell.note}")
    needed = [
        max(_wide(word) for text in column for word in text.split() or [""]) + PADDING for column in texts
    ]
    # Headings may take several lines; what stands below them is what needs the room.
    longest = [
        max([least, *(_wide(text) + PADDING for text in column[1:])])
        for column, least in zip(texts, needed, strict=True)
    ]
    room = WIDE - sum(needed)
    if room <= 0:
        return [WIDE * width / sum(needed) for width in needed]
    wanted = [whole - least for whole, least in zip(longest, needed, strict=True)]
    share = min(1.0, room / (sum(wanted) or 1.0))
    made = [least + share * more for least, more in zip(needed, wanted, strict=True)]
    made[0] += WIDE - sum(made)
    return made


def _wide(text: str) -> float:
    return text_width(text, FONT) / PIXELS


def render(view: Report, target: Target) -> Rendered:
    """The report as a Word document.

    Raises:
        CfdiagError: `missing-extra`.
    """
    del target  # the pages are for print: what they hold is in the report already
    paper = _Paper(view)
    paper.cover()
    for section in view.sections:
        paper.section(section)
    return Rendered(paper.bytes(), {})


_NEVER = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can say: it stands for none."""


def _undated(saved: io.BytesIO) -> bytes:
    """The archive without the moment at which python-docx wrote each of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.infolist():
            data = parts.read(part)
            part.date_time = _NEVER
            archive.writestr(part, data)
    return out.getvalue()


class _Paper:
    """The document as it grows."""

    def __init__(self, view: Report) -> None:
        self.view = view
        self.w = locale_for(view.language)
        self.docx = optional("docx", "docx")
        self.shared = optional("docx.shared", "docx")
        self.oxml = optional("docx.oxml", "docx")
        self.ns = optional("docx.oxml.ns", "docx")
        self.resvg = optional("resvg_py", "docx")
        self.doc = self.docx.Document()
        self.numbers = {"table": 0, "figure": 0}
        self._styles()

    def bytes(self) -> bytes:
        """The file: the same bytes whenever it is made."""
        out = io.BytesIO()
        self.doc.save(out)
        return _undated(out)

    def _styles(self) -> None:
        cm, pt, rgb = self.shared.Cm, self.shared.Pt, self.shared.RGBColor
        brand = rgb.from_string(self.view.branding.color.lstrip("#").upper())
        for section in self.doc.sections:
            section.page_width, section.page_height = cm(21), cm(29.7)
            section.left_margin = section.right_margin = cm(2.25)
            section.top_margin = section.bottom_margin = cm(2)
            stamp = " · ".join([s for s in (self.view.cover.client, *self.view.stamps) if s])
            section.footer.paragraphs[0].text = safe(stamp)
        styles = self.doc.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Arial", pt(10)
        styles["Normal"].paragraph_format.space_after = pt(5)
        for name, size in (("Title", 24), ("Heading 1", 16), ("Heading 2", 12.5), ("Heading 3", 11)):
            font = styles[name].font
            font.name, font.size, font.bold = "Arial", pt(size), True
            font.color.rgb = brand if name in ("Title", "Heading 1") else rgb(0x1B, 0x24, 0x30)
            properties = styles[name].element.get_or_add_rPr()
            fonts = properties.find(self.ns.qn("w:rFonts"))
            if fonts is not None:
                for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                    fonts.attrib.pop(self.ns.qn(f"w:{theme}"), None)
        styles["Caption"].font.size, styles["Caption"].font.color.rgb = pt(9), rgb(0x55, 0x60, 0x6E)
        self.doc.core_properties.title = safe(self.view.cover.title)
        self.doc.core_properties.author = safe(self.view.branding.name) or "cfdiag"
        self.doc.core_properties.language = self.view.language

    def heading(self, text: str, level: int) -> None:
        """A real heading."""
        self.doc.add_heading(safe(text, keep_lines=False), level)

    def say(self, text: str, style: str | None = None) -> None:
        """A paragraph; of no text none."""
        if text:
            self.doc.add_paragraph(safe(text), style)

    def caption(self, kind: str, text: str) -> None:
        """A numbered caption, with a field that Word can renumber and list."""
        self.numbers[kind] += 1
        label = self.w("Table") if kind == "table" else self.w("Figure")
        paragraph = self.doc.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        paragraph.add_run(f"{label} ")
        field = self.oxml.OxmlElement("w:fldSimple")
        field.set(self.ns.qn("w:instr"), f" SEQ {label} \\* ARABIC ")
        run = self.oxml.OxmlElement("w:r")
        shown = self.oxml.OxmlElement("w:t")
        shown.text = str(self.numbers[kind])
        run.append(shown)
        field.append(run)
        paragraph._p.append(field)  # noqa: SLF001  python-docx has no field of its own
        paragraph.add_run(f". {safe(text, keep_lines=False)}")

    def table(self, table: TableBlock) -> None:
        """A table of the view, with its caption above and its notes below."""
        self.caption("table", table.caption)
        columns = table.columns
        made = self.doc.add_table(rows=1, cols=len(columns))
        self._look(made, widths(table))
        right = optional("docx.enum.text", "docx").WD_ALIGN_PARAGRAPH.RIGHT
        for place, column in zip(made.rows[0].cells, table.columns, strict=True):
            self._fill(place, column.title, bold=True, right=right if column.numeric else None)
        header = self.oxml.OxmlElement("w:tblHeader")
        header.set(self.ns.qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001  repeated on every page
        for row in table.rows:
            places = made.add_row().cells
            index = 0
            for cell in row:
                text = f"{cell.text} ({cell.note})" if cell.note else cell.text
                place = places[index]
                if cell.span > 1:
                    place = place.merge(places[index + cell.span - 1])
                numeric = table.columns[index].numeric
                self._fill(place, text, bold=cell.tone == "total", right=right if numeric else None)
                index += cell.span
        for note in table.notes:
            self.say(note, "Caption")

    def _look(self, made: Any, centimetres: Sequence[float]) -> None:  # noqa: ANN401  python-docx's
        """Lines between rows only; columns as wide as their words need."""
        borders = self.oxml.OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            line = self.oxml.OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C3CBD4")):
                line.set(self.ns.qn(f"w:{name}"), value)
            borders.append(line)
        made._tbl.tblPr.append(borders)  # noqa: SLF001  python-docx has no borders of its own
        made.autofit = False
        for column, width in zip(made.columns, centimetres, strict=True):
            column.width = column.cells[0].width = self.shared.Cm(width)

    def _fill(self, place: Any, text: str, *, bold: bool, right: Any) -> None:  # noqa: ANN401  python-docx's own types
        paragraph = place.paragraphs[0]
        run = paragraph.add_run(safe(text))
        run.bold, run.font.size = bold, self.shared.Pt(8.5)
        paragraph.paragraph_format.space_after = self.shared.Pt(1)
        if right is not None:
            paragraph.alignment = right

    def chart(self, chart: ChartBlock) -> None:
        """A chart of the view as a picture, with its words as alternative text."""
        png = bytes(
            self.resvg.svg_to_bytes(
                svg_string=picture(chart, self.view.language), zoom=WORD_SCALE, font_family="Arial"
            )
        )
        shape = self.doc.add_picture(io.BytesIO(png), width=self.shared.Cm(WIDE))
        self.doc.paragraphs[-1].paragraph_format.keep_with_next = True
        properties = shape._inline.docPr  # noqa: SLF001  where Word keeps the alternative text
        properties.set("title", safe(chart.title, keep_lines=False))
        properties.set("descr", safe(chart.desc, keep_lines=False))
        self.caption("figure", chart.caption)

    def cover(self) -> None:
        """What the report begins with."""
        cover = self.view.cover
        for stamp in self.view.stamps:
            self.say(stamp, "Intense Quote")
        self.doc.add_heading(safe(cover.title), 0)
        self.say(cover.client, "Subtitle")
        for line in ((cover.date, cover.audience, cover.confidentiality), (cover.asked, cover.unfinished)):
            self.say(" · ".join(said for said in line if said))
        for people in cover.people:
            self.say(f"{people.title}: {', '.join([people.n, *people.groups])}", "List Bullet")

    def section(self, section: ReportSection) -> None:
        """A section of the report."""
        self.heading(section.title, 1)
        for block in section.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """A block, whatever its kind."""
        match block:
            case HeadingBlock():
                self.heading(block.text, block.level + 1)
            case LeadBlock():
                self.say(block.text)
            case SentenceBlock():
                self.say(block.text, {"verdict": "Intense Quote", "note": "Caption"}.get(block.look))
            case TableBlock():
                self.table(block)
            case ChartBlock():
                self.chart(block)
            case QuotesBlock():
                self.heading(block.title, 3)
                self.say(block.about, "Caption")
                self.quotes(block.quotes)
                self.say(block.more, "Caption")
            case CardsBlock():
                for card in block.cards:
                    self.card(card, block.level + 1)
            case ListBlock():
                self.list(block)

    def list(self, block: ListBlock) -> None:
        """A list, or several: one after the other."""
        if block.summary:
            self.heading(block.summary, 2)
        for group in block.groups:
            if group.title:
                self.heading(group.title, block.level + 1)
            self.say(group.note, "Caption")
            for entry in group.entries:
                numbered = block.look in ("numbers", "write")
                self.say(_line(entry), "List Number" if numbered else "List Bullet")

    def quotes(self, quotes: Sequence[Quote]) -> None:
        """What people said, and who said it."""
        for quote in quotes:
            tail = ", ".join(said for said in (quote.who, quote.item, quote.note) if said)
            self.say(f"{quote.text}{' — ' + tail if tail else ''}", "Quote")

    def card(self, card: ActionCard, level: int) -> None:
        """An action in full."""
        self.heading(f"{card.rank}. {card.title}", level)
        self.say(card.text)
        for line in card.lines:
            paragraph = self.doc.add_paragraph()
            paragraph.add_run(f"{line.label}: ").bold = True
            paragraph.add_run(safe(" ".join(said for said in (line.text, line.figure, line.note) if said)))
        self.quotes(card.quotes)


def _line(entry: ListEntry) -> str:
    """An entry of a list in one line."""
    box = {None: "", True: "☑", False: "☐"}[entry.done]
    rank = f"{entry.rank}." if entry.rank else ""
    label = f"{entry.label}." if entry.rank and entry.label and entry.text else entry.label
    note = f"({entry.note})" if entry.note else ""
    return " ".join(said for said in (box, rank, label, entry.text, note) if said)
