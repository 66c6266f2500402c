"""Where everything in a chart goes: pure numbers, no wording, no colour, no markup.

A chart is a plain dict that `templates/charts.svg.j2` draws: `kind` names the macro, `id`, `title` and
`desc` are set by the caller, the rest are coordinates in pixels of the chart's own `w` × `h`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Chart = dict[str, Any]

FONT = 12.0
# Widths of Helvetica's ASCII characters in thousandths of the font size, from space on.
_WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556,) * 10,
    *(278, 278, 584, 584, 584, 556, 1015),
    *(667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833),
    *(722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611),
    *(278, 278, 278, 469, 556, 333),
    *(556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833),
    *(556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500),
    *(334, 260, 334, 584),
)
_FIRST = 32
_WIDE_FROM = 0x1100
_ROOMY = 1.08
"""A reader's own font may be a little wider than the one that was measured."""


class Box(NamedTuple):
    """A rectangle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether both share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies wholly within the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


class Mark(NamedTuple):
    """A point that wants a label."""

    x: float
    y: float
    label: str


class Label(NamedTuple):
    """Where a label was put; `leader` is the line from the point to it, if it needs one."""

    box: Box
    leader: tuple[float, float, float, float] | None


def text_width(value: str, size: float = FONT) -> float:
    """About how wide a text is in a sans-serif face, in pixels, rather too wide than too narrow."""
    units = 0
    for character in value:
        code = ord(character) - _FIRST
        if 0 <= code < len(_WIDTHS):
            units += _WIDTHS[code]
        else:
            units += 1000 if ord(character) >= _WIDE_FROM else 600
    return units * size * _ROOMY / 1000


def wrap_label(value: str, room: float, lines: int = 3, size: float = FONT) -> list[str]:
    """A label in at most so many lines that each fit the room; what is left over ends in an ellipsis."""
    out: list[str] = []
    line = ""
    words = value.split()
    for number, word in enumerate(words):
        candidate = f"{line} {word}" if line else word
        if text_width(candidate, size) <= room:
            line = candidate
            continue
        if len(out) == lines - 1:
            return [*out, _cut(" ".join([line, *words[number:]]).strip(), room, size)]
        if line:
            out.append(line)
        line = _cut(word, room, size)
    return [*out, line] if line else (out or [""])


def _cut(value: str, room: float, size: float) -> str:
    if text_width(value, size) <= room:
        return value
    while value and text_width(value + "…", size) > room:
        value = value[:-1]
    return value.rstrip(" ,;:.") + "…"


def place_labels(
    marks: Sequence[Mark], bounds: Box, obstacles: Iterable[Box] = (), size: float = FONT
) -> list[Label]:
    """A place for every label: within bounds, over no other label, no point and no obstacle.

    Greedy, in the order given (so give the most important first): the nearest free place around the
    point, on ever wider rings; a leader line joins what had to move away, and later labels keep off it.
    A chart so full that nothing is free gives the label an empty box at its point; it is not drawn.
    """
    radius = 6.0
    dots = [Box(m.x - radius, m.y - radius, m.x + radius, m.y + radius) for m in marks]
    taken = [*obstacles, *dots]
    leaders: list[tuple[float, float, float, float]] = []
    placed: list[Label] = []
    for mark in marks:
        found = _free_place(mark, bounds, taken, leaders, size) or _free_place(mark, bounds, taken, None, size)
        if found is None:
            placed.append(Label(Box(mark.x, mark.y, mark.x, mark.y), None))
            continue
        placed.append(found)
        taken.append(found.box)
        if found.leader:
            leaders.append(found.leader)
    return placed


def _free_place(
    mark: Mark,
    bounds: Box,
    taken: Sequence[Box],
    leaders: Sequence[tuple[float, float, float, float]] | None,
    size: float,
) -> Label | None:
    """The nearest free place; without `leaders`, lines may cross labels (a crowd on one spot)."""
    wide, high = text_width(mark.label, size), size + 2
    for ring, distance in enumerate((9, 14, 20, 28, 38, 50, 64, 82, 104, 130, 160, 200, 250, 310)):
        steps = 8 if ring < 2 else 24  # noqa: PLR2004  near the point the eight winds are enough
        for step in range(steps):
            angle = 2 * math.pi * step / steps
            x, y = mark.x + distance * math.cos(angle), mark.y - distance * math.sin(angle)
            # The box hangs on the side of its anchor that faces away from the point.
            left = x - wide * (1 - math.cos(angle)) / 2
            top = y - high * (1 + math.sin(angle)) / 2
            box = Box(left, top, left + wide, top + high)
            if not box.inside(bounds) or any(box.overlaps(other) for other in taken):
                continue
            if any(_crosses(line, box) for line in leaders or ()):
                continue
            leader = _leader(mark, box) if distance > 14 else None  # noqa: PLR2004  beside its point
            own = (mark.x - 6, mark.y - 6, mark.x + 6, mark.y + 6)
            if leaders is not None and leader and any(_crosses(leader, other) for other in taken if other != own):
                continue
            return Label(box, leader)
    return None


def _leader(mark: Mark, box: Box) -> tuple[float, float, float, float]:
    x = min(max(mark.x, box.left), box.right)
    y = min(max(mark.y, box.top), box.bottom)
    length = math.hypot(x - mark.x, y - mark.y) or 1.0
    start = 6.0 / length
    return (mark.x + (x - mark.x) * start, mark.y + (y - mark.y) * start, x, y)


def _crosses(line: tuple[float, float, float, float], box: Box) -> bool:
    """Whether a line passes through the inside of a box (Liang and Barsky's clipping)."""
    x0, y0, x1, y1 = line
    dx, dy = x1 - x0, y1 - y0
    enter, leave = 0.0, 1.0
    for p, q in ((-dx, x0 - box.left), (dx, box.right - x0), (-dy, y0 - box.top), (dy, box.bottom - y0)):
        if p == 0:
            if q <= 0:
                return False
            continue
        t = q / p
        if p < 0:
            enter = max(enter, t)
        else:
            leave = min(leave, t)
    return leave - enter > 1e-9  # noqa: PLR2004  touching an edge is no crossing


def _r(value: float) -> float:
    return round(value, 1) + 0.0


class _Axis:
    """Values to pixels on one straight line."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high, self.start, self.end = low, high, start, end

    def __call__(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return _r(self.start + (inside - self.low) * (self.end - self.start) / ((self.high - self.low) or 1))


def ticks(low: float, high: float) -> list[float]:
    """Up to eleven round values from one end to the other."""
    span = high - low
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100) if span / s <= 10), span or 1)  # noqa: PLR2004
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
        self.lines: list[list[dict[str, Any]]] = []
        y = top
        for label in labels:
            lines = wrap_label(label, wide - 8 if narrow else GUTTER - 16, 3, size)
            line = LINE * size / FONT
            if narrow:
                self.lines.append(
                    [{"x": 4.0, "y": _r(y + (i + 0.8) * line), "text": t} for i, t in enumerate(lines)]
                )
                y += len(lines) * line
                self.y.append(_r(y + 12))
                y += 34
            else:
                high = max(30.0, len(lines) * line + 8)
                middle = y + high / 2
                first = middle - len(lines) * line / 2 + 0.78 * line
                self.lines.append(
                    [{"x": GUTTER - 12, "y": _r(first + i * line), "text": t} for i, t in enumerate(lines)]
                )
                self.y.append(_r(middle))
                y += high
        self.bottom = _r(y + 2)
        self.anchor = "start" if narrow else "end"


def _wide(narrow: bool) -> float:
    return 330.0 if narrow else 720.0


def _ticks_at(axis: _Axis, low: float, high: float, words: Any) -> list[dict[str, Any]]:
    return [{"x": axis(t), "text": words.number(t, 0)} for t in ticks(low, high)]


def bars(rows: Sequence[dict[str, Any]], words: Any, *, narrow: bool = False) -> Chart:
    """Scores from 0 to 100 with interval, target and level.

    Args:
        rows: dicts with `label, value, text` and, where there are any, `interval, target, level`.
        words: writes the figures of the axis.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow)
    size = 13.0 if narrow else FONT
    layout = _Rows([r["label"] for r in rows], wide, narrow=narrow, right=52, top=4, size=size)
    axis = _Axis(0, 100, layout.left, layout.right)
    drawn = []
    for row, y, lines in zip(rows, layout.y, layout.lines, strict=True):
        value, interval, target = row["value"], row.get("interval"), row.get("target")
        drawn.append(
            {
                "y": y,
                "lines": lines,
                "text": row["text"],
                "level": row.get("level") or "none",
                "x": None if value is None else axis(value),
                "low": axis(interval[0]) if interval else None,
                "high": axis(interval[1]) if interval else None,
                "target": None if target is None else axis(target),
                "strong": bool(row.get("strong")),
            }
        )
    return {
        "kind": "bars", "w": wide, "h": layout.bottom + 24, "size": size, "narrow": narrow,
        "left": layout.left, "right": layout.right, "bottom": layout.bottom, "anchor": layout.anchor,
        "ticks": _ticks_at(axis, 0, 100, words) if not narrow else _narrow_ticks(axis, words),
        "rows": drawn,
    }  # fmt: skip


def _narrow_ticks(axis: _Axis, words: Any) -> list[dict[str, Any]]:
    return [{"x": axis(t), "text": words.number(t, 0)} for t in (0, 25, 50, 75, 100)]


def pairs(
    rows: Sequence[dict[str, Any]],
    words: Any,
    *,
    low: float,
    high: float,
    names: tuple[str, str],
    arrow: bool = False,
    narrow: bool = False,
) -> Chart:
    """Two values a row on one scale: two groups (dumbbell), or before and now (`arrow`).

    Args:
        rows: dicts with `label, first, second, text, tone`; a value may be None.
        words: writes the figures of the axis.
        low: start of the scale.
        high: end of the scale.
        names: what the two marks are.
        arrow: whether the line has a direction, from first to second.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow)
    size = 13.0 if narrow else FONT
    legend_rows = 2 if narrow and text_width("".join(names), size) > wide - 70 else 1
    layout = _Rows(
        [r["label"] for r in rows], wide, narrow=narrow, right=58, top=12 + 20 * legend_rows, size=size
    )
    axis = _Axis(low, high, layout.left + 8, layout.right - 8)
    second_x = layout.left + 34 + text_width(names[0], size) if legend_rows == 1 else layout.left
    legend = [
        {"x": _r(layout.left + 8), "y": 10.0, "text": names[0]},
        {"x": _r(second_x + 8), "y": 10.0 + 20 * (legend_rows - 1), "text": names[1]},
    ]
    drawn = []
    for row, y, lines in zip(rows, layout.y, layout.lines, strict=True):
        first, second = row["first"], row["second"]
        drawn.append(
            {
                "y": y,
                "lines": lines,
                "text": row["text"],
                "tone": row.get("tone") or "",
                "first": None if first is None else axis(first),
                "second": None if second is None else axis(second),
            }
        )
    marks = [t for t in _ticks_at(axis, low, high, words)]
    if narrow and len(marks) > 6:  # noqa: PLR2004  figures must not touch on a phone
        marks = marks[:: math.ceil(len(marks) / 6)]
    return {
        "kind": "pairs", "w": wide, "h": layout.bottom + 24, "size": size, "narrow": narrow, "arrow": arrow,
        "left": layout.left, "right": layout.right, "top": 8.0 + 20 * legend_rows, "bottom": layout.bottom,
        "anchor": layout.anchor, "legend": legend, "ticks": marks, "rows": drawn,
    }  # fmt: skip


def matrix(
    points: Sequence[dict[str, Any]],
    words: Any,
    *,
    low: float,
    high: float,
    cross: tuple[float, float],
    quadrants: dict[str, str],
    axes: tuple[str, str],
    narrow: bool = False,
) -> Chart:
    """Importance upwards, performance to the right, with the crosshair and the line where both are equal.

    Args:
        points: dicts with `label, performance, importance, quadrant, borderline`, most important first.
        words: writes the figures of the axes.
        low: start of both scales.
        high: end of both scales.
        cross: performance and importance of the crosshair.
        quadrants: names of the four quadrants.
        axes: names of the axes: performance, importance.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow)
    size = 13.0 if narrow else FONT
    plot = Box(48.0, 10.0, wide - 8, (360.0 if narrow else 430.0) - 46)
    # Means rarely fill the scale: each axis shows the eighths of it that hold all of them.
    across = _window(low, high, [*(p["performance"] for p in points), cross[0]])
    up = _window(low, high, [*(p["importance"] for p in points), cross[1]])
    x = _Axis(*across, plot.left + 12, plot.right - 12)
    y = _Axis(*up, plot.bottom - 12, plot.top + 12)
    middle = (x(cross[0]), y(cross[1]))
    names = _quadrant_names(quadrants, plot, size)
    marks = [Mark(x(p["performance"]), y(p["importance"]), p["label"]) for p in points]
    lines = (
        Box(middle[0] - 1, plot.top, middle[0] + 1, plot.bottom),
        Box(plot.left, middle[1] - 1, plot.right, middle[1] + 1),
    )
    labels = place_labels(marks, plot, [*(n["box"] for n in names), *lines], size)
    drawn = []
    for point, mark, label in zip(points, marks, labels, strict=True):
        drawn.append(
            {
                "x": mark.x, "y": mark.y, "quadrant": point["quadrant"], "borderline": bool(point.get("borderline")),
                "text": mark.label if label.box.right > label.box.left else "",
                "tx": _r((label.box.left + label.box.right) / 2), "ty": _r(label.box.bottom - 0.27 * size),
                "leader": [_r(v) for v in label.leader] if label.leader else None,
                "box": [_r(v) for v in label.box],
            }
        )  # fmt: skip
    start, end = max(across[0], up[0]), min(across[1], up[1])
    return {
        "kind": "matrix", "w": wide, "h": plot.bottom + 46, "size": size, "narrow": narrow,
        "left": plot.left, "top": plot.top, "right": plot.right, "bottom": plot.bottom,
        "middle": [_r(v) for v in middle],
        "equal": [x(start), y(start), x(end), y(end)] if start < end else None,
        "xticks": [{"at": x(t), "text": words.number(t, 0 if t == int(t) else 1)} for t in _steps(*across)],
        "yticks": [{"at": y(t), "text": words.number(t, 0 if t == int(t) else 1)} for t in _steps(*up)],
        "names": [{k: v for k, v in n.items() if k != "box"} for n in names],
        "axes": list(axes), "points": drawn,
    }  # fmt: skip


def _window(low: float, high: float, values: Sequence[float]) -> tuple[float, float]:
    grain = (high - low) / 8
    start = low + math.floor((min(values) - low) / grain - 1e-9) * grain
    end = low + math.ceil((max(values) - low) / grain + 1e-9) * grain
    return max(low, start), min(high, end)


def _steps(start: float, end: float) -> list[float]:
    span = end - start
    step = next((s for s in (0.5, 1, 2, 5, 10, 20, 25, 50) if span / s <= 8), span or 1)  # noqa: PLR2004
    first = math.ceil(start / step - 1e-9) * step
    return [first + step * i for i in range(int((end - first) / step + 1e-9) + 1)]


def _quadrant_names(quadrants: dict[str, str], plot: Box, size: float) -> list[dict[str, Any]]:
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
        names.append(
            {
                "quadrant": quadrant, "text": quadrants[quadrant], "anchor": anchor,
                "x": _r(plot.left + 8 if anchor == "start" else plot.right - 8), "y": _r(baseline), "box": box,
            }
        )  # fmt: skip
    return names


def effort_impact(
    marks: Sequence[dict[str, Any]], *, axes: tuple[str, str], steps: Sequence[str], narrow: bool = False
) -> Chart:
    """Actions by effort (to the right) and impact (upwards), both 1 to 3; numbered marks side by side.

    Args:
        marks: dicts with `label, effort, impact, kind`.
        axes: names of the axes: effort, impact.
        steps: names of the steps 1 to 3.
        narrow: for a narrow screen.
    """
    wide = _wide(narrow)
    left, top, cell = 58.0, 8.0, ((330.0 - 66) / 3 if narrow else 140.0)
    per_row = int((cell - 12) // 26)
    cells: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for mark in marks:
        cells.setdefault((mark["effort"], mark["impact"]), []).append(mark)
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
            drawn.append({"x": _r(x), "y": _r(y), "text": mark["label"], "kind": mark["kind"]})
    grid = [
        {
            "x": _r(left + (e - 1) * cell),
            "y": _r(top + (3 - i) * high),
            "good": i - e >= 1,
            "w": _r(cell),
            "h": high,
        }
        for e in (1, 2, 3)
        for i in (1, 2, 3)
    ]
    return {
        "kind": "effort_impact", "w": _r(min(wide, left + 3 * cell + 8)), "h": top + 3 * high + 44,
        "size": 13.0 if narrow else FONT, "narrow": narrow,
        "left": left, "top": top, "bottom": top + 3 * high, "cell": _r(cell), "high": high, "grid": grid,
        "columns": [{"x": _r(left + (i + 0.5) * cell), "text": s} for i, s in enumerate(steps)],
        "bands": [{"y": _r(top + (2 - i + 0.5) * high + 4), "text": s} for i, s in enumerate(steps)],
        "axes": list(axes), "marks": drawn,
    }  # fmt: skip
