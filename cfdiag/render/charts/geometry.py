"""Where everything in a chart goes: pure numbers, no wording, no colour, no markup.

`templates/charts.svg.j2` draws what is made here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from cfdiag.locales.locale import Locale
from cfdiag.model.layout import (
    BarRow,
    Bars,
    EffortCell,
    EffortMark,
    Efforts,
    MatrixPoint,
    PairRow,
    Pairs,
    Placed,
    QuadrantName,
    Quadrants,
    Tick,
)
from cfdiag.render.charts.labels import LABEL_FONT, Box, Mark, place_labels, text_width, wrap_label


class BarValues(NamedTuple):
    """A row of `bars`: 0 to 100, or None."""

    label: str
    value: float | None
    text: str
    range: tuple[float, float] | None = None
    target: float | None = None
    level: str = ""
    strong: bool = False


class PairValues(NamedTuple):
    """A row of `pairs`: two values on one scale; either may be None."""

    label: str
    first: float | None
    second: float | None
    text: str
    tone: str = ""


class PointValues(NamedTuple):
    """A point of `matrix`, in units of its scales."""

    label: str
    performance: float
    importance: float
    quadrant: str
    borderline: bool = False


class EffortValues(NamedTuple):
    """A mark of `effort_impact`: both 1 to 3; the kind is `build` or `mend`."""

    label: str
    effort: int
    impact: int
    kind: str


def _r(value: float) -> float:
    return round(value, 1) + 0.0


class _Axis:
    """Values to pixels on one straight line."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high, self.start, self.end = low, high, start, end

    def __call__(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return _r(self.start + (inside - self.low) * (self.end - self.start) / ((self.high - self.low) or 1))


MOST_TICKS, MOST_TICKS_OF_GAPS = 10, 8
"""Steps between the ends of an axis: more and their figures touch; gaps carry a sign."""


def ticks(low: float, high: float) -> list[float]:
    """Up to eleven round values from one end to the other."""
    span = high - low
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100) if span / s <= MOST_TICKS), span or 1)
    return [low + step * i for i in range(int(span / step + 1e-9) + 1)]


LINE = 15.0
GUTTER = 250.0


class _Rows:
    """Labelled rows: labels left of the plot where there is room, above it where there is not."""

    def __init__(
        self, labels: Sequence[str], wide: float, *, narrow: bool, right: float, top: float, size: float
    ) -> None:
        self.size = size
        self.left = 4.0 if narrow else GUTTER
        self.right = wide - right
        self.y: list[float] = []
        self.lines: list[tuple[Placed, ...]] = []
        y = top
        for label in labels:
            lines = wrap_label(label, wide - 8 if narrow else GUTTER - 16, 3, size)
            line = LINE * size / LABEL_FONT
            if narrow:
                self.lines.append(
                    tuple(Placed(x=4.0, y=_r(y + (i + 0.8) * line), text=t) for i, t in enumerate(lines))
                )
                y += len(lines) * line
                self.y.append(_r(y + 12))
                y += 34
            else:
                high = max(30.0, len(lines) * line + 8)
                middle = y + high / 2
                first = middle - len(lines) * line / 2 + 0.78 * line
                self.lines.append(
                    tuple(Placed(x=GUTTER - 12, y=_r(first + i * line), text=t) for i, t in enumerate(lines))
                )
                self.y.append(_r(middle))
                y += high
        self.bottom = _r(y + 2)
        self.anchor = "start" if narrow else "end"


def _wide(*, narrow: bool) -> float:
    return 330.0 if narrow else 720.0


def _ticks_at(axis: _Axis, values: Sequence[float], words: Locale) -> tuple[Tick, ...]:
    return tuple(Tick(at=axis(t), text=words.number(t, 0)) for t in values)


def bars(rows: Sequence[BarValues], words: Locale, *, narrow: bool = False) -> Bars:
    """Scores from 0 to 100 with range, target and level.

    Args:
        rows: from top to bottom.
        words: writes the figures of the axis.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow=narrow)
    size = 13.0 if narrow else LABEL_FONT
    layout = _Rows([r.label for r in rows], wide, narrow=narrow, right=52, top=4, size=size)
    axis = _Axis(0, 100, layout.left, layout.right)
    drawn = []
    for row, y, lines in zip(rows, layout.y, layout.lines, strict=True):
        value, ends, target = row.value, row.range, row.target
        drawn.append(
            BarRow(
                y=y,
                lines=lines,
                text=row.text,
                level=row.level or "none",
                x=None if value is None else axis(value),
                low=axis(ends[0]) if ends else None,
                high=axis(ends[1]) if ends else None,
                target=None if target is None else axis(target),
                strong=row.strong,
            )
        )
    return Bars(
        w=wide,
        h=layout.bottom + 24,
        size=size,
        left=layout.left,
        right=layout.right,
        bottom=layout.bottom,
        anchor=layout.anchor,
        ticks=_ticks_at(axis, (0, 25, 50, 75, 100) if narrow else ticks(0, 100), words),
        rows=tuple(drawn),
    )


def pairs(
    rows: Sequence[PairValues],
    words: Locale,
    *,
    low: float,
    high: float,
    names: tuple[str, str],
    arrow: bool = False,
    narrow: bool = False,
) -> Pairs:
    """Two values a row on one scale: two groups (dumbbell), or before and now (`arrow`).

    Args:
        rows: from top to bottom.
        words: writes the figures of the axis.
        low: start of the scale.
        high: end of the scale.
        names: what the two marks are.
        arrow: whether the line has a direction, from first to second.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow=narrow)
    size = 13.0 if narrow else LABEL_FONT
    legend_rows = 2 if narrow and text_width("".join(names), size) > wide - 70 else 1
    layout = _Rows(
        [r.label for r in rows], wide, narrow=narrow, right=58, top=12 + 20 * legend_rows, size=size
    )
    axis = _Axis(low, high, layout.left + 8, layout.right - 8)
    second_x = layout.left + 34 + text_width(names[0], size) if legend_rows == 1 else layout.left
    legend = (
        Placed(x=_r(layout.left + 8), y=10.0, text=names[0]),
        Placed(x=_r(second_x + 8), y=10.0 + 20 * (legend_rows - 1), text=names[1]),
    )
    drawn = []
    for row, y, lines in zip(rows, layout.y, layout.lines, strict=True):
        first, second = row.first, row.second
        drawn.append(
            PairRow(
                y=y,
                lines=lines,
                text=row.text,
                tone=row.tone,
                first=None if first is None else axis(first),
                second=None if second is None else axis(second),
            )
        )
    marks = _ticks_at(axis, ticks(low, high), words)
    if narrow and len(marks) > 6:  # noqa: PLR2004  figures must not touch on a phone
        marks = marks[:: math.ceil(len(marks) / 6)]
    return Pairs(
        w=wide,
        h=layout.bottom + 24,
        size=size,
        arrow=arrow,
        left=layout.left,
        right=layout.right,
        top=8.0 + 20 * legend_rows,
        bottom=layout.bottom,
        anchor=layout.anchor,
        legend=legend,
        ticks=marks,
        rows=tuple(drawn),
    )


def matrix(
    points: Sequence[PointValues],
    words: Locale,
    *,
    low: float,
    high: float,
    cross: tuple[float, float],
    quadrants: dict[str, str],
    axes: tuple[str, str],
    narrow: bool = False,
) -> Quadrants:
    """Importance upwards, performance to the right, with the crosshair and the line where both are equal.

    Args:
        points: most important first.
        words: writes the figures of the axes.
        low: start of both scales.
        high: end of both scales.
        cross: performance and importance of the crosshair.
        quadrants: names of the four quadrants.
        axes: names of the axes: performance, importance.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow=narrow)
    size = 13.0 if narrow else LABEL_FONT
    plot = Box(48.0, 10.0, wide - 8, (360.0 if narrow else 430.0) - 46)
    # Means rarely fill the scale: each axis shows the eighths of it that hold all of them.
    across = _window(low, high, [*(p.performance for p in points), cross[0]])
    up = _window(low, high, [*(p.importance for p in points), cross[1]])
    x = _Axis(*across, plot.left + 12, plot.right - 12)
    y = _Axis(*up, plot.bottom - 12, plot.top + 12)
    middle = (x(cross[0]), y(cross[1]))
    named = _quadrant_names(quadrants, plot, size)
    marks = [Mark(x(p.performance), y(p.importance), p.label) for p in points]
    lines = (
        Box(middle[0] - 1, plot.top, middle[0] + 1, plot.bottom),
        Box(plot.left, middle[1] - 1, plot.right, middle[1] + 1),
    )
    labels = place_labels(marks, plot, [*(box for _, box in named), *lines], size)
    drawn = []
    for point, mark, label in zip(points, marks, labels, strict=True):
        drawn.append(
            MatrixPoint(
                x=mark.x,
                y=mark.y,
                quadrant=point.quadrant,
                borderline=point.borderline,
                text=mark.label if label.box.right > label.box.left else "",
                tx=_r((label.box.left + label.box.right) / 2),
                ty=_r(label.box.bottom - 0.27 * size),
                leader=_four(label.leader) if label.leader else None,
                box=_four(label.box),
            )
        )
    start, end = max(across[0], up[0]), min(across[1], up[1])
    return Quadrants(
        w=wide,
        h=plot.bottom + 46,
        size=size,
        left=plot.left,
        top=plot.top,
        right=plot.right,
        bottom=plot.bottom,
        middle=(_r(middle[0]), _r(middle[1])),
        equal=(x(start), y(start), x(end), y(end)) if start < end else None,
        xticks=_matrix_ticks(x, across, words),
        yticks=_matrix_ticks(y, up, words),
        names=tuple(name for name, _ in named),
        axes=axes,
        points=tuple(drawn),
    )


def _four(values: Sequence[float]) -> tuple[float, float, float, float]:
    first, second, third, fourth = values
    return _r(first), _r(second), _r(third), _r(fourth)


def _matrix_ticks(axis: _Axis, ends: tuple[float, float], words: Locale) -> tuple[Tick, ...]:
    return tuple(Tick(at=axis(t), text=words.number(t, 0 if t == int(t) else 1)) for t in _steps(*ends))


def _window(low: float, high: float, values: Sequence[float]) -> tuple[float, float]:
    grain = (high - low) / 8
    start = low + math.floor((min(values) - low) / grain - 1e-9) * grain
    end = low + math.ceil((max(values) - low) / grain + 1e-9) * grain
    return max(low, start), min(high, end)


def _steps(start: float, end: float) -> list[float]:
    span = end - start
    step = next((s for s in (0.5, 1, 2, 5, 10, 20, 25, 50) if span / s <= MOST_TICKS_OF_GAPS), span or 1)
    first = math.ceil(start / step - 1e-9) * step
    return [first + step * i for i in range(int((end - first) / step + 1e-9) + 1)]


def _quadrant_names(quadrants: dict[str, str], plot: Box, size: float) -> list[tuple[QuadrantName, Box]]:
    names = []
    for quadrant, anchor, upper in (
        ("concentrate", "start", True),
        ("keep_up", "end", True),
        ("low_priority", "start", False),
        ("overkill", "end", False),
    ):
        wide = text_width(quadrants[quadrant], size) * 1.06
        left = plot.left + 8 if anchor == "start" else plot.right - 8 - wide
        baseline = plot.top + 18 if upper else plot.bottom - 9
        box = Box(left, baseline - size, left + wide, baseline + 4)
        name = QuadrantName(
            quadrant=quadrant,
            text=quadrants[quadrant],
            anchor=anchor,
            x=_r(plot.left + 8 if anchor == "start" else plot.right - 8),
            y=_r(baseline),
        )
        names.append((name, box))
    return names


def effort_impact(
    marks: Sequence[EffortValues], *, axes: tuple[str, str], steps: Sequence[str], narrow: bool = False
) -> Efforts:
    """Actions by effort (to the right) and impact (upwards), both 1 to 3; numbered marks side by side.

    Args:
        marks: in the order of the plan.
        axes: names of the axes: effort, impact.
        steps: names of the steps 1 to 3.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow=narrow)
    left, top, cell = 58.0, 8.0, ((330.0 - 66) / 3 if narrow else 140.0)
    per_row = int((cell - 12) // 26)
    cells: dict[tuple[int, int], list[EffortValues]] = {}
    for mark in marks:
        cells.setdefault((mark.effort, mark.impact), []).append(mark)
    rows = max([math.ceil(len(inside) / per_row) for inside in cells.values()], default=1)
    high = max(64.0, rows * 26 + 14.0)
    drawn = []
    for (effort, impact), inside in sorted(cells.items()):
        used = math.ceil(len(inside) / per_row)
        for number, mark in enumerate(inside):
            row, column = divmod(number, per_row)
            in_row = min(per_row, len(inside) - row * per_row)
            x = left + (effort - 1) * cell + cell / 2 + (column - (in_row - 1) / 2) * 26
            y = top + (3 - impact) * high + high / 2 + (row - (used - 1) / 2) * 26
            drawn.append(EffortMark(x=_r(x), y=_r(y), text=mark.label, tone=mark.kind))
    grid = [
        EffortCell(
            x=_r(left + (e - 1) * cell),
            y=_r(top + (3 - i) * high),
            good=i - e >= 1,
            w=_r(cell),
            h=high,
        )
        for e in (1, 2, 3)
        for i in (1, 2, 3)
    ]
    return Efforts(
        w=_r(min(wide, left + 3 * cell + 8)),
        h=top + 3 * high + 44,
        size=13.0 if narrow else LABEL_FONT,
        left=left,
        right=left + 3 * cell,
        top=top,
        bottom=top + 3 * high,
        cell=_r(cell),
        grid=tuple(grid),
        columns=tuple(Tick(at=_r(left + (i + 0.5) * cell), text=s) for i, s in enumerate(steps)),
        bands=tuple(Tick(at=_r(top + (2 - i + 0.5) * high + 4), text=s) for i, s in enumerate(steps)),
        axes=axes,
        marks=tuple(drawn),
    )
