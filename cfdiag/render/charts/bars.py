"""Scores as dots on the bands of their ranges, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cfdiag.locales.locale import Locale
from cfdiag.model.layout import BarRow, Bars, Placed
from cfdiag.render.charts.axis import Axis, LabelledRows, rounded, ticks, ticks_at, width_of
from cfdiag.render.charts.labels import LABEL_FONT, text_width


class BarValues(NamedTuple):
    """A row of `bars`: 0 to 100, or None."""

    label: str
    value: float | None
    text: str
    range: tuple[float, float] | None = None
    target: float | None = None
    level: str = ""
    strong: bool = False
    note: str = ""


def bars(
    rows: Sequence[BarValues],
    words: Locale,
    *,
    names: tuple[str, str, str] = ("", "", ""),
    narrow: bool = False,
) -> Bars:
    """Scores from 0 to 100 as dots on the bands of their ranges, with targets.

    Args:
        rows: from top to bottom.
        words: writes the figures of the axis.
        names: what the column at the right holds, what the tick is, what the band is; said once.
        narrow: for a narrow screen.
    """
    wide = width_of(narrow=narrow)
    size = 13.0 if narrow else LABEL_FONT
    notes = max((text_width(row.note, size) for row in rows), default=0.0)
    right = 46.0 if narrow else 52 + (notes + 14 if notes else 0)
    # On a phone there is no column for it.
    labels = [f"{r.label} ({r.note})" if narrow and r.note else r.label for r in rows]
    layout = LabelledRows(labels, wide, narrow=narrow, right=right, top=34.0, size=size)
    axis = Axis(0, 100, layout.left, layout.right)
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
                told=is_told(row),
                note="" if narrow else row.note,
            )
        )
    return Bars(
        w=wide,
        h=layout.bottom + 24,
        size=size,
        left=layout.left,
        right=layout.right,
        top=24.0,
        bottom=layout.bottom,
        anchor=layout.anchor,
        heads=_bar_heads(drawn, names, wide, narrow=narrow, size=size),
        ticks=ticks_at(axis, (0, 25, 50, 75, 100) if narrow else ticks(0, 100), words),
        rows=tuple(drawn),
    )


def is_told(row: BarValues) -> bool:
    """Whether the range of a score lies wholly on one side of its target."""
    if row.range is None or row.target is None:
        return False
    # Reaching the target is enough: the lower end may lie on it.
    return row.range[1] < row.target or row.range[0] >= row.target


def _bar_heads(
    rows: Sequence[BarRow], names: tuple[str, str, str], wide: float, *, narrow: bool, size: float
) -> tuple[Placed, ...]:
    column, target, band = names
    heads = [Placed(x=wide - 2, y=12.0, text=column)] if column and not narrow else []
    tick = next((row.target for row in rows if row.target is not None), None)
    said = " · ".join(filter(None, (f"│ {target}" if target and tick is not None else "", band)))
    if said:
        start = 4.0 if narrow else min(tick or rows[0].y, wide - 60 - text_width(said, size))
        heads.append(Placed(x=rounded(start), y=12.0, text=said))
    return tuple(heads)
