"""Two values a row on one scale: where both marks, their figures and their names go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from cfdiag.locales.locale import Locale
from cfdiag.model.layout import (
    MarkValue,
    PairRow,
    Pairs,
)
from cfdiag.render.charts.axis import (
    Axis,
    LabelledRows,
    rounded,
    ticks,
    ticks_at,
    width_of,
)
from cfdiag.render.charts.labels import LABEL_FONT, text_width


class PairValues(NamedTuple):
    """A row of `pairs`: two values on one scale; either may be None."""

    label: str
    first: float | None
    second: float | None
    text: str
    tone: str = ""
    said: tuple[str, str] = ("", "")
    """Both values in figures, to stand at their marks."""
    alone: float | None = None
    """One value that is neither of the two, with a mark of its own."""


_BESIDE = 10.0
"""From a mark to its figure."""


def pairs(
    rows: Sequence[PairValues],
    words: Locale,
    *,
    low: float,
    high: float,
    names: tuple[str, str],
    head: str = "",
    arrow: bool = False,
    narrow: bool = False,
) -> Pairs:
    """Two values a row on one scale: two groups (dumbbell), or before and now (`arrow`).

    Args:
        rows: from top to bottom.
        words: writes the figures of the axis.
        low: start of the scale.
        high: end of the scale.
        names: what the two marks are; they stand over those of the first row.
        head: what stands at the right of each row.
        arrow: whether the line has a direction, from first to second.
        narrow: for a narrow screen.
    """
    wide = width_of(narrow=narrow)
    size = 13.0 if narrow else LABEL_FONT
    longest = max((text_width(row.text, size) for row in rows), default=0.0)
    right = 6.0 if narrow else max(58.0, longest + 20, text_width(head, size) - 40 if head else 0.0)
    labels = [f"{row.label}: {row.text}" if narrow and row.text else row.label for row in rows]
    named = bool(head or any(names))
    top = 40.0 if named else 14.0
    layout = LabelledRows(labels, wide, narrow=narrow, right=right, top=top, size=size)
    inset = 34.0 if any(any(row.said) for row in rows) else 8.0
    axis = Axis(low, high, layout.left + inset, layout.right - inset)
    drawn = []
    for row, y, lines in zip(rows, layout.y, layout.lines, strict=True):
        first = None if row.first is None else axis(row.first)
        second = None if row.second is None else axis(row.second)
        drawn.append(
            PairRow(
                y=y,
                lines=lines,
                text="" if narrow else row.text,
                tone=row.tone,
                first=first,
                second=second,
                values=_values(first, second, row.said),
                alone=None if row.alone is None else axis(row.alone),
            )
        )
    marks = ticks_at(axis, ticks(low, high), words)
    if narrow and len(marks) > 6:  # noqa: PLR2004  figures must not touch on a phone
        marks = marks[:: math.ceil(len(marks) / 6)]
    return Pairs(
        w=wide,
        h=layout.bottom + 24,
        size=size,
        arrow=arrow,
        left=layout.left,
        right=layout.right,
        top=top - 10,
        bottom=layout.bottom,
        anchor=layout.anchor,
        head=head,
        names=_over_the_first(drawn, names, layout.left, layout.right, size),
        ticks=marks,
        rows=tuple(drawn),
    )


def _values(first: float | None, second: float | None, said: tuple[str, str]) -> tuple[MarkValue, ...]:
    """The figures of both marks, each on the side that faces away from the other."""
    found = []
    for at, other, text, is_first in ((first, second, said[0], True), (second, first, said[1], False)):
        if at is None or not text:
            continue
        left = at < other if other is not None and at != other else is_first
        beside = -_BESIDE if left else _BESIDE
        found.append(
            MarkValue(x=rounded(at + beside), text=text, anchor="end" if left else "start", first=is_first)
        )
    return tuple(found)


def _over_the_first(
    rows: Sequence[PairRow], names: tuple[str, str], left: float, right: float, size: float
) -> tuple[MarkValue, ...]:
    """The names of both marks over the first row that has both, moved apart where they would touch."""
    row = next((r for r in rows if r.first is not None and r.second is not None), None)
    if row is None or row.first is None or row.second is None:
        return ()
    both = ((row.first, names[0], True), (row.second, names[1], False))
    places = sorted(both, key=lambda each: each[0])
    wide = [text_width(text, size) for _, text, _ in places]
    room = right - left
    start = min(max(left, places[0][0] - wide[0] / 2), left + max(0.0, room - wide[0] - wide[1] - 16))
    after = max(start + wide[0] + 16, min(places[1][0] - wide[1] / 2, right - wide[1]))
    return tuple(
        MarkValue(x=rounded(x), text=text, anchor="start", first=is_first)
        for x, (_, text, is_first) in zip((start, after), places, strict=True)
    )
