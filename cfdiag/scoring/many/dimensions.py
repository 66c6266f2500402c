"""Scores of many: overall and dimensions, each with its least n, or a reason; their reliability."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from msgspec import UNSET

from cfdiag.model.questionnaire import Dimension
from cfdiag.model.result import DimensionScore, Score
from cfdiag.scoring import reasons
from cfdiag.scoring.many.sums import BINS, Cell, Figure, Stratum
from cfdiag.scoring.one.codes import Layout
from cfdiag.scoring.one.score import level_of
from cfdiag.scoring.stats.statistics import ALPHA_FROM, ALPHA_QUESTIONS, MEAN_FROM, Series, alpha, t_interval


def why_no_spread(n: int, interval: object) -> dict[str, str]:
    """Reasons for an SD and an interval that are not there."""
    why = {}
    if n == 1:
        why["sd"] = reasons.TOO_FEW_RESPONDENTS
    if interval is None:
        why["interval"] = reasons.NO_SPREAD if n >= MEAN_FROM else reasons.TOO_FEW_RESPONDENTS
    return why


def score_of(
    figure: Figure,
    population_n: int,
    coverage: float | None,
    *,
    empty: str,
    target: float,
    bins: Mapping[int, int] | None = None,
) -> Score:
    """The overall score of many: mean of the respondents' overalls.

    Args:
        figure: n, sum and squares.
        population_n: interviews in the population; 1: the score of the one there is.
        coverage: Σ valid / Σ applicable.
        empty: the reason where nobody has a score.
        target: for the level.
        bins: scores in hundredths, for the median.
    """
    n, mean, variance = figure.n, figure.mean, figure.variance
    if not n or mean is None:
        return Score(score=None, n=n, coverage=coverage, reason=empty)
    lone = n == 1 and population_n == 1
    if n < MEAN_FROM and not lone:
        return Score(score=None, n=n, coverage=coverage, reason=reasons.TOO_FEW_RESPONDENTS)
    interval = None if variance is None else t_interval(n, mean, variance)
    why = why_no_spread(n, interval)
    middle = None
    if bins:
        middle = Series(bins).median
    return Score(
        score=mean,
        n=n,
        sd=None if variance is None else math.sqrt(variance),
        median=middle / BINS if middle is not None else None,
        interval=interval,
        coverage=coverage,
        level=level_of(mean, target),
        reasons=why or UNSET,
    )


def dimension_score(
    dimension: Dimension,
    title: str,
    cell: Cell,
    stratum: Stratum | None,
    layout: Layout | None,
    *,
    withheld: bool,
) -> DimensionScore:
    """A dimension over some respondents.

    Args:
        dimension: with the target that holds.
        title: its wording.
        cell: the respondents.
        stratum: their answers, for the reliability and the median; None in cells of a breakdown.
        layout: of the codes in `stratum`.
        withheld: below the floor, or needed to hide what is.
    """
    name = dimension.id
    checklist = dimension.kind == "checklist"
    base: dict[str, Any] = {"kind": dimension.kind, "title": title, "weight": dimension.weight}
    if not checklist:
        base["target"] = dimension.target
    if withheld:
        return DimensionScore(**base, reason=reasons.WITHHELD)
    valid, applicable = cell.shares.get(name, (0, 0))
    few = 1 < cell.n < MEAN_FROM
    coverage = valid / applicable if applicable and not few else None
    if checklist:
        return _checklist(base, cell, name, coverage)
    empty = (
        reasons.NOT_ASKED
        if name not in cell.shares
        else reasons.NOT_APPLICABLE
        if not applicable
        else reasons.TOO_FEW_ANSWERS
    )
    bins = {b: n for (d, b), n in stratum.bins.items() if d == name} if stratum else None
    figure = cell.dimensions.get(name) or Figure()
    score = score_of(figure, cell.n, coverage, empty=empty, target=dimension.target, bins=bins)
    why = dict(score.reasons) if score.reasons is not UNSET else {}
    found = None
    if stratum is not None and layout is not None:
        found, short = reliability(stratum, layout, "points", name)
        if short:
            why["alpha"] = short
    return DimensionScore(
        **base,
        score=score.score,
        n=score.n,
        sd=score.sd,
        median=score.median,
        interval=score.interval,
        coverage=coverage,
        level=score.level,
        alpha=found,
        reason=score.reason,
        reasons=why or UNSET,
    )


def _checklist(base: dict[str, Any], cell: Cell, name: str, coverage: float | None) -> DimensionScore:
    n, met, of = cell.met.get(name, (0, 0, 0))
    if not n:
        return DimensionScore(**base, n=0, coverage=coverage, reason=reasons.NOT_APPLICABLE)
    why = {"coverage": reasons.TOO_FEW_RESPONDENTS} if coverage is None else UNSET
    return DimensionScore(**base, n=n, coverage=coverage, met=met, of=of, reasons=why)


def reliability(stratum: Stratum, layout: Layout, kind: str, dimension: str) -> tuple[float | None, str]:
    """Cronbach's α of a dimension's points (or importances), and the reason where there is none."""
    totals = Series({t: n for (k, d, t), n in stratum.complete.items() if (k, d) == (kind, dimension)})
    items: dict[str, Counter[int | Fraction]] = {}
    for code, times in stratum.complete_codes[kind].items():
        slot = layout.slot_at(code)
        read = slot.read(code)
        value: int | Fraction | None = read.importance
        if kind == "points" and read.value is not None:
            value = layout.whole(slot.points[read.value])
        if value is not None and slot.question.dimension == dimension:
            items.setdefault(read.question, Counter())[value] += times
    if not items:
        return None, reasons.TOO_FEW_QUESTIONS if kind == "points" else reasons.NOT_RATED
    if len(items) < ALPHA_QUESTIONS:
        return None, reasons.TOO_FEW_QUESTIONS
    if totals.n < ALPHA_FROM:
        return None, reasons.TOO_FEW_RESPONDENTS
    found = alpha(totals.n, [Series(counts).variance or 0.0 for counts in items.values()], totals.variance)
    return found, "" if found is not None else reasons.NO_SPREAD
