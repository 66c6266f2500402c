"""What a chart draws, in the figures that are printed: for formats that have charts of their own."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.locales.locale import as_printed, score_as_shown
from cfdiag.model.blocks import PlottedFigures, PlottedRow
from cfdiag.render.charts.bars import BarValues, is_told
from cfdiag.render.charts.pairs import PairValues


def pairs_in_figures(
    rows: Sequence[PairValues], names: tuple[str, ...], ends: tuple[float, float], decimals: int
) -> PlottedFigures:
    """Two values a row.

    Args:
        rows: from top to bottom, as they are drawn.
        names: what the values are; a third one for those that stand alone, where there are any.
        ends: of their scale.
        decimals: with which they are printed.
    """
    return PlottedFigures(
        names=names,
        low=ends[0],
        high=ends[1],
        rows=tuple(
            PlottedRow(
                label=row.label,
                values=tuple(
                    None if v is None else as_printed(v, decimals)
                    for v in (row.first, row.second, row.alone)[: len(names)]
                ),
                said=(*row.said, "")[: len(names)],
                beside=row.text,
                tone=row.tone,
            )
            for row in rows
        ),
        compared=True,
    )


def bars_in_figures(rows: Sequence[BarValues], names: tuple[str, str]) -> PlottedFigures:
    """Scores from 0 to 100 with their ranges and targets.

    Args:
        rows: from top to bottom, as they are drawn.
        names: what a score and its target are called.
    """
    return PlottedFigures(
        names=names,
        low=0,
        high=100,
        rows=tuple(
            PlottedRow(
                label=row.label,
                values=(None if row.value is None else score_as_shown(row.value, row.target), row.target),
                said=(row.text, ""),
                beside=row.note,
                range=(as_printed(row.range[0], 0), as_printed(row.range[1], 0)) if row.range else None,
                tone=row.level if is_told(row) else "",
            )
            for row in rows
        ),
        compared=False,
    )
