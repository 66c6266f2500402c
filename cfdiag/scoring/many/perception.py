"""The perception gap: what those inside expect, minus what those they serve say, question by question."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from msgspec import UNSET

from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.model.result import Perception, PerceptionFinding
from cfdiag.questions import TYPES
from cfdiag.scoring import reasons
from cfdiag.scoring.many.points import apart_in_points, interval_in_points, on_points
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.stats.statistics import (
    EFFECT_FROM,
    MEAN_FROM,
    RANKS_FROM,
    Series,
    hedges_g,
    spearman,
    welch,
)

INDICATIVE_FROM = 3
INDICATIVE_POINTS = 12.5
"""With three or four on a side, each of them has to lie so many points to one side of the others."""

Hidden = Callable[[str, str], bool]
"""Whether a group's answers under a key are withheld: `(group, key)`."""


def perceptions(
    questionnaire: Questionnaire, populations: dict[str, Population], hidden: Hidden
) -> dict[str, Perception]:
    """The comparison of every rating that both groups give, also per shared item of repeated sections.

    Args:
        questionnaire: with `compare`.
        populations: by group.
        hidden: what is withheld.
    """
    compare = questionnaire.compare
    if compare is None:
        return {}
    inside, outside = populations.get(compare.looking_in), populations.get(compare.looked_at)
    if inside is None or outside is None:
        return {}
    found: dict[str, Perception] = {}
    for section in questionnaire.sections:
        for question in section.questions:
            both = {compare.looking_in, compare.looked_at} <= set(question.groups)
            if not TYPES[question.type].rated or question.scale is None or not both:
                continue
            keys = [question.id]
            if section.repeat:
                keys += sorted(
                    k for k in inside.items if k.endswith(f"/{question.id}") and k in outside.items
                )
            for key in keys:
                withheld = hidden(compare.looking_in, key) or hidden(compare.looked_at, key)
                found[key] = _withheld() if withheld else _compare(question, key, inside, outside)
    return found


def _withheld() -> Perception:
    return Perception(
        internal=None,
        customer=None,
        n_internal=None,
        n_customer=None,
        difference=None,
        points=None,
        reason=reasons.WITHHELD,
    )


def _series(population: Population, key: str) -> Series:
    answers = population.leaf(key)
    return answers.turned if answers else Series({})


def _compare(question: Question, key: str, inside: Population, outside: Population) -> Perception:
    one, other = _series(inside, key), _series(outside, key)
    low, span = (question.scale.min, question.scale.max - question.scale.min) if question.scale else (0, 1)
    if min(one.n, other.n) >= MEAN_FROM:
        return _means(one, other, low, span)
    short = one.n < MEAN_FROM, other.n < MEAN_FROM
    if min(one.n, other.n) < INDICATIVE_FROM:
        empty = not one.n or not other.n
        return Perception(
            internal=None,
            customer=None,
            n_internal=one.n,
            n_customer=other.n,
            difference=None,
            points=None,
            reason=reasons.NOT_RATED if empty else reasons.TOO_FEW_RESPONDENTS,
        )
    finding = _indicative(one, other, span)
    listed = {}
    for name, series, few in (("internal", one, short[0]), ("customer", other, short[1])):
        if few:
            listed[name] = [float(x) for x, n in sorted(series.counts.items()) for _ in range(n)]
    return Perception(
        internal=None,
        customer=None,
        n_internal=one.n,
        n_customer=other.n,
        difference=None,
        points=None,
        finding=finding,
        answers=listed,
        reason=reasons.TOO_FEW_RESPONDENTS,
    )


def _means(one: Series, other: Series, low: int, span: int) -> Perception:
    inside, outside = one.mean or 0.0, other.mean or 0.0
    difference = inside - outside
    interval = welch(one, other)
    g = hedges_g(one, other)
    why = {}
    if interval is None:
        why["interval"] = reasons.NO_SPREAD
    if g is None:
        few = min(one.n, other.n) < EFFECT_FROM
        why["g"] = reasons.TOO_FEW_RESPONDENTS if few else reasons.NO_SPREAD
    finding: PerceptionFinding | None = None
    if interval is not None and not interval[0] <= 0 <= interval[1]:
        finding = "blind_spot" if difference > 0 else "unseen_strength"
    return Perception(
        internal=one.mean,
        customer=other.mean,
        n_internal=one.n,
        n_customer=other.n,
        difference=difference,
        points=apart_in_points(difference, span),
        interval=interval,
        internal_points=on_points(inside, low, span),
        customer_points=on_points(outside, low, span),
        points_interval=UNSET if interval is None else interval_in_points(interval, span),
        g=g,
        finding=finding,
        reasons=why or UNSET,
    )


def _indicative(one: Series, other: Series, span: int) -> PerceptionFinding | None:
    """Three or four on a side: a finding only when every one of them lies clearly on one side.

    Clearly: at least 12.5 points from the others' mean, or from their median if they too are under five.
    Where both sides are small, either side's view of the other will do only if both say the same.
    """
    said = set()
    for few, many, sign in ((one, other, 1), (other, one, -1)):
        if few.n >= MEAN_FROM:
            continue
        middle = many.mean if many.n >= MEAN_FROM else many.median
        apart = [sign * 100 * (float(x) - float(middle or 0.0)) / span for x in few.counts]
        above, below = min(apart) >= INDICATIVE_POINTS, max(apart) <= -INDICATIVE_POINTS
        said.add("blind_spot" if above else "unseen_strength" if below else None)
    if said == {"blind_spot"}:
        return "blind_spot"
    return "unseen_strength" if said == {"unseen_strength"} else None


def rank_agreement(
    questionnaire: Questionnaire, populations: dict[str, Population], hidden: Hidden
) -> tuple[float | None, str]:
    """Whether those inside know the *order* in which the others rate: Spearman's rho over shared questions.

    Questions of repeated sections count per shared item. Each side's mean must rest on five; on points,
    where scales differ.

    Returns:
        rho, and the reason where there is none.
    """
    compare = questionnaire.compare
    if compare is None:
        return None, reasons.NOT_COMPARED
    inside, outside = populations.get(compare.looking_in), populations.get(compare.looked_at)
    if inside is None or outside is None:
        return None, reasons.OTHER_GROUP_MISSING
    one: list[Fraction] = []
    other: list[Fraction] = []
    few = withheld = False
    for key, question in _leaves(questionnaire, inside, outside):
        if hidden(compare.looking_in, key) or hidden(compare.looked_at, key):
            withheld = True
            continue
        pair = _series(inside, key), _series(outside, key)
        means = pair[0].exact_mean, pair[1].exact_mean
        if min(pair[0].n, pair[1].n) < MEAN_FROM or question.scale is None or None in means:
            few = True
            continue
        low, span = question.scale.min, question.scale.max - question.scale.min
        one.append(((means[0] or 0) - Fraction(low)) / span)
        other.append(((means[1] or 0) - Fraction(low)) / span)
    rho = spearman(one, other)
    if rho is not None:
        return rho, ""
    if len(one) >= RANKS_FROM:
        return None, reasons.NO_SPREAD
    return (
        None,
        reasons.WITHHELD if withheld else reasons.TOO_FEW_RESPONDENTS if few else reasons.TOO_FEW_QUESTIONS,
    )


def _leaves(
    questionnaire: Questionnaire, inside: Population, outside: Population
) -> list[tuple[str, Question]]:
    compare = questionnaire.compare
    if compare is None:
        return []
    found: list[tuple[str, Question]] = []
    for section in questionnaire.sections:
        for question in section.questions:
            both = {compare.looking_in, compare.looked_at} <= set(question.groups)
            if not TYPES[question.type].rated or not both:
                continue
            if section.repeat is None:
                found.append((question.id, question))
            else:
                keys = sorted(k for k in inside.items if k.endswith(f"/{question.id}") and k in outside.items)
                found += [(key, question) for key in keys]
    return found
