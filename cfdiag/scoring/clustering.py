"""How alike people of one department answer, and what that takes from the precision of all figures."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import UNSET

from cfdiag.model.result import NOT_STATED, Cell, Clustering
from cfdiag.scoring.stats.statistics import MEAN_FROM


def clusterings(breakdowns: Mapping[str, Mapping[str, Cell]]) -> dict[str, Clustering]:
    """By breakdown; one of which no two cells show an overall score with its spread is left out."""
    found = {field: clustering(cells) for field, cells in breakdowns.items()}
    return {field: each for field, each in found.items() if each is not None}


def clustering(cells: Mapping[str, Cell]) -> Clustering | None:
    """The intraclass correlation of overall scores and the design effect, of the cells that are shown.

    ICC(1) by analysis of variance, (B − W)/(B + (m₀ − 1)·W) with m₀ = (N − Σm²/N)/(k − 1), never below 0
    (Donner & Koval 1980, Biometrics 36: 19–25); design effect 1 + (Σm²/N − 1)·ICC (Kish 1965, Survey
    Sampling, § 5.4). It counts only where the cells are a sample of more; where all were asked, ranges stand
    as they are. From two cells of five; None below.
    """
    known = [
        (cell.overall.n or 0, cell.overall.score, cell.overall.sd)
        for name, cell in cells.items()
        # Those who do not say where they belong are no department of their own.
        if name != NOT_STATED and cell.overall is not UNSET
    ]
    shown = [(n, mean, sd) for n, mean, sd in known if mean is not None and sd is not None and n >= MEAN_FROM]
    k, total = len(shown), sum(n for n, _, _ in shown)
    if k < 2:  # noqa: PLR2004  one cell lies apart from nothing
        return None
    middle = math.fsum(n * mean for n, mean, _ in shown) / total
    between = math.fsum(n * (mean - middle) ** 2 for n, mean, _ in shown) / (k - 1)
    within = math.fsum((n - 1) * sd * sd for n, _, sd in shown) / (total - k)
    squares = sum(n * n for n, _, _ in shown) / total
    usual = (total - squares) / (k - 1)
    spread = between + (usual - 1) * within
    # Below nothing it is chance: then a department is as mixed as the whole.
    icc = max(0.0, (between - within) / spread) if spread > 0 else 0.0
    return Clustering(icc=icc, design_effect=1 + (squares - 1) * icc, cells=k)
