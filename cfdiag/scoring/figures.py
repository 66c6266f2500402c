"""From histograms to the figures of questions and dimensions, each with its least n, or a reason."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, UnsetType

from cfdiag.model.questionnaire import Scale
from cfdiag.model.result import Gap, Importance, QuestionScore, Recommend, Share
from cfdiag.questions import TYPES
from cfdiag.scoring import reasons
from cfdiag.scoring.many.answers import Answers
from cfdiag.scoring.many.dimensions import why_no_spread
from cfdiag.scoring.many.points import gap_in_points, importance_in_points
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.privacy.told import Told
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


def question_score(  # what is asked in this order: hidden, nothing said, words, too few, all
    answers: Answers,
    population: Population,
    title: str,
    *,
    hidden: frozenset[str],
    told: Told | None = None,
    lone_floor: bool = False,
    unit: str = "",
) -> QuestionScore:
    """The figures of one question.

    Args:
        answers: to the question, or to it about one item.
        population: whose.
        title: the question's wording.
        hidden: which of `answers`, `importance`, `gap`, and `counts` (how many gave each answer over
            several items) are withheld.
        told: what may be told of how often each was said; None: everything.
        lone_floor: everybody who answered is attributed by consent, or the floor is under five and they
            are as many: then up to four answers may be listed, and choices counted (`3 of 4`).
        unit: what its numbers count.
    """
    question, told = answers.question, told or Told()
    base: dict[str, Any] = {
        "type": question.type,
        "title": title,
        "scale": (question.scale.min, question.scale.max) if question.scale else None,
        "dimension": question.dimension,
        "weight": question.weight,
    }
    if question.recommend:
        base["recommend"] = None
    if "answers" in hidden:
        return QuestionScore(**base, n=None, withheld=True, reason=reasons.WITHHELD)
    base |= {"n": answers.n, "status": told.status(answers)}
    why = {"status": reasons.WITHHELD} if None in base["status"].values() else {}
    if not answers.n:
        rated = _importance(answers, population, hidden) if answers.importances else {}
        return QuestionScore(**base, **rated, reason=_nothing(answers, told), reasons=why or UNSET)
    if answers.persons is not None and not TYPES[question.type].from_one:
        base["given"] = answers.given
    counted = "counts" not in hidden
    if not counted:
        why["distribution"] = reasons.WITHHELD
    elif _is_counted(answers, population, lone_floor=lone_floor):
        base["distribution"] = _distribution(answers, told, why)
    if TYPES[question.type].from_one:
        return QuestionScore(**base, reasons=why or UNSET)
    if answers.values and question.scale is None and (lone_floor or population.enough(answers.n)):
        base |= _number(answers, told, why, unit)
    if not population.enough(answers.n):
        return _few(
            base | _importance(answers, population, hidden), answers, told, why, lone_floor=lone_floor
        )
    base |= _figures(answers, population, told, why, counted=counted) | _importance(
        answers, population, hidden
    )
    return QuestionScore(**base, reasons=why or UNSET)


def _is_counted(answers: Answers, population: Population, *, lone_floor: bool) -> bool:
    """Whether it may be said of so many how often each answer was given."""
    type_ = TYPES[answers.question.type]
    return type_.from_one or (lone_floor and type_.counted) or population.enough(answers.n)


def _distribution(answers: Answers, told: Told, why: dict[str, str]) -> dict[str, int | None]:
    found = told.distribution(answers)
    if None in found.values() or told.by_month(answers):
        why["distribution"] = reasons.SMALL_COUNT
    return found


def _few(
    base: dict[str, Any], answers: Answers, told: Told, why: dict[str, str], *, lone_floor: bool
) -> QuestionScore:
    """Of fewer than five: one by one, where they may be."""
    if lone_floor and answers.question.recommend:
        base["recommend"] = _recommend(answers)
    listed = _one_by_one(answers, told) if lone_floor else UNSET
    return QuestionScore(**base, answers=listed, reason=reasons.TOO_FEW_RESPONDENTS, reasons=why or UNSET)


def _figures(
    answers: Answers, population: Population, told: Told, why: dict[str, str], *, counted: bool
) -> dict[str, Any]:
    """Everything that is shown from five; what follows from how many gave each answer only where that is."""
    series = answers.series
    interval = series.interval()
    why |= why_no_spread(series.n, interval)
    found: dict[str, Any] = {
        "mean": series.mean,
        "sd": series.sd,
        "median": series.median,
        "points": None if told.rare else answers.mean_points,
        "interval": interval,
    }
    scale = answers.question.scale
    found["range"] = None if scale is None else range_of_steps(series, scale.values, population.of)
    if found["range"] is None:
        why["range"] = reasons.NOT_SCORED if scale is None else reasons.TOO_FEW_RESPONDENTS
    if answers.listed and answers.n < MEAN_FROM:
        found["answers"] = _one_by_one(answers, told)
    elif counted:
        found |= _by_option(answers, population, told, why)
    type_ = TYPES[answers.question.type]
    if type_.rated:
        found |= _rating(answers, population, series, why, counted=counted)
    if type_.counted and counted:
        shown = told.distribution(answers)
        found["shares"] = {k: v for k, v in _shares(answers).items() if shown[k] is not None}
    if found["points"] is None:
        why["points"] = reasons.NOT_SCORED if answers.mean_points is None else reasons.SMALL_COUNT
    return found


def _nothing(answers: Answers, told: Told) -> str:
    said = {name for name, n in answers.status.items() if n}
    if said & told.hidden:
        return reasons.NOT_RATED
    if not said:
        return reasons.NOT_ASKED
    return reasons.NOT_APPLICABLE if said == {"not_applicable"} else reasons.NOT_RATED


def _one_by_one(answers: Answers, told: Told) -> list[float | list[str]] | UnsetType:
    """Ratings as they are; of who is protected neither an order nor a number."""
    if told.private and (answers.listed or answers.question.scale is None):
        return UNSET
    if answers.listed:
        return [list(each) for each in answers.listed]
    if not answers.values:
        return UNSET
    return [float(value) for value in sorted(answers.values.elements())]


def _by_option(answers: Answers, population: Population, told: Told, why: dict[str, str]) -> dict[str, Any]:
    """What a type knows of each option, with the reason of every figure that is null."""
    known = TYPES[answers.question.type].by_option(answers.question, answers, population.enough)
    found = told.options(known)
    for option, figures in found.items():
        for name, value in figures.items():
            if value is not None:
                continue
            short = reasons.TOO_FEW_RESPONDENTS if known[option]["n"] else reasons.NOT_RATED
            why[f"options.{option}.{name}"] = short if known[option][name] is None else reasons.SMALL_COUNT
    return {"options": found} if found else {}


def _rating(
    answers: Answers, population: Population, series: Series, why: dict[str, str], *, counted: bool
) -> dict[str, Any]:
    question = answers.question
    scale = question.scale
    if scale is None:
        return {}
    found: dict[str, Any] = {}
    turned = answers.turned.mean if question.reverse else None
    if turned is not None:
        found["turned"] = turned
    plain = counted and sum(answers.distribution.values()) == series.n
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
        why["recommend"] = reasons.NOT_SCORED if counted else reasons.WITHHELD
    return found


def _shares(answers: Answers) -> dict[str, Share]:
    """Per option the share of respondents who chose it."""
    found = {}
    for option in Told().distribution(answers):
        times = answers.distribution[option]
        interval = wilson(times, answers.n)
        if interval is not None:
            found[option] = Share(share=times / answers.n, interval=interval)
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


def _number(answers: Answers, told: Told, why: dict[str, str], unit: str) -> dict[str, Any]:
    """The middle and the ends of the numbers that were given: known from the first one."""
    values = answers.values
    if told.private:
        why |= dict.fromkeys(("lowest", "highest"), reasons.SMALL_COUNT)
        known = answers.series.median if answers.n >= MEAN_FROM else None
        return {**({"unit": unit} if unit else {}), "median": known, "lowest": None, "highest": None}
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
    importances, gaps, question = Series(answers.importances), Series(answers.gaps), answers.question
    return {
        "importance": importance_in_points(
            _importance_part(importances, population, withheld="importance" in hidden), question.second_scale
        ),
        "gap": gap_in_points(_gap_part(gaps, population, withheld="gap" in hidden), question),
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
