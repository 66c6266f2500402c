"""What so many people will and will not allow, told before anybody was heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import comb, sqrt

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.locales.locale import Locale
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Score
from cfdiag.questions import TYPES
from cfdiag.scoring.many.perception import FEW_FROM
from cfdiag.scoring.many.quadrants import QUADRANTS_FROM
from cfdiag.scoring.stats.distributions import t_quantile
from cfdiag.scoring.stats.families import LEVEL
from cfdiag.scoring.stats.statistics import (
    ALPHA_FROM,
    ALPHA_QUESTIONS,
    MEAN_FROM,
    RANKS_FROM,
    RANKS_PEOPLE,
    RECOMMEND_FROM,
)

USUAL_SPREAD = 20.0
"""Points: how far scores of respondents lie apart (a standard deviation), supposed until some are heard."""

PRECISION = 7.5
"""Points to each side of an average that is to be known, unless somebody asks for others."""

_MOST = 100_000


class Sample(msgspec.Struct, frozen=True):
    """How many are to be heard; of how many, where that is known."""

    people: int
    population: int | None = None


def half_width(sample: Sample, spread: float = USUAL_SPREAD) -> float:
    """How far an average may lie from that of everybody, in points, 19 times of 20.

    t · s / √n · √(1 − n / N): Student's interval with the correction for a finite population (Cochran,
    Sampling Techniques, 3rd ed., 2.6 and 2.7).

    Args:
        sample: of two people at least.
        spread: the standard deviation of respondents' scores, in points.
    """
    n, of = sample.people, sample.population
    # More heard than there are, by a wrong number: then nothing is left to chance, not less than nothing.
    known = max(0.0, 1 - n / of) if of else 1.0
    return t_quantile(0.975, n - 1) * spread / sqrt(n) * sqrt(known)


def needed(precision: float, spread: float = USUAL_SPREAD, population: int | None = None) -> int:
    """The smallest number of people whose average is known to so many points; all of them at most.

    Args:
        precision: points to each side.
        spread: the standard deviation of respondents' scores, in points.
        population: how many there are, where that is known.
    """
    # By halves: the width shrinks with each person, so that the first that fits is found in seventeen
    # steps.
    low, high = MEAN_FROM, max(MEAN_FROM, population or _MOST)
    while low < high:
        middle = (low + high) // 2
        if half_width(Sample(middle, population), spread) <= precision:
            high = middle
        else:
            low = middle + 1
    return min(low, population) if population else low


def more_needed(overall: Score, population: int | None) -> int | UnsetType:
    """How many more have to be heard until an overall score is known to ±7.5 points; 0: it is.

    By the spread that was seen (`needed`). From five respondents; UNSET below, and where nothing is shown.

    Args:
        overall: as it is shown.
        population: how many there are, where that is known.
    """
    if overall.sd is None or (overall.n or 0) < MEAN_FROM:
        return UNSET
    return max(0, needed(PRECISION, overall.sd, population) - (overall.n or 0))


def may_be_found(one: int, other: int, questions: int) -> bool:
    """Whether a difference between two sides can be told from chance at all, corrected for so many questions.

    From five a side Welch's test may; with three or four on a side the exact permutation test must be able
    to: its smallest two-sided p is 2 / C(n + m, n), and Holm's first step asks for .05 / questions.
    """
    few, many = sorted((one, other))
    if few >= MEAN_FROM:
        return True
    if few < FEW_FROM or many < MEAN_FROM:
        return False
    return 2 / comb(few + many, few) <= LEVEL / questions


class ToBeHeard(msgspec.Struct, frozen=True):
    """A group of a questionnaire before it is heard."""

    questionnaire: Questionnaire
    group: str
    people: Mapping[str, int]
    """How many are to be heard, by group of the questionnaire."""
    population: int | None
    """How many there are in the group, where that is known."""
    floor: int
    """From how many on anything of the group is shown."""
    items: Mapping[str, int] = {}
    """How many items the engagement brings to repeated sections, by the list that they ask for."""


def foreseen(asked: ToBeHeard, precision: float, t: Locale) -> list[str]:
    """In sentences: what so many people will allow, what they will not, and how sure an average will be.

    Args:
        asked: who, and how many.
        precision: points to each side of an average that is to be known.
        t: the language.
    """
    n = asked.people.get(asked.group, 0)
    if n < asked.floor:
        return [t("nothing is shown of fewer than {floor} people", floor=asked.floor)]
    yes, no = allowed(asked, t)
    said = [t("what each one said, one by one")] if n < MEAN_FROM else []
    if yes:
        said.append(t("so many allow: {what}", what=", ".join(yes)))
    if no:
        said.append(t("so many do not allow: {what}", what=", ".join(no)))
    return [*said, *_how_sure(Sample(n, asked.population), precision, t)] if n >= MEAN_FROM else said


def _how_sure(sample: Sample, precision: float, t: Locale) -> Iterable[str]:
    n, of = sample.people, sample.population
    points = t.number(precision, 0 if float(precision).is_integer() else 1)
    if of and n >= of:
        yield t("if all of them answer, nothing of an average is left to chance")
    else:
        width, spread = t.number(half_width(sample), 0), t.number(USUAL_SPREAD, 0)
        known = "an average is known to about ±{width} points, if scores lie {spread} apart"
        yield t(known, width=width, spread=spread)
    enough = needed(precision, population=of)
    if enough <= n:
        yield t("±{points} points take {enough} of them", points=points, enough=enough)
    else:
        yield t("±{points} points would take {enough} people", points=points, enough=enough)


class _Wish(msgspec.Struct, frozen=True):
    """Something that figures are made for, whether there are enough people, and how many it takes."""

    what: str
    enough: bool
    takes: str


def allowed(asked: ToBeHeard, t: Locale) -> tuple[list[str], list[str]]:
    """What so many people of a group will allow, and what they will not, with how many that takes."""
    wishes = list(_wishes(asked, t))
    return [w.what for w in wishes if w.enough], [f"{w.what} ({w.takes})" for w in wishes if not w.enough]


def _wishes(asked: ToBeHeard, t: Locale) -> Iterable[_Wish]:
    q, group = asked.questionnaire, asked.group
    n = asked.people.get(group, 0)
    mine = [each for section in q.sections for each in section.questions if group in each.groups]

    def wish(what: str, least: int) -> _Wish:
        return _Wish(what, n >= least, t("from {n}", n=least))

    yield wish(t("averages and distances"), MEAN_FROM)
    if sum(group in each.importance for each in mine) >= QUADRANTS_FROM:
        yield wish(t("the matrix of importance and performance"), MEAN_FROM)
    if any(each.recommend for each in mine):
        yield wish(t("the recommendation score"), RECOMMEND_FROM)
    into = [each.dimension for each in mine if each.dimension]
    if any(into.count(dimension) >= ALPHA_QUESTIONS for dimension in set(into)):
        yield wish(t("how reliable a dimension is"), ALPHA_FROM)
    yield from _of_both_sides(asked, t)


def _of_both_sides(asked: ToBeHeard, t: Locale) -> Iterable[_Wish]:
    compare = asked.questionnaire.compare
    sides = (compare.looking_in, compare.looked_at) if compare else ()
    if asked.group not in sides:
        return
    shared = _shared(asked, frozenset(sides))
    other = next(each for each in sides if each != asked.group)
    n, m = asked.people.get(asked.group, 0), asked.people.get(other, 0)
    if shared:
        takes = t("nobody of {group} is to be heard", group=other) if not m else _takes(n, m, shared, t)
        yield _Wish(
            t("a difference between both sides that is not chance"), may_be_found(n, m, shared), takes
        )
    takes = t("from {n} a side and {questions} questions", n=RANKS_PEOPLE, questions=RANKS_FROM)
    enough = min(n, m) >= RANKS_PEOPLE and shared >= RANKS_FROM
    yield _Wish(t("a rank order of the questions"), enough, takes)


def _shared(asked: ToBeHeard, sides: frozenset[str]) -> int:
    """How many ratings both sides give, those of a repeated section once an item."""
    shared = 0
    for section in asked.questionnaire.sections:
        rated = sum(TYPES[q.type].rated and sides <= set(q.groups) for q in section.questions)
        repeat = section.repeat
        items = 1 if repeat is None else len(repeat.items) or asked.items.get(repeat.source or "", 0) or 1
        shared += rated * items
    return shared


def _takes(n: int, m: int, questions: int, t: Locale) -> str:
    """From how many a side: five, or fewer on one side if there are enough on the other."""
    few = min(n, m)
    if few < FEW_FROM:
        return t("from {n} a side", n=MEAN_FROM)
    beside = next(many for many in range(MEAN_FROM, _MOST) if may_be_found(few, many, questions))
    return t("from {n} a side, or {few} beside {many}", n=MEAN_FROM, few=few, many=beside)
