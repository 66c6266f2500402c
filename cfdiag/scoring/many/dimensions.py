"""Scores of many: overall and dimensions, each with its least n, or a reason; their reliability."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from msgspec import UNSET, UnsetType

from cfdiag.model.questionnaire import Dimension
from cfdiag.model.result import DimensionScore, Score, Unheard
from cfdiag.scoring import reasons
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.many.sums import Figure, TallyCell
from cfdiag.scoring.one.score import level_of
from cfdiag.scoring.stats.bounded import range_of_scores
from cfdiag.scoring.stats.statistics import ALPHA_FROM, ALPHA_QUESTIONS, MEAN_FROM, Series, alpha, t_interval

_NOTHING = 1e-9
"""An alpha nearer to 0 than this is 0, rounded."""


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
    coverage: float | None,
    *,
    empty: str,
    target: float,
    alone: bool,
    of: int | None = None,
) -> Score:
    """The overall score of many: mean of the respondents' overalls.

    Args:
        figure: the respondents' scores.
        coverage: Σ valid / Σ applicable.
        empty: the reason where nobody has a score.
        target: for the level.
        alone: whether the whole run is one interview.
        of: how many people there are to ask; None where nobody knows.
    """
    n, mean, variance = figure.moments()
    if not n or mean is None:
        return Score(score=None, n=n, coverage=coverage, target=target, reason=empty)
    if n < MEAN_FROM and not alone:
        return Score(score=None, n=n, coverage=coverage, target=target, reason=reasons.TOO_FEW_RESPONDENTS)
    interval = None if variance is None else t_interval(n, mean, variance)
    why = why_no_spread(n, interval)
    fitting = range_of_scores(n, mean, variance, of)
    if fitting is None:
        why["range"] = reasons.TOO_FEW_RESPONDENTS
    return Score(
        score=mean,
        n=n,
        sd=None if variance is None else math.sqrt(variance),
        median=figure.median,
        interval=interval,
        range=fitting,
        coverage=coverage,
        target=target,
        level=level_of(mean, target),
        unheard=unheard(n, mean, of),
        reasons=why or UNSET,
    )


def unheard(n: int, mean: float, of: int | None) -> Unheard | UnsetType:
    """What those who were not heard could make of a mean, whatever they would say.

    Manski 1989, The Journal of Human Resources 24: 343–360. Not there where nobody knows how many there are,
    or where all were heard.
    """
    if of is None or n >= of:
        return UNSET
    return Unheard(n=of - n, lowest=n * mean / of, highest=(n * mean + 100 * (of - n)) / of)


def overall_of(dimensions: Iterable[DimensionScore], coverage: float | None, target: float) -> Score | None:
    """An overall score made of the dimensions as they are shown, Σ weight × score / Σ weight.

    It rests on what is shown and on nothing else, so it gives nobody away: it stands where the mean of the
    respondents' own overall scores would. None where a dimension has no score.
    """
    known = [(1.0 if d.weight is UNSET else d.weight, d) for d in dimensions if d.kind == "scored"]
    if not known or any(d.score is None for _, d in known):
        return None
    weights = sum(weight for weight, _ in known)
    score = sum(weight * (d.score or 0.0) for weight, d in known) / weights
    fitting = _range_together([(weight / weights, d.range) for weight, d in known])
    unknown = dict.fromkeys(("sd", "median", "interval"), reasons.WITHHELD)
    return Score(
        score=score,
        n=min((d.n for _, d in known if d.n is not None), default=None),
        range=fitting,
        coverage=coverage,
        target=target,
        level=level_of(score, target),
        of_dimensions=True,
        reasons=unknown if fitting else unknown | {"range": reasons.TOO_FEW_RESPONDENTS},
    )


def _range_together(parts: Sequence[tuple[float, tuple[float, float] | None]]) -> tuple[float, float] | None:
    """The range of a weighted mean by the ranges of its parts, Σ weight × end; None where one has none.

    A standard deviation of a sum is at most the sum of theirs (Minkowski's inequality), reached where all
    move together: how the same people's dimensions hang together would say more than is shown, so the range
    is never too narrow. From five respondents in each, as the parts.
    """
    ends = [(weight, each) for weight, each in parts if each is not None]
    if len(ends) < len(parts):
        return None
    return sum(w * low for w, (low, _) in ends), sum(w * high for w, (_, high) in ends)


def dimension_score(
    dimension: Dimension,
    title: str,
    cell: TallyCell,
    population: Population | None,
    *,
    withheld: str,
    alone: bool,
) -> DimensionScore:
    """A dimension over some respondents.

    Args:
        dimension: with the target that holds.
        title: its wording.
        cell: the respondents.
        population: their answers, for the reliability; None in cells of a breakdown.
        withheld: the reason why nothing of it may be shown, or an empty string.
        alone: whether the whole run is one interview.
    """
    name = dimension.id
    checklist = dimension.kind == "checklist"
    base: dict[str, Any] = {"kind": dimension.kind, "title": title, "weight": dimension.weight}
    if not checklist:
        base["target"] = dimension.target
    if withheld:
        return DimensionScore(**base, reason=withheld)
    valid, applicable = cell.shares.get(name, (0, 0))
    few = cell.n < MEAN_FROM and not alone
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
    figure = cell.dimensions.get(name) or Figure()
    score = score_of(
        figure,
        coverage,
        empty=empty,
        target=dimension.target,
        alone=alone,
        of=None if population is None else population.of,
    )
    why = dict(score.reasons) if score.reasons is not UNSET else {}
    found = None
    if population is not None:
        found, short = reliability(population, "points", name)
        if short:
            why["alpha"] = short
        if found is not None and found < -_NOTHING:
            base["reversed"] = against_the_rest(population, name)
    return DimensionScore(
        **base,
        score=score.score,
        n=score.n,
        sd=score.sd,
        median=score.median,
        interval=score.interval,
        range=score.range,
        coverage=coverage,
        level=score.level,
        alpha=found,
        reason=score.reason,
        reasons=why or UNSET,
    )


def _checklist(base: dict[str, Any], cell: TallyCell, name: str, coverage: float | None) -> DimensionScore:
    n, met, of = cell.met.get(name, (0, 0, 0))
    if not n:
        return DimensionScore(**base, n=0, coverage=coverage, reason=reasons.NOT_APPLICABLE)
    why = {"coverage": reasons.TOO_FEW_RESPONDENTS} if coverage is None else UNSET
    return DimensionScore(**base, n=n, coverage=coverage, met=met, of=of, reasons=why)


def reliability(population: Population, kind: str, dimension: str) -> tuple[float | None, str]:
    """Cronbach's α of a dimension's points (or importances), and the reason where there is none.

    Of people who were asked the same questions: where the groups of a population were not, totals of
    different questions would be one figure, and their differences would pass for reliability.
    """
    stratum, layout = population.stratum, population.layout
    if len(set(population.scored_questions(dimension, kind).values())) > 1:
        return None, reasons.DIFFERENT_QUESTIONS
    totals = Series({t: n for (k, d, t), n in stratum.complete.items() if (k, d) == (kind, dimension)})
    items: dict[str, Counter[int | Fraction]] = {}
    for code, times in stratum.complete_codes[kind].items():
        slot, read = layout.at(code)
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


def against_the_rest(population: Population, dimension: str) -> list[str]:
    """The questions whose points fall where those of the rest of the dimension rise: they look reversed.

    The covariance of a question with the total of the others is cov(x, t) − s²: below 0, and at least half as
    far as that of the one that runs against them most; a question beside one that is reversed comes out below
    0 too. Listwise, as α. Empty where all of them do alike.
    """
    stratum, layout = population.stratum, population.layout
    points: dict[str, Counter[int | Fraction]] = {}
    with_total: Counter[str] = Counter()
    for code, times in stratum.complete_codes["points"].items():
        slot, read = layout.at(code)
        if slot.question.dimension == dimension and read.value is not None:
            whole = int(layout.whole(slot.points[read.value]))
            points.setdefault(slot.question.id, Counter())[whole] += times
            with_total[slot.question.id] += whole * stratum.complete_totals.get(code, 0)
    totals = Series({t: n for (k, d, t), n in stratum.complete.items() if (k, d) == ("points", dimension)})
    n, all_ = totals.n, totals.exact_mean or 0
    shared: dict[str, Fraction] = {}
    for name, counts in points.items():
        mean = Series(counts).exact_mean or Fraction(0)
        squares = sum(value * value * times for value, times in counts.items()) - n * mean * mean
        shared[name] = with_total[name] - n * mean * all_ - squares
    least = min(shared.values(), default=Fraction(0))
    found = [name for name, each in shared.items() if least < 0 and each <= least / 2]
    return found if len(found) < len(points) else []  # all against all: none of them is the odd one
