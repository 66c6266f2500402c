"""Word, to be edited: real headings, tables with header rows, captions, charts with alternative texts.

The document is built from the view by shape: a table is a table wherever it stands, a chart is a picture.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from cfdiag.diagnostics import fault
from cfdiag.report.extras import optional
from cfdiag.report.html import picture
from cfdiag.report.labels import text_width
from cfdiag.report.rendering import Rendered, Target, View
from cfdiag.text import safe
from cfdiag.words import Words

WIDE = 16.5
"""Centimetres between the margins."""
FONT, PIXELS, PADDING = 11.4, 37.8, 0.42
"""Of text in tables: its size in pixels, pixels a centimetre, centimetres beside it in its cell."""
SCALE = 2.0
"""Pixels of a picture for each of the chart's own."""


def render_docx(view: View, target: Target) -> Rendered:
    """The report as a Word document.

    Raises:
        CfdiagError: `missing-extra`; `wrong-option` for the pages, which are for print.
    """
    if target.template:
        raise fault(
            "wrong-option",
            f"the page '{target.template}' cannot be made as docx",
            "make it as html, markdown or pdf",
        )
    paper = _Paper(view)
    paper.cover()
    own = {
        "summary": paper.summary,
        "voices": paper.voices,
        "accounts": paper.accounts,
        "actions": paper.actions,
        "method": paper.method,
    }
    for entry in view["contents"]:
        own.get(entry["id"], paper.section)(view[entry["id"]])
    return Rendered(paper.bytes(), {})


def widths(table: Mapping[str, Any]) -> list[float]:
    """How wide each column of a table is, in centimetres: no word is broken, the rest goes to the texts."""
    texts: list[list[str]] = [[column["title"]] for column in table["columns"]]
    for row in table["rows"]:
        if len(row) == len(texts):
            for column, cell in zip(texts, row, strict=True):
                column.append(f"{cell['text']} {cell['note']}")
    needed = [
        max(_wide(word) for text in column for word in text.split() or [""]) + PADDING for column in texts
    ]
    longest = [max(_wide(text) for text in column) + PADDING for column in texts]
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


class _Paper:
    """The document as it grows."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.w = Words(view["language"])
        self.docx = optional("docx", "docx")
        self.shared = optional("docx.shared", "docx")
        self.oxml = optional("docx.oxml", "docx")
        self.ns = optional("docx.oxml.ns", "docx")
        self.resvg = optional("resvg_py", "docx")
        self.doc = self.docx.Document()
        self.numbers = {"table": 0, "figure": 0}
        self._styles()

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.doc.save(out)
        return out.getvalue()

    def _styles(self) -> None:
        cm, pt, rgb = self.shared.Cm, self.shared.Pt, self.shared.RGBColor
        brand = rgb.from_string(self.view["branding"]["color"].lstrip("#").upper())
        for section in self.doc.sections:
            section.page_width, section.page_height = cm(21), cm(29.7)
            section.left_margin = section.right_margin = cm(2.25)
            section.top_margin = section.bottom_margin = cm(2)
            stamp = " · ".join([s for s in (self.view["cover"]["client"], *self.view["stamps"]) if s])
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
        self.doc.core_properties.title = safe(self.view["cover"]["title"])
        self.doc.core_properties.author = safe(self.view["branding"]["name"]) or "cfdiag"
        self.doc.core_properties.language = self.view["language"]

    def heading(self, text: str, level: int) -> None:
        self.doc.add_heading(safe(text, keep_lines=False), level)

    def say(self, text: str, style: str | None = None) -> None:
        if text:
            self.doc.add_paragraph(safe(text), style)

    def bullets(self, texts: Sequence[str]) -> None:
        for text in texts:
            self.say(text, "List Bullet")

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

    def table(self, table: Mapping[str, Any]) -> None:
        self.caption("table", table["caption"])
        columns = table["columns"]
        made = self.doc.add_table(rows=1, cols=len(columns))
        self._look(made, widths(table))
        right = optional("docx.enum.text", "docx").WD_ALIGN_PARAGRAPH.RIGHT
        for place, column in zip(made.rows[0].cells, table["columns"], strict=True):
            self._fill(place, column["title"], bold=True, right=right if column["numeric"] else None)
        header = self.oxml.OxmlElement("w:tblHeader")
        header.set(self.ns.qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001  repeated on every page
        for row in table["rows"]:
            places = made.add_row().cells
            index = 0
            for cell in row:
                text = f"{cell['text']} ({cell['note']})" if cell["note"] else cell["text"]
                place = places[index]
                if cell["span"] > 1:
                    place = place.merge(places[index + cell["span"] - 1])
                numeric = table["columns"][index]["numeric"]
                self._fill(place, text, bold=cell["tone"] == "total", right=right if numeric else None)
                index += cell["span"]
        for note in table["notes"]:
            self.say(note, "Caption")

    def _look(self, made: Any, centimetres: Sequence[float]) -> None:  # noqa: ANN401
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
            column.width = self.shared.Cm(width)

    def _fill(self, place: Any, text: str, *, bold: bool, right: Any) -> None:  # noqa: ANN401  python-docx's own types
        paragraph = place.paragraphs[0]
        run = paragraph.add_run(safe(text))
        run.bold, run.font.size = bold, self.shared.Pt(8.5)
        paragraph.paragraph_format.space_after = self.shared.Pt(1)
        if right is not None:
            paragraph.alignment = right

    def chart(self, chart: Mapping[str, Any]) -> None:
        png = bytes(
            self.resvg.svg_to_bytes(
                svg_string=picture(self.view, dict(chart)), zoom=SCALE, font_family="Arial"
            )
        )
        shape = self.doc.add_picture(io.BytesIO(png), width=self.shared.Cm(WIDE))
        self.doc.paragraphs[-1].paragraph_format.keep_with_next = True
        properties = shape._inline.docPr  # noqa: SLF001  where Word keeps the alternative text
        properties.set("title", safe(chart["title"], keep_lines=False))
        properties.set("descr", safe(chart["desc"], keep_lines=False))
        self.caption("figure", chart["caption"])

    def cover(self) -> None:
        cover = self.view["cover"]
        for stamp in self.view["stamps"]:
            self.say(stamp, "Intense Quote")
        self.doc.add_heading(safe(cover["title"]), 0)
        self.say(cover["client"], "Subtitle")
        line = [cover["date"], cover["audience"], cover["confidentiality"], cover["unfinished"]]
        self.say(" · ".join(x for x in line if x))
        self.bullets([": ".join([p["title"], ", ".join([p["n"], *p["groups"]])]) for p in cover["people"]])

    def summary(self, summary: Mapping[str, Any]) -> None:
        self.heading(summary["title"], 1)
        for verdict in summary["verdict"]:
            self.say(verdict, "Intense Quote")
        self.bullets(
            [
                " ".join(x for x in (f["value"], f["label"], f["note"] and f"({f['note']})") if x)
                for f in summary["figures"]
            ]
        )
        if summary["findings"]:
            self.heading(self.w("What stands out"), 2)
            self.bullets([f["text"] for f in summary["findings"]])
        for name, title in (("keep", self._keep()), ("mend", self._mend(self.w("Mend first")))):
            if summary[name]:
                self.heading(title, 2)
                self.bullets(
                    [
                        f"{a['rank']}. {a['title']}. {a['first_step']} {a['owner']}, {a['horizon']}".replace(
                            "  ", " "
                        )
                        for a in summary[name]
                    ]
                )

    def section(self, section: Mapping[str, Any] | None) -> None:
        """Any section that is made of a lead and parts with a sentence, a chart and tables."""
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for part in section.get("parts") or [section]:
            if part is not section:
                self.heading(part["title"], 2)
            self.say(" ".join(x for x in (part.get("sentence"), part.get("order")) if x))
            if part.get("chart"):
                self.chart(part["chart"])
            for key in ("table", "checklists", "groups"):
                if part.get(key):
                    self.table(part[key])
            for table in part.get("tables") or []:
                self.table(table)
            for note in part.get("apart") or []:
                self.say(note, "Caption")
            for one in part.get("one_by_one") or []:
                self.bullets(
                    [f"{one['title']} " + "; ".join(f"{a['who']}: {a['values']}" for a in one["answers"])]
                )

    def quotes(self, quotes: Sequence[Mapping[str, Any]]) -> None:
        for quote in quotes:
            tail = ", ".join(x for x in (quote["who"], quote["item"], quote["kind"]) if x)
            self.say(f"{quote['text']}{' — ' + tail if tail else ''}", "Quote")

    def voices(self, section: Mapping[str, Any] | None) -> None:
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for part in section["parts"]:
            self.heading(part["title"], 2)
            for question in part["questions"]:
                self.heading(question["question"], 3)
                self.say(" · ".join(x for x in (question["group"], question["themes"]) if x), "Caption")
                self.quotes(question["quotes"])
                self.say(question["more"], "Caption")

    def accounts(self, section: Mapping[str, Any] | None) -> None:
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for part in section["parts"]:
            self.heading(part["title"], 2)
            self.say(part["folklore"])
            for entry in part["give_and_get"]:
                self.heading(entry["title"], 3)
                self.bullets(entry["items"])

    def _keep(self) -> str:
        return self.w("What we keep") if self.view["audience"] == "customer" else self.w("Keep and spread")

    def _mend(self, inside: str) -> str:
        return self.w("What we change") if self.view["audience"] == "customer" else inside

    def actions(self, section: Mapping[str, Any] | None) -> None:
        if section is None:
            return
        self.heading(section["title"], 1)
        self.say(section["lead"])
        for name, title in (("build", self._keep()), ("mend", self._mend(self.w("Mend")))):
            if section[name]:
                self.heading(title, 2)
            for action in section[name]:
                self._action(action)
        if section["further"]:
            self.heading(self.w("Further actions"), 2)
            self.bullets(
                [
                    f"{a['rank']}. {a['title']}. {a['first_step']} {a['owner']}, {a['when']}".replace(
                        "  ", " "
                    )
                    for a in section["further"]
                ]
            )
        if section["horizons"]:
            self._days(section["horizons"])
        for text in (section["firmness"], *section["projected"]):
            self.say(text)
        if section["chart"]:
            self.chart(section["chart"])
        if section["table"]:
            self.table(section["table"])

    def _days(self, horizons: Sequence[Mapping[str, Any]]) -> None:
        self.heading(self.w("The first 30, 60 and 90 days"), 2)
        for horizon in horizons:
            self.heading(horizon["title"], 3)
            self.bullets(
                [f"{a['rank']}. {a['title']}" for a in horizon["actions"]]
                or [self.w("Nothing new starts here.")]
            )

    def _action(self, action: Mapping[str, Any]) -> None:
        self.heading(f"{action['rank']}. {action['title']}", 3)
        self.say(action["why"])
        rows = (
            (self.w("First step"), action["first_step"]),
            (self.w("Owner"), action["owner"]),
            (self.w("When"), action["when"]),
            (self.w("You will see it when"), action["measure"]),
            (self.w("Priority"), action["parts"]),
            *((self.w("Because"), f"{b['question']} {b['text']}") for b in action["because"]),
        )
        for label, value in rows:
            if value:
                paragraph = self.doc.add_paragraph()
                paragraph.add_run(f"{label}: ").bold = True
                paragraph.add_run(safe(value))
        self.quotes(action["quotes"])

    def method(self, section: Mapping[str, Any]) -> None:
        self.heading(section["title"], 1)
        for paragraph in section["paragraphs"]:
            self.say(paragraph)
        self.table(section["table"])
        if section["not_judged"]:
            self.heading(self.w("Not judged"), 2)
            self.bullets(
                [
                    ": ".join(x for x in (n["title"], "; ".join(n["missing"])) if x)
                    for n in section["not_judged"]
                ]
            )
        self.bullets([*section["rejected"], *section["warnings"]])
        self.say(section["tool"], "Caption")
