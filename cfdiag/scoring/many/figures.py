"""From histograms to the figures of questions and dimensions, each with its least n, or a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET, UnsetType

from cfdiag.model.questionnaire import Scale
from cfdiag.model.result import Gap, Importance, QuestionScore, Recommend, Share
from cfdiag.questions import TYPES
from cfdiag.scoring import reasons
from cfdiag.scoring.many.dimensions import why_no_spread
from cfdiag.scoring.many.points import gap_in_points, importance_in_points
from cfdiag.scoring.many.population import Answers, Population
from cfdiag.scoring.stats.bounded import range_of_steps
from cfdiag.scoring.stats.statistics import (
    MEAN_FROM,
    RECOMMEND_FROM,
    Series,
    agreement,
    recommend_interval,
    wilson,
)

_PROMOTER, _PASSIVE = 9, 7
_RECOMMEND_STEPS = (0, 10)


def question_score(  # noqa: C901, PLR0912  what is asked in this order: hidden, nothing said, words, too few, all
    answers: Answers,
    population: Population,
    title: str,
    *,
    hidden: frozenset[str],
    lone_floor: bool = False,
    unit: str = "",
) -> QuestionScore:
    """The figures of one question.

    Args:
        answers: to the question, or to it about one item.
        population: whose.
        title: the question's wording.
        hidden: which of `answers`, `importance`, `gap` are withheld.
        lone_floor: everybody who answered is attributed by consent, or the floor is under five and they
            are as many: then up to four answers may be listed, and choices counted (`3 of 4`).
        unit: what its numbers count.
    """
    question = answers.question
    type_ = TYPES[question.type]
    scale = (question.scale.min, question.scale.max) if question.scale else None
    base: dict[str, Any] = {
        "type": question.type,
        "title": title,
        "scale": scale,
        "dimension": question.dimension,
        "weight": question.weight,
    }
    if question.recommend:
        base["recommend"] = None
    if "answers" in hidden:
        return QuestionScore(**base, n=None, withheld=True, reason=reasons.WITHHELD)
    n = answers.n
    base |= {"n": n, "status": _status(answers)}
    if not n:
        rated = _importance(answers, population, hidden) if answers.importances else {}
        return QuestionScore(**base, **rated, reason=_nothing(answers))
    if type_.from_one:
        told = dict(sorted(answers.distribution.items()))
        rare = _rare(answers, told, "tag") if population.private and question.tags else frozenset()
        return QuestionScore(**base, distribution=_without(told, rare), reasons=_why_rare(rare) or UNSET)
    if answers.values and question.scale is None and (lone_floor or population.enough(n)):
        base |= _number(answers, unit)
    if not population.enough(n):
        if lone_floor and question.recommend:
            base["recommend"] = _recommend(answers)
        listed = _one_by_one(answers) if lone_floor else UNSET
        counted = _distribution(answers) if lone_floor and type_.counted else {}
        return QuestionScore(
            **base,
            distribution=dict(counted),
            **_importance(answers, population, hidden),
            answers=listed,
            reason=reasons.TOO_FEW_RESPONDENTS,
        )
    series = answers.series
    interval = series.interval()
    why = why_no_spread(series.n, interval)
    base |= {
        "mean": series.mean,
        "sd": series.sd,
        "median": series.median,
        "points": answers.mean_points,
        "distribution": _distribution(answers),
        "interval": interval,
    }
    if question.scale is None:
        why["range"] = reasons.NOT_SCORED
    else:
        base["range"] = range_of_steps(series, question.scale.values)
        if base["range"] is None:
            why["range"] = reasons.TOO_FEW_RESPONDENTS
    if answers.listed and n < MEAN_FROM:
        base["answers"] = _one_by_one(answers)
    else:
        base |= _by_option(answers, population, why)
    if type_.rated:
        base |= _rating(answers, population, series, why)
    if type_.counted:
        told = _distribution(answers)
        rare = _rare(answers, told, "option") if population.private else frozenset()
        base["distribution"] = _without(told, rare)
        why |= _why_rare(rare)
        if answers.persons is None:
            base["shares"] = {k: v for k, v in _shares(answers, n).items() if k not in rare}
    if answers.mean_points is None:
        why["points"] = reasons.NOT_SCORED
    base |= _importance(answers, population, hidden)
    return QuestionScore(**base, reasons=why or UNSET)


_RARE = 2
"""An option that so many people of an anonymous group chose, or fewer, points at them."""


def _rare(answers: Answers, told: Mapping[str, int], kind: str) -> frozenset[str]:
    """The options that one or two people chose; a single one takes the next smallest with it."""
    people = {option: answers.respondents(f"{kind}:{option}") for option, times in told.items() if times}
    rare = sorted(option for option, n in people.items() if 0 < n <= _RARE)
    others = sorted((n, option) for option, n in people.items() if n > _RARE)
    return frozenset([*rare, *([others[0][1]] if len(rare) == 1 and others else [])])


def _without(told: Mapping[str, int], rare: frozenset[str]) -> dict[str, int | None]:
    return {option: None if option in rare else n for option, n in told.items()}


def _why_rare(rare: frozenset[str]) -> dict[str, str]:
    return {"distribution": reasons.SMALL_COUNT} if rare else {}


def _status(answers: Answers) -> dict[str, int]:
    always = {"answered": answers.status["answered"], "unknown": answers.status["unknown"]}
    return always | {name: n for name, n in sorted(answers.status.items()) if n and name not in always}


def _nothing(answers: Answers) -> str:
    said = {name for name, n in answers.status.items() if n}
    if not said:
        return reasons.NOT_ASKED
    return reasons.NOT_APPLICABLE if said == {"not_applicable"} else reasons.NOT_RATED


def _one_by_one(answers: Answers) -> list[float | list[str]] | UnsetType:
    if answers.listed:
        return [list(each) for each in answers.listed]
    if not answers.values:
        return UNSET
    return [float(value) for value in sorted(answers.values.elements())]


def _by_option(answers: Answers, population: Population, why: dict[str, str]) -> dict[str, Any]:
    """What a type knows of each option, with the reason of every figure that is null."""
    found = TYPES[answers.question.type].by_option(answers.question, answers, population.enough)
    for option, figures in found.items():
        short = reasons.TOO_FEW_RESPONDENTS if figures["n"] else reasons.NOT_RATED
        why.update({f"options.{option}.{name}": short for name, value in figures.items() if value is None})
    return {"options": found} if found else {}


def _distribution(answers: Answers) -> dict[str, int]:
    question = answers.question
    bins = TYPES[question.type].bins(question)
    if bins:
        return {key: answers.distribution[key] for key in bins}
    order = {option.id: place for place, option in enumerate(question.options)}
    known = sorted(answers.distribution.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
    return dict(known)


def _rating(answers: Answers, population: Population, series: Series, why: dict[str, str]) -> dict[str, Any]:
    question = answers.question
    scale = question.scale
    if scale is None:
        return {}
    found: dict[str, Any] = {}
    turned = answers.turned.mean if question.reverse else None
    if turned is not None:
        found["turned"] = turned
    plain = sum(answers.distribution.values()) == series.n
    if population.n > 1 and plain:
        found["agreement"] = agreement(series.n, _in_steps(series.variance, scale), len(scale.values))
        if found["agreement"] is None:
            why["agreement"] = reasons.TOO_FEW_RESPONDENTS
        high = answers.distribution[str(scale.max)] + answers.distribution[str(scale.max - scale.step)]
        share = wilson(high, series.n)
        found["top2"] = Share(share=high / series.n, interval=share) if share else None
    if question.recommend and (scale.min, scale.max) == _RECOMMEND_STEPS and plain:
        found["recommend"] = _recommend(answers)
    elif question.recommend:
        why["recommend"] = reasons.NOT_SCORED
    return found


def _shares(answers: Answers, n: int) -> dict[str, Share]:
    """Per option the share of respondents who chose it."""
    found = {}
    for option, times in _distribution(answers).items():
        interval = wilson(times, n)
        if interval is not None:
            found[option] = Share(share=times / n, interval=interval)
    return found


def _recommend(answers: Answers) -> Recommend:
    n = answers.values.total()
    promoters = sum(c for v, c in answers.values.items() if v >= _PROMOTER)
    passives = sum(c for v, c in answers.values.items() if _PASSIVE <= v < _PROMOTER)
    detractors = n - promoters - passives
    enough = n >= RECOMMEND_FROM
    return Recommend(
        n=n,
        score=100 * (promoters - detractors) / n if enough else None,
        interval=recommend_interval(promoters, detractors, n) if enough else None,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        reason=UNSET if enough else reasons.TOO_FEW_RESPONDENTS,
    )


def _number(answers: Answers, unit: str) -> dict[str, Any]:
    """The middle and the ends of the numbers that were given: known from the first one."""
    values = answers.values
    return {
        **({"unit": unit} if unit else {}),
        "median": answers.series.median,
        "lowest": float(min(values)),
        "highest": float(max(values)),
    }


def _in_steps(variance: float | None, scale: Scale) -> float | None:
    """A variance in scale units in steps of the scale."""
    return None if variance is None else variance / scale.step**2


def _importance(answers: Answers, population: Population, hidden: frozenset[str]) -> dict[str, Any]:
    if not answers.question.importance & set(population.groups):
        return {}
    importances, gaps, scale = Series(answers.importances), Series(answers.gaps), answers.question.scale
    return {
        "importance": importance_in_points(
            _importance_part(importances, population, withheld="importance" in hidden), scale
        ),
        "gap": gap_in_points(_gap_part(gaps, population, withheld="gap" in hidden), scale),
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
