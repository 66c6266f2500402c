"""A chart that PowerPoint draws and its owner can edit: dots on rows, with bands, ticks and names.

An XY chart, for its dots lie where the figures are; names and notes stand at both ends of each row.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.locales.locale import Locale
from cfdiag.model.blocks import PlottedFigures, PlottedRow
from cfdiag.render.charts.axis import ticks
from cfdiag.render.charts.labels import text_width

INK, SOFT, _GRID = "1B2430", "55606E", "D5DBE2"
_DOT_TONES = {
    "critical": "B3261E",
    "developing": "8A5A00",
    "on_target": "1E6B45",
    "blind_spot": "B3261E",
    "unseen_strength": "1E6B45",
    "": SOFT,
}
_OPEN_DOT = "A3ACB7"
"""Of an open dot: white would be seen only by what draws its rim."""
_FIRST_SIDE, _SECOND_SIDE = "1F4E79", "B3541E"
"""The colours of two sides, as in every other picture."""
_EMU = 12_700
_BEYOND = 0.08
"""How far the plot reaches beyond its scale, as a part of it."""
_NEAR = 0.06
"""So near to the beginning of the scale a figure stands above its dot, clear of the name of the row."""
_TALLEST = 0.3
"""Half the height of a tick, in rows."""
_PALE = 0.3


class _Dot(NamedTuple):
    x: float
    y: float | None
    """None: the line breaks off."""
    text: str = ""
    side: str = "r"
    """Where its text stands: `l`, `r` or `t`."""


class _Series(NamedTuple):
    """What has one colour and shape: dots, or lines from one to the next."""

    name: str
    dots: list[_Dot]
    color: str = SOFT
    marker: str = "none"
    filled: bool = True
    line: float = 0.0
    """Points: how thick it is; 0: there is none."""
    named: bool = False
    """Whether the legend has it."""
    bold: bool = False


def native_chart(
    slide: Any,  # noqa: ANN401  python-pptx's
    figures: PlottedFigures,
    box: tuple[float, float, float, float],
    words: Locale,
    *,
    size: float,
    day: str,
) -> Any:  # noqa: ANN401  python-pptx's
    """Draw it on a slide.

    Args:
        slide: of python-pptx.
        figures: what is drawn.
        box: left, top, width and height in points.
        words: names of levels, and how figures are written.
        size: of letters, in points.
        day: of the report, an ISO date: the workbook in it says no other.

    Returns:
        The graphic frame.
    """
    chart_data = optional("pptx.chart.data", "pptx")
    enum = optional("pptx.enum.chart", "pptx")
    drawn = _longest_first([each for each in _series(figures, words) if each.dots], figures.low)
    data = chart_data.XyChartData()
    for n, each in enumerate(drawn):
        series = data.add_series(_name(each, n))
        for dot in each.dots:
            series.add_data_point(dot.x, dot.y or 0.0)
    left, top, width, height = (round(each * _EMU) for each in box)
    frame = slide.shapes.add_chart(enum.XL_CHART_TYPE.XY_SCATTER, left, top, width, height, data)
    chart = frame.chart
    # The library would take a name that begins with '=' for a formula.
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(drawn, day))
    chart.font.size = _points(size)
    chart.has_title = False
    _legend(chart, drawn, enum)
    _axes(chart, figures, size)
    _named_axes(chart)
    _plot_area(chart, figures, box, size)
    for series, each in zip(chart.plots[0].series, drawn, strict=True):
        _style(series, each, enum, size)
    return frame


def _longest_first(drawn: list[_Series], low: float) -> list[_Series]:
    """The same, the first filled up with empty rows: LibreOffice loses what stands before a longer one."""
    first, *others = drawn
    longest = max(len(each.dots) for each in drawn)
    filled = [*first.dots, *[_Dot(low, None)] * (longest - len(first.dots))]
    return [first._replace(dots=filled), *others]


def _name(series: _Series, n: int) -> str:
    """What it is called: of those that the legend leaves out so many blanks that no two are alike."""
    return safe(series.name, keep_lines=False) if series.named else " " * (n + 1)


def _points(value: float) -> int:
    return round(value * _EMU)


def _series(figures: PlottedFigures, words: Locale) -> Iterator[_Series]:
    """From the back to the front; the names of those that the legend leaves out are blanks."""
    rows = [(row, float(len(figures.rows) - n)) for n, row in enumerate(figures.rows)]
    end = figures.high + _BEYOND * (figures.high - figures.low)
    yield _Series(" ", [_Dot(figures.low, y, row.label, "l") for row, y in rows])
    yield _Series(" ", [_Dot(end, y, row.beside, "r") for row, y in rows if row.beside])
    yield from _two_sides(figures, rows) if figures.compared else _scores(figures, rows, words)


_Rows = Sequence["tuple[PlottedRow, float]"]


def _two_sides(figures: PlottedFigures, rows: _Rows) -> Iterator[_Series]:
    for tone in ("blind_spot", "unseen_strength", ""):
        links = [
            dot
            for row, y in rows
            if row.tone == tone
            if (a := row.values[0]) is not None and (b := row.values[1]) is not None
            for dot in _line(a, b, y)
        ]
        yield _Series(" ", links, _paler(_DOT_TONES[tone]), line=3)
    marks = (("circle", _FIRST_SIDE), ("square", _SECOND_SIDE), ("diamond", INK))
    for n, (marker, color) in enumerate(marks[: len(figures.names)]):
        dots = [
            _Dot(v, y, row.said[n], _away(row, n, figures))
            for row, y in rows
            if (v := row.values[n]) is not None
        ]
        yield _Series(figures.names[n] or " ", dots, color, marker, named=bool(figures.names[n]), bold=n == 1)


def _away(row: PlottedRow, n: int, figures: PlottedFigures) -> str:
    """The side that faces away from the other dot."""
    own, other = row.values[n], row.values[1 - n] if n in (0, 1) else None
    side = "lrr"[n] if own is None or other is None or own == other else "l" if own < other else "r"
    beginning = figures.low + _NEAR * (figures.high - figures.low)
    return "t" if side == "l" and own is not None and own < beginning else side


def _scores(figures: PlottedFigures, rows: _Rows, words: Locale) -> Iterator[_Series]:
    tones = ("critical", "developing", "on_target", "")
    for tone in tones:
        bands = [dot for row, y in rows if row.tone == tone and row.range for dot in _line(*row.range, y)]
        yield _Series(" ", bands, _paler(_DOT_TONES[tone]), line=5)
    ticks_ = [
        _Dot(target, y + end if end is not None else None)
        for row, y in rows
        if (target := row.values[1]) is not None
        for end in (-_TALLEST, _TALLEST, None)
    ]
    yield _Series(figures.names[1], ticks_, INK, line=2, named=True)
    for tone in tones:
        dots = [
            _Dot(v, y, row.said[0], "t")
            for row, y in rows
            if row.tone == tone
            if (v := row.values[0]) is not None
        ]
        name = words.level(tone) if tone else words("cannot be told")
        yield _Series(name, dots, _DOT_TONES[tone], "circle", bool(tone), named=True, bold=True)


def _line(start: float, end: float, y: float) -> tuple[_Dot, _Dot, _Dot]:
    return _Dot(start, y), _Dot(end, y), _Dot(end, None)


def _paler(color: str) -> str:
    """The colour on white paper at three tenths; not every program draws what can be seen through."""
    parts = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * _PALE):02X}" for part in parts)


def _legend(chart: Any, drawn: Sequence[_Series], enum: Any) -> None:  # noqa: ANN401  python-pptx's
    chart.has_legend = any(each.named for each in drawn)
    if not chart.has_legend:
        return
    chart.legend.position = enum.XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    position = chart.legend._element.find(_c("legendPos"))  # noqa: SLF001  python-pptx leaves no entry out
    for n, each in reversed([*enumerate(drawn)]):
        if not each.named:
            entry = _element(f'<c:legendEntry {_NS}><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>')
            position.addnext(entry)


def _axes(chart: Any, figures: PlottedFigures, size: float) -> None:  # noqa: ANN401  python-pptx's
    across, up = chart.category_axis, chart.value_axis
    steps = ticks(figures.low, figures.high)
    # What stands at the end of a row keeps clear of a dot at the end of the scale.
    span = figures.high - figures.low
    across.minimum_scale, across.maximum_scale = figures.low, figures.high + _BEYOND * span
    across.major_unit = steps[1] - steps[0] if len(steps) > 1 else 1
    across.has_major_gridlines = True
    across.major_gridlines.format.line.color.rgb = _rgb(_GRID)
    across.format.line.color.rgb = _rgb(_GRID)
    across.tick_labels.font.size = _points(size * 0.85)
    across.tick_labels.font.color.rgb = _rgb(SOFT)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    up.minimum_scale, up.maximum_scale, up.major_unit = 0.4, len(figures.rows) + 0.6, 1
    up.has_major_gridlines = False
    up.visible = False


def _named_axes(chart: Any) -> None:  # noqa: ANN401  python-pptx's
    """The library numbers axes below zero, which the format does not allow."""
    space = chart._chartSpace  # noqa: SLF001  where the numbers are
    for name in ("axId", "crossAx"):
        for element in space.iter(_c(name)):
            element.set("val", element.get("val").lstrip("-"))


def _plot_area(chart: Any, figures: PlottedFigures, box: tuple[float, ...], size: float) -> None:  # noqa: ANN401  the library's
    """Room for the names at the left and for what stands at the end of a row."""
    _, _, width, height = box
    left = min(0.42 * width, max(text_width(row.label, size) for row in figures.rows) * 1.12 + 14)
    right = min(0.36 * width, max((text_width(row.beside, size) for row in figures.rows), default=0.0) + 18)
    above, below = 2.2 * size, 2.0 * size
    x, w = left / width, (width - left - right) / width
    y, h = above / height, (height - above - below) / height
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001  python-pptx has no layout of its own
    for old in area.findall(_c("layout")):
        area.remove(old)
    sizes = "".join(
        f'<c:{name} val="{value:.4f}"/>' for name, value in (("x", x), ("y", y), ("w", w), ("h", h))
    )
    layout = (
        f'<c:layout {_NS}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{sizes}</c:manualLayout></c:layout>'
    )
    area.insert(0, _element(layout))


def _style(series: Any, each: _Series, enum: Any, size: float) -> None:  # noqa: ANN401  python-pptx's
    marker, styles, line = series.marker, enum.XL_MARKER_STYLE, series.format.line
    series.smooth = False
    if each.line:
        line.color.rgb, line.width = _rgb(each.color), _points(each.line)
    else:
        line.fill.background()
    marker.style = {"circle": styles.CIRCLE, "square": styles.SQUARE, "diamond": styles.DIAMOND}.get(
        each.marker, styles.NONE
    )
    if each.marker != "none":
        marker.size = 12
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = _rgb(each.color if each.filled else _OPEN_DOT)
        marker.format.line.color.rgb = _rgb(each.color)
    # A cell without a figure: there the line breaks off.
    values = series._element.find(_c("yVal"))  # noqa: SLF001  python-pptx leaves no figure out
    for point in [*values.iter(_c("pt"))]:
        if each.dots[int(point.get("idx"))].y is None:
            point.getparent().remove(point)
    positions = enum.XL_LABEL_POSITION
    sides = {"l": positions.LEFT, "r": positions.RIGHT, "t": positions.ABOVE}
    for n, dot in enumerate(each.dots):
        if not dot.text:
            continue
        label = series.points[n].data_label
        label.position = sides[dot.side]
        run = label.text_frame.paragraphs[0].add_run()
        run.text = safe(dot.text, keep_lines=False)
        run.font.size, run.font.bold = _points(size), each.bold
        run.font.color.rgb = _rgb(each.color if each.marker != "none" else INK)


def _tops(drawn: Sequence[_Series]) -> Iterator[int]:
    """In which row of the workbook, from 1, the dots of each series begin."""
    at = 0
    for each in drawn:
        yield at + 2
        at += len(each.dots) + 2


def _workbook(drawn: Sequence[_Series], day: str) -> bytes:
    """The figures as the library lays them out: a block a series, X beside Y; a third column says of what."""
    stream = io.BytesIO()
    book: Any = optional("xlsxwriter", "pptx").Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime.fromisoformat(day or "1980-01-01"), "author": "cfdiag"})
    sheet = book.add_worksheet("Sheet1")
    for n, (each, top) in enumerate(zip(drawn, _tops(drawn), strict=True)):
        sheet.write_string(top - 2, 1, _name(each, n))
        for row, dot in enumerate(each.dots, start=top - 1):
            sheet.write_number(row, 0, dot.x)
            if dot.y is not None:
                sheet.write_number(row, 1, dot.y)
            sheet.write_string(row, 2, safe(dot.text, keep_lines=False))
    book.close()
    return stream.getvalue()


_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def _c(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{name}"


def _element(xml: str) -> Any:  # noqa: ANN401  lxml's
    return optional("pptx.oxml", "pptx").parse_xml(xml)


def _rgb(color: str) -> Any:  # noqa: ANN401  python-pptx's
    return optional("pptx.dml.color", "pptx").RGBColor.from_string(color)
