"""Where the cells of a breakdown lie furthest apart."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import UNSET

from cfdiag.model.result import Cell, Widest


def widest(breakdowns: Mapping[str, Mapping[str, Cell]]) -> dict[str, Widest]:
    """By breakdown, the dimension on which two of its cells differ most; the first of equals.

    A breakdown of which no two cells have a score on one dimension is left out.
    """
    found = {field: _widest(cells) for field, cells in breakdowns.items()}
    return {field: each for field, each in found.items() if each is not None}


def _widest(cells: Mapping[str, Cell]) -> Widest | None:
    scores: dict[str, dict[str, float]] = {}
    for value, cell in cells.items():
        for name, figure in cell.dimensions.items() if cell.dimensions is not UNSET else ():
            if figure.score is not None:
                scores.setdefault(name, {})[value] = figure.score
    best: Widest | None = None
    for name, known in scores.items():
        high, low = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
        points = known[high] - known[low]
        if len(known) > 1 and (best is None or points > best.points):
            best = Widest(dimension=name, high=high, low=low, points=points)
    return best
