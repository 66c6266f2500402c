"""A Word document as it grows: real headings, tables and captions, on a firm's own paper or a plain one."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.view import Report
from cfdiag.render.charts.labels import text_width
from cfdiag.render.report._office import logo_picture, opened, set_properties, undated, without_traces
from cfdiag.render.report._word_lists import counted_anew, number

_FONT, _PIXELS, _PADDING = 11.4, 37.8, 0.42
"""Of text in tables: its size in pixels, pixels a centimetre, centimetres beside it in its cell."""
_EMU = 360_000
"""Of a centimetre."""
_EDGE = 2.25
TABLE_SIZE = 8.0
"""Points of letters in tables."""
_TONES = {
    "critical": "B3261E", "developing": "8A5A00", "on_target": "1E6B45",
    "blind_spot": "B3261E", "unseen_strength": "1E6B45", "concentrate": "B3261E", "keep_up": "1E6B45",
    "withheld": "55606E",
}  # fmt: skip
_GROUNDS = {"critical": "FBECEB", "developing": "FDF3E0", "on_target": "E7F3EC", "withheld": "EEF1F4"}
"""Behind the cells of a table that is coloured by its levels."""
_STYLES = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet", "List Number",
    "Quote", "Intense Quote",
)  # fmt: skip
"""What the words of a report are set in; a firm's own paper says how they look."""
_BEFORE_BORDERS = ("tblStyle", "tblW", "jc", "tblInd")
"""What stands before the lines of a table in its properties, as the schema orders them."""


_NOTED = re.compile(rb"(?s)<w:(footnote|endnote)\b(?![^>]*w:type=).*?</w:\1>")


class PaperCell(NamedTuple):
    """A cell of a table on paper."""

    text: str
    bold: bool = False
    right: bool = False
    tone: str = ""
    shaded: bool = False
    """Whether its tone stands behind it too."""
    span: int = 1


class Paper:
    """The document."""

    def __init__(self, view: Report, reference: bytes) -> None:
        self.view = view
        self.w = locale_for(view.language)
        self.docx = optional("docx", "docx")
        self.shared = optional("docx.shared", "docx")
        self.oxml = optional("docx.oxml", "docx")
        self.ns = optional("docx.oxml.ns", "docx")
        self.own = bool(reference)
        self.doc = opened(reference, self.docx.Document, "docx") if reference else self._plain()
        if reference:
            self._emptied()
        # Word of 2010 kept its styles twice for Word of 2007; the second ones know nothing of a change.
        for key, relation in [*self.doc.part.rels.items()]:
            if relation.reltype.endswith("/stylesWithEffects"):
                self.doc.part.rels.pop(key)
        self._feet()

    @property
    def wide(self) -> float:
        """Centimetres between the margins."""
        section = self.doc.sections[-1]
        return float((section.page_width - section.left_margin - section.right_margin) / _EMU)

    def saved(self) -> bytes:
        """The file: the same bytes whenever it is made."""
        out = io.BytesIO()
        set_properties(self.doc.core_properties, self.view)
        self.doc.save(out)
        return undated(out.getvalue())

    def heading(self, text: str, level: int) -> None:
        """A real heading; 0 is the title."""
        name = "Title" if not level else f"Heading {min(level, 3)}"
        made = self.say(text, name, lines=False)
        if made is not None:
            made.paragraph_format.keep_with_next = True

    def say(self, text: str, style: str = "", *, lines: bool = True) -> Any:  # noqa: ANN401  python-docx's
        """A paragraph; of no text none."""
        if not text:
            return None
        marks = {"List Bullet": "•\t", "List Number": "–\t"} if not self.numbered else {}
        said = f"{marks.get(style, '')}{safe(text, keep_lines=lines)}"
        return self.doc.add_paragraph(said, style or None)

    def numbered_list(self, texts: Sequence[str]) -> None:
        """A list that is numbered from one."""
        count = counted_anew(self.doc, "List Number") if self.numbered else 0
        for text in texts:
            made = self.say(text, "List Number")
            if made is not None and count:
                number(made, count)

    def described(self, label: str, text: str) -> None:
        """A name in bold and what it stands for."""
        paragraph = self.doc.add_paragraph()
        paragraph.add_run(f"{safe(label, keep_lines=False)}: ").bold = True
        paragraph.add_run(safe(text))

    def break_page(self) -> None:
        """What follows begins a page of its own."""
        last = self.doc.paragraphs[-1] if self.doc.paragraphs else self.doc.add_paragraph()
        last.add_run().add_break(optional("docx.enum.text", "docx").WD_BREAK.PAGE)

    def caption(self, label: str, text: str, number: int, *, above: bool) -> None:
        """A numbered caption, with a field that Word can renumber and list.

        Args:
            label: what is numbered.
            text: what it shows.
            number: as long as nobody renumbers.
            above: whether it stands above what it names, and stays with it.
        """
        paragraph = self.doc.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = above
        paragraph.add_run(f"{label} ")
        self._field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        paragraph.add_run(f". {safe(text, keep_lines=False)}")

    def table(
        self, rows: Sequence[Sequence[PaperCell]], centimetres: Sequence[float], *, head: bool = True
    ) -> None:
        """A table whose rows stay whole; the first is repeated on every page.

        Args:
            rows: a cell may reach over several columns.
            centimetres: of each column.
            head: whether the first row holds the heads.
        """
        made = self.doc.add_table(rows=0, cols=len(centimetres))
        # Word would fit columns to their content anew, each time it opens the file.
        made.autofit = False
        self._lines(made)
        for column, width in zip(made.columns, centimetres, strict=True):
            column.width = self.shared.Cm(width)
        for n, row in enumerate(rows):
            added = made.add_row()
            properties = added._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no such thing
            properties.append(self.oxml.OxmlElement("w:cantSplit"))
            if head and n == 0:
                properties.append(self.oxml.OxmlElement("w:tblHeader"))
            self._fill(added.cells, row, centimetres)

    def columns(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Short lists side by side, each under its title."""
        width = self.wide / max(1, len(groups))
        made = self.doc.add_table(rows=1, cols=len(groups))
        made.autofit = False
        whole = self.oxml.OxmlElement("w:cantSplit")
        made.rows[0]._tr.get_or_add_trPr().append(whole)  # noqa: SLF001  python-docx has no such thing
        for place, (title, lines) in zip(made.rows[0].cells, groups, strict=True):
            place.width = self.shared.Cm(width)
            self._run(place.paragraphs[0], title, bold=True)
            for line in lines:
                self._run(place.add_paragraph(), line)
            for paragraph in place.paragraphs:
                paragraph.paragraph_format.space_after = self.shared.Pt(2)
                paragraph.paragraph_format.line_spacing = 1.0
        # A table at the end of a page wants a paragraph behind it: as low as can be.
        self.doc.add_paragraph().paragraph_format.line_spacing = self.shared.Pt(1)

    def picture(self, png: bytes, name: str, alt: str, *, width: float = 0.0, height: float = 0.0) -> Any:  # noqa: ANN401  the library's
        """A picture with its words; centimetres, one of which is enough."""
        size = {"width": self.shared.Cm(width)} if width else {"height": self.shared.Cm(height)}
        shape = self.doc.add_picture(io.BytesIO(png), **size)
        if shape.width > self.shared.Cm(self.wide):
            shape.height = round(shape.height * self.shared.Cm(self.wide) / shape.width)
            shape.width = self.shared.Cm(self.wide)
        properties = shape._inline.docPr  # noqa: SLF001  where Word keeps the alternative text
        properties.set("title", safe(name, keep_lines=False))
        properties.set("descr", safe(alt, keep_lines=False))
        return self.doc.paragraphs[-1]

    def logo(self) -> None:
        """Whose report it is; nothing where nobody gave a picture."""
        found = logo_picture(self.view, "docx")
        if found is not None:
            name = self.view.branding.name or self.w("Logo")
            self.picture(found.getvalue(), name, name, height=0.9)

    def _plain(self) -> Any:  # noqa: ANN401  python-docx's
        made = self.docx.Document()
        cm, pt, rgb = self.shared.Cm, self.shared.Pt, self.shared.RGBColor
        brand = rgb.from_string(self.view.branding.color.lstrip("#").upper())
        for section in made.sections:
            section.page_width, section.page_height = cm(21), cm(29.7)
            section.left_margin = section.right_margin = cm(_EDGE)
            section.top_margin, section.bottom_margin = cm(1.7), cm(1.9)
            section.footer_distance = cm(0.8)
        styles = made.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Arial", pt(10)
        styles["Normal"].paragraph_format.space_after = pt(5)
        for name, size in (("Title", 14), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 10.5)):
            font = styles[name].font
            font.name, font.size, font.bold = "Arial", pt(size), True
            font.color.rgb = brand if name in ("Title", "Heading 1") else rgb(0x1B, 0x24, 0x30)
            fonts = styles[name].element.get_or_add_rPr().find(self.ns.qn("w:rFonts"))
            # The fonts of the theme would win over the name that is set.
            for theme in (
                ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme") if fonts is not None else ()
            ):
                fonts.attrib.pop(self.ns.qn(f"w:{theme}"), None)
        quiet = rgb(0x55, 0x60, 0x6E)
        for name, size in (("Caption", 9), ("Subtitle", 12), ("Quote", 10), ("Intense Quote", 10)):
            font = styles[name].font
            font.name, font.size, font.italic, font.bold = "Arial", pt(size), False, name == "Intense Quote"
            font.color.rgb = quiet if name in ("Caption", "Subtitle") else rgb(0x1B, 0x24, 0x30)
        return made

    def _emptied(self) -> None:
        """Its styles, its heads and feet and its margins stay; what is written in it goes."""
        body = self.doc.element.body
        for element in [*body]:
            if not element.tag.endswith("}sectPr"):
                body.remove(element)
        without_traces(self.doc.part.package.rels, self.doc.part.rels)
        notes = [part for part in self.doc.part.package.iter_parts() if part.partname.endswith("notes.xml")]
        for part in notes:
            # The lines between text and notes stay; what somebody noted goes.
            part._blob = _NOTED.sub(b"", part.blob)  # noqa: SLF001  python-docx does not read notes
        plain = self.docx.Document().styles
        for name in _STYLES:
            if name not in self.doc.styles:
                self._borrow(plain[name])

    def _borrow(self, style: Any) -> None:  # noqa: ANN401  python-docx's
        """A style that the firm's paper does not have, in the firm's own letters."""
        element = copy.deepcopy(style.element)
        for name in ("rFonts", "color", "numPr"):
            for found in [*element.iter(self.ns.qn(f"w:{name}"))]:
                found.getparent().remove(found)
        self.doc.styles.element.append(element)

    @property
    def numbered(self) -> bool:
        """Whether bullets come from the style; else they are written."""
        element = self.doc.styles["List Bullet"].element
        return next(element.iter(self.ns.qn("w:numPr")), None) is not None

    def _feet(self) -> None:
        """What must stand on every page, and its number; a firm's own foot stays above it."""
        said = safe(" · ".join(filter(None, (self.view.cover.client, *self.view.stamps))), keep_lines=False)
        for section in self.doc.sections:
            for footer in (
                section.footer,
                *((section.first_page_footer,) if section.different_first_page_header_footer else ()),
            ):
                footer.is_linked_to_previous = False
                place = footer.paragraphs[0] if not footer.paragraphs[0].text else footer.add_paragraph()
                place.alignment = optional("docx.enum.text", "docx").WD_ALIGN_PARAGRAPH.RIGHT
                self._field(place, "PAGE", "1")
                self._run(place, " / ")
                self._field(place, "NUMPAGES", "1")
                if said:
                    self._run(footer.add_paragraph(), said)

    def _field(self, paragraph: Any, code: str, shown: str) -> None:  # noqa: ANN401  python-docx's
        field = self.oxml.OxmlElement("w:fldSimple")
        field.set(self.ns.qn("w:instr"), f" {code} ")
        run = paragraph.add_run(shown)
        if "SEQ" not in code:
            run.font.size = self.shared.Pt(TABLE_SIZE)
        field.append(run._r)  # noqa: SLF001  python-docx has no field of its own
        paragraph._p.append(field)  # noqa: SLF001  the library has no way to it

    def _lines(self, made: Any) -> None:  # noqa: ANN401  python-docx's
        """Lines between rows only."""
        borders = self.oxml.OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            line = self.oxml.OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C3CBD4")):
                line.set(self.ns.qn(f"w:{name}"), value)
            borders.append(line)
        properties = made._tbl.tblPr  # noqa: SLF001  python-docx has no borders of its own
        before = [each for each in properties if each.tag.rpartition("}")[2] in _BEFORE_BORDERS]
        properties.insert(len(before), borders)

    def _fill(self, places: Sequence[Any], row: Sequence[PaperCell], centimetres: Sequence[float]) -> None:
        right = optional("docx.enum.text", "docx").WD_ALIGN_PARAGRAPH.RIGHT
        at = 0
        for cell in row:
            place = places[at]
            if cell.span > 1:
                place = place.merge(places[at + cell.span - 1])
            place.width = self.shared.Cm(sum(centimetres[at : at + cell.span]))
            at += cell.span
            for n, line in enumerate(cell.text.split("\n")):
                paragraph = place.paragraphs[0] if n == 0 else place.add_paragraph()
                paragraph.paragraph_format.space_after = self.shared.Pt(1)
                paragraph.paragraph_format.line_spacing = 1.0
                if cell.right:
                    paragraph.alignment = right
                strong = cell.bold and n == 0
                self._run(
                    paragraph, line, bold=strong or cell.tone in _TONES, color=_TONES.get(cell.tone, "")
                )
            if cell.shaded and cell.tone in _GROUNDS:
                shade = self.oxml.OxmlElement("w:shd")
                for name, value in (("val", "clear"), ("color", "auto"), ("fill", _GROUNDS[cell.tone])):
                    shade.set(self.ns.qn(f"w:{name}"), value)
                place._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  python-docx has no shading

    def _run(self, paragraph: Any, text: str, *, bold: bool = False, color: str = "") -> None:  # noqa: ANN401  the library's
        run = paragraph.add_run(safe(text))
        run.bold, run.font.size = bold or None, self.shared.Pt(TABLE_SIZE)
        if color:
            run.font.color.rgb = self.shared.RGBColor.from_string(color)


def column_widths(columns: Sequence[Sequence[str]], room: float) -> list[float]:
    """How wide each column of a table is, in centimetres: no word is broken, the rest goes to the texts.

    Args:
        columns: the texts of each, the head first.
        room: for all of them.
    """
    needed = [
        max(_wide(word) for text in column for word in text.split() or [""]) + _PADDING for column in columns
    ]
    # Headings may take several lines; what stands below them is what needs the room.
    longest = [
        max([least, *(_wide(text) + _PADDING for text in column[1:])])
        for column, least in zip(columns, needed, strict=True)
    ]
    left = room - sum(needed)
    if left <= 0:
        return [room * width / sum(needed) for width in needed]
    wanted = [whole - least for whole, least in zip(longest, needed, strict=True)]
    share = min(1.0, left / (sum(wanted) or 1.0))
    made = [least + share * more for least, more in zip(needed, wanted, strict=True)]
    # What rounding leaves goes to the first column, which holds the longest texts.
    made[0] += room - sum(made)
    return made


def _wide(text: str) -> float:
    return text_width(text, _FONT) / _PIXELS
