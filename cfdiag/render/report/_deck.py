"""The presentation as it grows: its master, a firm's own or a plain one, and the frame of each slide."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.model.view import Report
from cfdiag.render.charts.labels import text_width
from cfdiag.render.report._office import logo_picture, opened, set_properties, undated, without_traces

EMU = 12_700
"""Of a point."""
SLIDE_WIDE, SLIDE_HIGH, EDGE = 960.0, 540.0, 44.0
"""Points of a plain slide, and of its margins."""
FOOT = 34.0
FOOT_SIZE = 10.0
_ANSWER = 132.0
"""Points for the headline of a plain first slide."""
_TITLE_SIZES = (28.0, 24.0, 21.0, 18.0, 16.0)
_FOOTER_TYPES = ("ftr", "sldNum", "dt")


class Area(NamedTuple):
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


class Deck:
    """Slides on one master."""

    def __init__(self, view: Report, reference: bytes) -> None:
        self.view = view
        self.own = bool(reference)
        self.pptx = optional("pptx", "pptx")
        self.color = optional("pptx.dml.color", "pptx").RGBColor
        self.file = opened(reference, self.pptx.Presentation, "pptx") if reference else self._plain()
        if reference:
            self._without_slides()
        self.layout = self._title_only()

    def saved(self) -> bytes:
        """The file: the same bytes whenever it is made."""
        out = io.BytesIO()
        set_properties(self.file.core_properties, self.view)
        self.file.save(out)
        return undated(out.getvalue())

    def slide(self, title: str, *, first: bool = False) -> tuple[Any, Area]:
        """A new slide with its title and its footer, and the room that is left on it.

        Args:
            title: the finding that it shows.
            first: it opens the deck: the logo stands on it, and its title is the answer and may be long.
        """
        made = self.file.slides.add_slide(self.layout)
        for shape in [*made.placeholders]:
            holds = shape.placeholder_format.type
            if holds not in self._title_types():
                shape._element.getparent().remove(shape._element)  # noqa: SLF001  an empty one would show its prompt
        holder = made.shapes.title
        box = _box_of(holder) if holder is not None else Area(EDGE, 24, self.width - 2 * EDGE, 70)
        if holder is None:
            holder = made.shapes.add_textbox(*emu(box))
        left, wide = box.left, box.width
        picture = logo_picture(self.view, "pptx") if first else None
        if picture is not None:
            box = self._logo(made, picture, box)
        if first and not self.own:
            box = box._replace(height=_ANSWER)
        if first:
            holder.left, holder.top, holder.width, holder.height = emu(box)
        self._title(holder, title, box)
        bottom = self._footer(made)
        top = box.top + box.height + 8
        return made, Area(left, top, wide, bottom - top - 6)

    @property
    def width(self) -> float:
        """Of its slides, in points."""
        return float(self.file.slide_width / EMU)

    @property
    def height(self) -> float:
        """Of its slides, in points."""
        return float(self.file.slide_height / EMU)

    def rgb(self, color: str) -> Any:  # noqa: ANN401  python-pptx's
        """A colour, `rrggbb`."""
        return self.color.from_string(color)

    def brand(self) -> str:
        """The colour of the house, as `RRGGBB`."""
        return self.view.branding.color.lstrip("#").upper()

    def _plain(self) -> Any:  # noqa: ANN401  python-pptx's
        """A plain wide master in the colour of the house."""
        made = self.pptx.Presentation()
        made.slide_width, made.slide_height = round(SLIDE_WIDE * EMU), round(SLIDE_HIGH * EMU)
        master = made.slide_master
        theme = master.part.part_related_by(optional("pptx.opc.constants", "pptx").RELATIONSHIP_TYPE.THEME)
        words = theme.blob.replace(b"Calibri", b"Arial").replace(b"4F81BD", self.brand().encode())
        theme._blob = words  # noqa: SLF001  python-pptx does not read themes
        for layout in [*made.slide_layouts]:
            if layout.name != "Title Only":
                made.slide_layouts.remove(layout)
        for sheet in (master, made.slide_layouts[0]):
            for shape in sheet.placeholders:
                self._place(shape)
        return made

    def _place(self, shape: Any) -> None:  # noqa: ANN401  python-pptx's
        """A placeholder of the plain master, where it belongs on a wide slide."""
        places = {
            "title": Area(EDGE, 26, SLIDE_WIDE - 2 * EDGE, 66),
            "body": Area(EDGE, 110, SLIDE_WIDE - 2 * EDGE, SLIDE_HIGH - 160),
            "dt": Area(SLIDE_WIDE - EDGE - 180, SLIDE_HIGH - FOOT, 90, 18),
            "ftr": Area(EDGE, SLIDE_HIGH - FOOT, SLIDE_WIDE - 2 * EDGE - 90, 26),
            "sldNum": Area(SLIDE_WIDE - EDGE - 80, SLIDE_HIGH - FOOT, 80, 18),
        }
        kind = _kind(shape)
        if kind not in places:
            return
        shape.left, shape.top, shape.width, shape.height = emu(places[kind])
        if kind == "title":
            body = shape.text_frame._txBody.bodyPr  # noqa: SLF001  what a frame inherits is set in XML
            body.set("anchor", "t")
            body.set("lIns", "0")
        if kind == "ftr":
            shape.text_frame._txBody.bodyPr.set("lIns", "0")  # noqa: SLF001  the library has no way to it
            for level in shape._element.iter(_a("lvl1pPr")):  # noqa: SLF001  the library has no way to it
                level.set("algn", "l")

    def _without_slides(self) -> None:
        ids = self.file.slides._sldIdLst  # noqa: SLF001  python-pptx removes no slides
        for each in [*ids]:
            self.file.part.drop_rel(each.rId)
            ids.remove(each)
        # Sections and shows are lists of the slides that are gone.
        element = self.file.part._element  # noqa: SLF001  the library has no way to it
        for gone in element.xpath(".//p:custShowLst | .//p:ext[*[local-name()='sectionLst']]"):
            gone.getparent().remove(gone)
        without_traces(self.file.part.package._rels, self.file.part.rels)  # noqa: SLF001  the library has no way to it

    def _title_only(self) -> Any:  # noqa: ANN401  python-pptx's
        """The layout with a title and least beside it."""
        layouts = [*self.file.slide_layouts]
        named = [each for each in layouts if each._element.get("type") == "titleOnly"]  # noqa: SLF001  the library has no way to it
        if named:
            return named[0]

        def beside(layout: Any) -> tuple[bool, int]:  # noqa: ANN401  the library's
            kinds = [_kind(shape) for shape in layout.placeholders]
            others = [kind for kind in kinds if kind not in ("title", *_FOOTER_TYPES)]
            return "title" not in kinds, len(others)

        return min(layouts, key=beside)

    def _title_types(self) -> tuple[Any, ...]:
        kinds = optional("pptx.enum.shapes", "pptx").PP_PLACEHOLDER
        return kinds.TITLE, kinds.CENTER_TITLE

    def _title(self, holder: Any, title: str, box: Area) -> None:  # noqa: ANN401  python-pptx's
        said = safe(title, keep_lines=False)
        frame = holder.text_frame
        frame.text = said
        frame.word_wrap = True
        sizes = [each for each in _TITLE_SIZES if lines_of(said, each, box.width) * each * 1.2 <= box.height]
        run = frame.paragraphs[0].runs[0] if frame.paragraphs[0].runs else frame.paragraphs[0].add_run()
        run.font.size = round((sizes or _TITLE_SIZES[-1:])[0] * EMU)
        if not self.own:
            run.font.bold = True
            run.font.color.rgb = self.rgb(self.brand())
            frame.paragraphs[0].alignment = optional("pptx.enum.text", "pptx").PP_ALIGN.LEFT

    def _logo(self, slide: Any, picture: io.BytesIO, title: Area) -> Area:  # noqa: ANN401  python-pptx's
        """The logo right of the title, which makes room."""
        shape = slide.shapes.add_picture(picture, 0, 0)
        scale = min(40 * EMU / shape.height, 150 * EMU / shape.width)
        shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
        shape.left, shape.top = round((title.left + title.width) * EMU) - shape.width, round(title.top * EMU)
        say_alt(shape, "Logo", self.view.branding.name or "Logo")
        return title._replace(width=title.width - shape.width / EMU - 16)

    def _footer(self, slide: Any) -> float:  # noqa: ANN401  python-pptx's
        """What must stand on every slide, and its number; the top of it."""
        cover = self.view.cover
        said = [cover.client, cover.date, cover.audience, cover.confidentiality, *self.view.stamps]
        text = safe(" · ".join(filter(None, said)), keep_lines=False)
        tops, kinds = [], set()
        for shape in self._footers():
            kind = _kind(shape)
            if kind == "dt":
                continue
            kinds.add(kind)
            element = copy.deepcopy(shape._element)  # noqa: SLF001  python-pptx leaves footers out
            slide.shapes._spTree.append(element)  # noqa: SLF001  the library has no way to it
            tops.append(_box_of(shape).top)
            if kind == "ftr":
                own = slide.shapes[-1]
                own.text_frame.text = text
                width = _box_of(shape).width
                own.text_frame.paragraphs[0].runs[0].font.size = _points(_fitting(text, width))
        if "ftr" not in kinds:
            box = Area(EDGE, self.height - FOOT, self.width - 2 * EDGE - 60, 18)
            own = slide.shapes.add_textbox(*emu(box))
            own.text_frame.text = text
            own.text_frame.paragraphs[0].runs[0].font.size = _points(_fitting(text, box.width))
            tops.append(box.top)
        return min(tops, default=self.height - FOOT)

    def _footers(self) -> Iterator[Any]:
        """The footers of the layout; where it has none, those of the master."""
        for kind in _FOOTER_TYPES:
            for sheet in (self.layout, self.file.slide_master):
                found = [shape for shape in sheet.placeholders if _kind(shape) == kind]
                if found:
                    yield found[0]
                    break


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines a text takes."""
    lines = 0
    for part in text.split("\n"):
        at = 0.0
        lines += 1
        for word in part.split():
            wide = text_width(f"{word} ", size) * _NARROWER
            if at and at + wide > width:
                lines, at = lines + 1, 0.0
            at += wide
    return lines


_NARROWER = 0.94
"""Widths are measured rather too wide, so that names in a picture never touch; here that costs room."""


def say_alt(shape: Any, name: str, alt: str) -> None:  # noqa: ANN401  python-pptx's
    """A shape's name and its alternative text."""
    shape.name = safe(name, keep_lines=False)
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001  where the alternative text is kept
    properties.set("descr", safe(alt, keep_lines=False))


def emu(box: Area) -> tuple[int, int, int, int]:
    """A box in the library's unit."""
    left, top, width, height = (round(each * EMU) for each in box)
    return left, top, width, height


def _points(size: float) -> int:
    return round(size * EMU)


def _fitting(text: str, width: float) -> float:
    return next((size for size in (FOOT_SIZE, 9.0) if lines_of(text, size, width - 8) < 2), 8.0)  # noqa: PLR2004  one line


def _kind(shape: Any) -> str:  # noqa: ANN401  python-pptx's
    """What a placeholder is for, as the file says it."""
    found = shape._element.xpath(".//p:nvPr/p:ph")  # noqa: SLF001  the library has no way to it
    kind = str(found[0].get("type", "body")) if found else ""
    return "title" if kind == "ctrTitle" else kind


def _box_of(shape: Any) -> Area:  # noqa: ANN401  python-pptx's
    return Area(*((each or 0) / EMU for each in (shape.left, shape.top, shape.width, shape.height)))


def _a(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}"
