"""The perception gap: what those inside expect, minus what those they serve say, question by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.questionnaire import Question, Questionnaire, Scale
from cfdiag.model.result import Perception, PerceptionFinding, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.questions.rating import scale_points
from cfdiag.scoring import reasons
from cfdiag.scoring.many.points import apart_in_points, interval_in_points
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.stats.families import LEVEL, holm, permutation_p
from cfdiag.scoring.stats.statistics import (
    EFFECT_FROM,
    MEAN_FROM,
    RANKS_FROM,
    RANKS_PEOPLE,
    Series,
    hedges_g,
    spearman,
    welch,
    welch_p,
)

FEW_FROM = 3
"""So many on one side, against five or more on the other, are compared by all ways to part them."""

_UNIT = Scale("", 0, 1, {})
"""Only for the types: a question without a scale is never compared."""

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
                found[key] = withheld_perception() if withheld else _compare(question, key, inside, outside)
    return found


def withheld_perception() -> Perception:
    """A comparison of which one side is withheld."""
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
    scale = question.scale or _UNIT
    if min(one.n, other.n) >= MEAN_FROM:
        return _means(one, other, scale)
    few, many = sorted((one, other), key=lambda series: series.n)
    if few.n < FEW_FROM:
        empty = not one.n or not other.n
        return _without_means(one, other, reasons.NOT_RATED if empty else reasons.TOO_FEW_RESPONDENTS)
    listed = {
        name: [float(x) for x, n in sorted(series.counts.items()) for _ in range(n)]
        for name, series in (("internal", one), ("customer", other))
        if series.n < MEAN_FROM
    }
    found = replace(_without_means(one, other, reasons.TOO_FEW_RESPONDENTS), answers=listed)
    return found if many.n < MEAN_FROM else _tested(found, permutation_p(few, many), one, other)


def _without_means(one: Series, other: Series, reason: str) -> Perception:
    return Perception(
        internal=None,
        customer=None,
        n_internal=one.n,
        n_customer=other.n,
        difference=None,
        points=None,
        reason=reason,
    )


def _tested(found: Perception, p: float | None, one: Series, other: Series) -> Perception:
    """With its p, and what it would be if nothing else was compared."""
    if p is None:
        return found
    higher = (one.exact_mean or 0) > (other.exact_mean or 0)
    leans: PerceptionFinding = "blind_spot" if higher else "unseen_strength"
    return replace(found, p=p, leans=leans if p <= LEVEL else UNSET)


def with_findings(results: Sequence[QuestionnaireResult]) -> list[QuestionnaireResult]:
    """The comparisons of a run with their findings: all of its tables are one family of tests.

    Eleven questions without any difference would name one in .32 to .43 of reports if each stood alone.
    """
    places = [(n, key) for n, part in enumerate(results) for key in rows(part.perception)]
    tested = [(n, key, p) for n, key in places if (p := results[n].perception[key].p) is not UNSET]
    found = holm([p for *_, p in tested])
    held = {place[:2] for place, finding in zip(tested, found, strict=True) if finding}
    return [
        replace(
            part,
            perception={
                key: replace(each, finding=None if each.leans is UNSET else each.leans, leans=UNSET)
                if (n, key) in held
                else each
                for key, each in part.perception.items()
            },
        )
        for n, part in enumerate(results)
    ]


def rows(perception: Mapping[str, Perception]) -> list[str]:
    """The rows of a table of both sides: a repeated question item by item, not over all of them too."""
    repeated = {key.rpartition("/")[2] for key in perception if "/" in key}
    return [key for key in perception if key not in repeated]


def _means(one: Series, other: Series, scale: Scale) -> Perception:
    span = scale.span
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
    found = Perception(
        internal=one.mean,
        customer=other.mean,
        n_internal=one.n,
        n_customer=other.n,
        difference=difference,
        points=apart_in_points(difference, span),
        interval=interval,
        internal_points=scale_points(scale, inside),
        customer_points=scale_points(scale, outside),
        points_interval=UNSET if interval is None else interval_in_points(interval, span),
        g=g,
        reasons=why or UNSET,
    )
    return _tested(found, welch_p(one, other), one, other)


def rank_agreement(
    questionnaire: Questionnaire, populations: dict[str, Population], hidden: Hidden
) -> tuple[float | None, str]:
    """Whether those inside know the *order* in which the others rate: Spearman's rho over shared questions.

    Questions of repeated sections count per shared item; on points, where scales differ. From seven questions
    and fifteen people a side: with eight, two sides that see the very same reach a rho of .6 only.

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
        if min(pair[0].n, pair[1].n) < RANKS_PEOPLE or question.scale is None or None in means:
            few = True
            continue
        # Fractions: means that differ in the last bit of a float are a tie, and are ranked as one.
        low, span = question.scale.min, question.scale.span
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
