"""Importance upwards, performance to the right: where the points, the crosshair and the quadrants go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from cfdiag.locales.locale import Locale
from cfdiag.model.layout import MatrixPoint, QuadrantName, Quadrants, Tick
from cfdiag.render.charts.axis import MOST_TICKS_OF_GAPS, Axis, rounded, width_of
from cfdiag.render.charts.labels import LABEL_FONT, Box, Mark, place_labels, text_width


class PointValues(NamedTuple):
    """A point of `matrix`, in units of its scales."""

    label: str
    performance: float
    importance: float
    quadrant: str
    borderline: bool = False


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
    wide = width_of(narrow=narrow)
    size = 13.0 if narrow else LABEL_FONT
    plot = Box(48.0, 10.0, wide - 8, (360.0 if narrow else 430.0) - 46)
    # Means rarely fill the scale: each axis shows the eighths of it that hold all of them.
    across = _window(low, high, [*(p.performance for p in points), cross[0]])
    up = _window(low, high, [*(p.importance for p in points), cross[1]])
    x = Axis(*across, plot.left + 12, plot.right - 12)
    y = Axis(*up, plot.bottom - 12, plot.top + 12)
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
                tx=rounded((label.box.left + label.box.right) / 2),
                ty=rounded(label.box.bottom - 0.27 * size),
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
        middle=(rounded(middle[0]), rounded(middle[1])),
        equal=(x(start), y(start), x(end), y(end)) if start < end else None,
        xticks=_matrix_ticks(x, across, words),
        yticks=_matrix_ticks(y, up, words),
        names=tuple(name for name, _ in named),
        axes=axes,
        points=tuple(drawn),
    )


def _four(values: Sequence[float]) -> tuple[float, float, float, float]:
    first, second, third, fourth = values
    return rounded(first), rounded(second), rounded(third), rounded(fourth)


def _matrix_ticks(axis: Axis, ends: tuple[float, float], words: Locale) -> tuple[Tick, ...]:
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
            x=rounded(plot.left + 8 if anchor == "start" else plot.right - 8),
            y=rounded(baseline),
        )
        names.append((name, box))
    return names
