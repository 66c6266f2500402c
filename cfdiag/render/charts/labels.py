"""Where labels go: how wide a text is, how it is broken into lines, and a free place for it in a chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LABEL_FONT = 12.0
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
_ROOMY = 1.16
"""A reader's own font may be wider than the one that was measured: DejaVu, which a plain Debian has, is."""


class Box(NamedTuple):
    """A rectangle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

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


def text_width(value: str, size: float = LABEL_FONT) -> float:
    """About how wide a text is in a sans-serif face, in pixels, rather too wide than too narrow."""
    units = 0
    for character in value:
        code = ord(character) - _FIRST
        if 0 <= code < len(_WIDTHS):
            units += _WIDTHS[code]
        else:
            units += 1000 if ord(character) >= _WIDE_FROM else 600
    return units * size * _ROOMY / 1000


def wrap_label(value: str, room: float, lines: int = 3, size: float = LABEL_FONT) -> list[str]:
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


_RINGS = (9, 14, 20, 28, 38, 50, 64, 82, 104, 130, 160, 200, 250, 310)
_WINDS = tuple(
    (distance, math.cos(2 * math.pi * step / steps), math.sin(2 * math.pi * step / steps))
    # Near the point the eight winds are enough.
    for distance, steps in zip(_RINGS, (8, 8, *(24 for _ in _RINGS[2:])), strict=True)
    for step in range(steps)
)
"""How far from its point a label is tried, and in which direction, the nearest first."""


def place_labels(
    marks: Sequence[Mark], bounds: Box, obstacles: Iterable[Box] = (), size: float = LABEL_FONT
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
        found = _free_place(mark, bounds, taken, leaders, size) or _free_place(
            mark, bounds, taken, None, size
        )
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
    own = (mark.x - 6, mark.y - 6, mark.x + 6, mark.y + 6)
    for distance, across, up in _WINDS:
        x, y = mark.x + distance * across, mark.y - distance * up
        # The box hangs on the side of its anchor that faces away from the point.
        left = x - wide * (1 - across) / 2
        top = y - high * (1 + up) / 2
        right, bottom = left + wide, top + high
        if left < bounds.left or right > bounds.right or top < bounds.top or bottom > bounds.bottom:
            continue
        # Written out, for a chart asks it some hundred thousand times: whether the box overlaps another.
        for other in taken:
            if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                break
        else:
            box = Box(left, top, right, bottom)
            if any(_crosses(line, box) for line in leaders or ()):
                continue
            leader = _leader(mark, box) if distance > 14 else None  # noqa: PLR2004  beside its point
            if (
                leaders is None
                or leader is None
                or not any(_crosses(leader, other) for other in taken if other != own)
            ):
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
    if max(x0, x1) <= box.left or min(x0, x1) >= box.right or max(y0, y1) <= box.top:
        return False
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
