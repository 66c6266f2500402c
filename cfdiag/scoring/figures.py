"""From histograms to the figures of questions and dimensions, each with its least n, or a reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from msgspec import UNSET, UnsetType

from cfdiag.model.questionnaire import Dimension
from cfdiag.model.result import (
    DimensionScore,
    Gap,
    Importance,
    QuestionScore,
    Recommend,
    Score,
    Top2,
)
from cfdiag.scoring import reasons
from cfdiag.scoring.answers import Answers, Population
from cfdiag.scoring.points import Layout
from cfdiag.scoring.score import level_of
from cfdiag.scoring.statistics import (
    ALPHA_FROM,
    ALPHA_QUESTIONS,
    MEAN_FROM,
    Series,
    agreement,
    alpha,
    recommend_interval,
    t_interval,
    wilson,
)
from cfdiag.scoring.tally import BINS, Cell, Figure, Stratum

_PROMOTER, _PASSIVE = 9, 7
_RECOMMEND_STEPS = (0, 10)


_COUNTED = ("yes_no", "choice", "choices")


def question_score(
    answers: Answers, population: Population, title: str, *, hidden: frozenset[str], lone_floor: bool = False
) -> QuestionScore:
    """The figures of one question.

    Args:
        answers: to the question, or to it about one item.
        population: whose.
        title: the question's wording.
        hidden: which of `answers`, `importance`, `gap` are withheld.
        lone_floor: everybody who answered is attributed by consent, or the floor is under five and they
            are as many: then up to four answers may be listed, and choices counted (`3 of 4`).
    """
    question = answers.question
    scale = (question.scale.min, question.scale.max) if question.scale else None
    base: dict[str, Any] = {
        "type": question.type,
        "title": title,
        "scale": scale,
        "dimension": question.dimension,
        "weight": question.weight,
    }
    if "answers" in hidden:
        return QuestionScore(**base, n=None, withheld=True, reason=reasons.WITHHELD)
    n = answers.n
    base |= {"n": n, "status": _status(answers)}
    if not n:
        rated = _importance(answers, population, hidden) if answers.importances else {}
        return QuestionScore(**base, **rated, reason=_nothing(answers))
    if question.type in ("text", "date"):
        return QuestionScore(**base, distribution=dict(sorted(answers.distribution.items())))
    if not population.enough(n):
        listed = _one_by_one(answers) if lone_floor else UNSET
        counted = _distribution(answers) if lone_floor and question.type in _COUNTED else {}
        return QuestionScore(
            **base,
            distribution=counted,
            **_importance(answers, population, hidden),
            answers=listed,
            reason=reasons.TOO_FEW_RESPONDENTS,
        )
    series = answers.series
    interval = series.interval()
    why = _why_no_spread(series.n, interval)
    base |= {
        "mean": series.mean,
        "sd": series.sd,
        "median": series.median,
        "points": answers.mean_points,
        "distribution": _distribution(answers),
        "interval": interval,
    }
    if question.type == "rating":
        base |= _rating(answers, population, series, why)
    if answers.mean_points is None:
        why["points"] = reasons.NOT_SCORED
    base |= _importance(answers, population, hidden)
    return QuestionScore(**base, reasons=why or UNSET)


def _why_no_spread(n: int, interval: object) -> dict[str, str]:
    """Reasons for an SD and an interval that are not there."""
    why = {}
    if n == 1:
        why["sd"] = reasons.TOO_FEW_RESPONDENTS
    if interval is None:
        why["interval"] = reasons.NO_SPREAD if n >= MEAN_FROM else reasons.TOO_FEW_RESPONDENTS
    return why


def _status(answers: Answers) -> dict[str, int]:
    always = {"answered": answers.status["answered"], "unknown": answers.status["unknown"]}
    return always | {name: n for name, n in sorted(answers.status.items()) if n and name not in always}


def _nothing(answers: Answers) -> str:
    said = {name for name, n in answers.status.items() if n}
    if not said:
        return reasons.NOT_ASKED
    return reasons.NOT_APPLICABLE if said == {"not_applicable"} else reasons.NOT_RATED


def _one_by_one(answers: Answers) -> list[float] | UnsetType:
    if not answers.values:
        return UNSET
    return [float(value) for value in sorted(answers.values.elements())]


def _distribution(answers: Answers) -> dict[str, int]:
    question = answers.question
    if question.type == "rating" and question.scale:
        steps = range(question.scale.min, question.scale.max + 1)
        return {str(step): answers.distribution[str(step)] for step in steps}
    order = {option.id: place for place, option in enumerate(question.options)}
    known = sorted(answers.distribution.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
    if question.type == "choice":
        return {option.id: answers.distribution[option.id] for option in question.options}
    return dict(known)


def _rating(answers: Answers, population: Population, series: Series, why: dict[str, str]) -> dict[str, Any]:
    question = answers.question
    scale = question.scale
    if scale is None:
        return {}
    found: dict[str, Any] = {}
    plain = sum(answers.distribution.values()) == series.n
    if population.n > 1 and plain:
        found["agreement"] = agreement(series.n, series.variance, scale.max - scale.min + 1)
        if found["agreement"] is None:
            why["agreement"] = reasons.TOO_FEW_RESPONDENTS
        high = answers.distribution[str(scale.max)] + answers.distribution[str(scale.max - 1)]
        share = wilson(high, series.n)
        found["top2"] = Top2(share=high / series.n, interval=share) if share else None
    if question.recommend and (scale.min, scale.max) == _RECOMMEND_STEPS and plain:
        found["recommend"] = _recommend(answers, series.n)
    return found


def _recommend(answers: Answers, n: int) -> Recommend:
    promoters = sum(c for v, c in answers.values.items() if v >= _PROMOTER)
    passives = sum(c for v, c in answers.values.items() if _PASSIVE <= v < _PROMOTER)
    detractors = n - promoters - passives
    return Recommend(
        score=100 * (promoters - detractors) / n,
        interval=recommend_interval(promoters, detractors, n) if n >= MEAN_FROM else None,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        reason=UNSET if n >= MEAN_FROM else reasons.TOO_FEW_RESPONDENTS,
    )


def _importance(answers: Answers, population: Population, hidden: frozenset[str]) -> dict[str, Any]:
    if not answers.question.importance & set(population.groups):
        return {}
    importances, gaps = Series(answers.importances), Series(answers.gaps)
    return {
        "importance": _importance_part(importances, population, withheld="importance" in hidden),
        "gap": _gap_part(gaps, population, withheld="gap" in hidden),
    }


def _importance_part(series: Series, population: Population, *, withheld: bool) -> Importance:
    if withheld:
        return Importance(n=None, mean=None, reason=reasons.WITHHELD)
    if not population.enough(series.n):
        short = reasons.TOO_FEW_RESPONDENTS if series.n else reasons.NOT_RATED
        return Importance(n=series.n, mean=None, reason=short)
    why = {"sd": reasons.TOO_FEW_RESPONDENTS} if series.sd is None else UNSET
    return Importance(n=series.n, mean=series.mean, sd=series.sd, reasons=why)


def _gap_part(series: Series, population: Population, *, withheld: bool) -> Gap:
    if withheld:
        return Gap(n=None, mean=None, reason=reasons.WITHHELD)
    if not population.enough(series.n):
        short = reasons.TOO_FEW_RESPONDENTS if series.n else reasons.NOT_RATED
        return Gap(n=series.n, mean=None, reason=short)
    interval = series.interval()
    if interval is None:
        short = reasons.NO_SPREAD if series.n >= MEAN_FROM else reasons.TOO_FEW_RESPONDENTS
        return Gap(n=series.n, mean=series.mean, reasons={"interval": short})
    return Gap(n=series.n, mean=series.mean, interval=interval)


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
    why = _why_no_spread(n, interval)
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
