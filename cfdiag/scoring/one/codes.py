"""The arithmetic of one answer, prepared once per questionnaire: exact points and a code for every answer.

Points are held as whole multiples of a common unit (a seventh-step scale needs thirds), weights as whole
multiples of another, so that a dimension's sum is exact and does not depend on the order of answers.
A code is a whole number for one question with one status or value and one importance: a histogram over
codes holds everything that many interviews are asked for later.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

import msgspec

from cfdiag.model.questionnaire import BASIS_POINTS, Question, Questionnaire, Scale
from cfdiag.questions import TYPES, AnswerKey

NOT_ASKED_CODE = "not_asked"
NOT_REACHED = "not_reached"
STATES = (NOT_ASKED_CODE, NOT_REACHED, "skipped", "unknown", "not_applicable", "answered")
"""What a code can say besides a single value; `answered` for types whose values are not few."""

MET_FROM = 75.0
"""A question of a checklist counts as met from so many points."""

_REMEMBERED = 1000
_FINEST = 10**6  # points are written with at most six decimals, or are ratios of small whole numbers


@lru_cache(maxsize=_REMEMBERED)
def exact(points: float) -> Fraction:
    """Points as the ratio they stand for: 16.666… is a sixth of 100 and not the nearest binary number."""
    return Fraction(points).limit_denominator(_FINEST)


def plain_number(value: Fraction) -> int | Fraction:
    """A whole number as such: it is added up, and looked up, ten times as fast as a fraction."""
    return value.numerator if value.denominator == 1 else value


def common_unit(values: Iterable[Fraction]) -> int:
    """The smallest number that makes every value whole when multiplied by it."""
    return math.lcm(1, *(value.denominator for value in values))


class Reading(msgspec.Struct, frozen=True):
    """What a code stands for."""

    question: str
    status: str
    value: AnswerKey | None
    importance: int | None


class Slot(msgspec.Struct, frozen=True):
    """A question's stretch of codes: one row per state or value, one column per importance (0: none)."""

    question: Question
    section: str
    """The repeated section that holds the question, or an empty string."""
    base: int
    width: int
    values: tuple[AnswerKey, ...]
    points: dict[AnswerKey, float]
    second: Scale | None
    """The scale of the importance; None where it is not asked."""

    @property
    def size(self) -> int:
        """How many codes the question takes."""
        return (len(STATES) + len(self.values)) * self.width

    def code(self, state: str) -> int:
        """The code of a state without importance."""
        return self.base + STATES.index(state) * self.width

    def value_code(self, place: int) -> int:
        """The code of the value at that place, without importance."""
        return self.base + (len(STATES) + place) * self.width

    def read(self, code: int) -> Reading:
        """What one of this question's codes stands for."""
        row, column = divmod(code - self.base, self.width)
        second = self.second
        importance = column - 1 + second.min if column and second else None
        if row < len(STATES):
            return Reading(self.question.id, STATES[row], None, importance)
        return Reading(self.question.id, "answered", self.values[row - len(STATES)], importance)


class Layout:
    """The codes of a questionnaire: the same for everybody who reads the same questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.slots: dict[str, Slot] = {}
        base = 0
        for section in questionnaire.sections:
            for question in section.questions:
                slot = _slot(question, section.id if section.repeat else "", base)
                self.slots[question.id] = slot
                base += slot.size
        # In the order of the questionnaire: every process lays out the same codes, and tallies can be
        # added.
        self._ordered = list(self.slots.values())
        self._bases = [slot.base for slot in self._ordered]
        self._read: dict[int, tuple[Slot, Reading]] = {}
        parts = [exact(p) for slot in self.slots.values() for p in slot.points.values()]
        self.unit = common_unit((*parts, *map(exact, BASIS_POINTS.values())))
        """Points times this are whole."""
        self._whole: dict[float, int | Fraction] = {}
        # Weights in whole units: a sum of them does not depend on the order in which people come.
        weights = {id_: exact(slot.question.weight) for id_, slot in self.slots.items()}
        unit = common_unit(weights.values())
        self._weights = {id_: int(weight * unit) for id_, weight in weights.items()}

    def weight(self, question: Question) -> int:
        """A question's weight as a whole number of weight units."""
        return self._weights[question.id]

    def at(self, code: int) -> tuple[Slot, Reading]:
        """The stretch that holds a code, and what it stands for: asked again for every row and figure."""
        found = self._read.get(code)
        if found is None:
            slot = self._ordered[bisect.bisect_right(self._bases, code) - 1]
            found = self._read[code] = slot, slot.read(code)
        return found

    def whole(self, points: float) -> int | Fraction:
        """Points in units: a whole number for all points that the questionnaire declares."""
        found = self._whole.get(points)
        if found is None:
            found = plain_number(exact(points) * self.unit)
            # A number with points of its own may have thousands of them; the memory is for those that come
            # back.
            if len(self._whole) < _REMEMBERED:
                self._whole[points] = found
        return found


def _slot(question: Question, section: str, base: int) -> Slot:
    type_, second = TYPES[question.type], question.second_scale if question.importance else None
    width = second.max - second.min + 2 if second else 1
    values = type_.values(question), type_.discrete(question) or {}
    return Slot(question, section, base, width, *values, second)


def can_score(question: Question) -> bool:
    """Whether an answer to this question can take part in its dimension's score."""
    return question.dimension is not None and TYPES[question.type].can_score(question)


def turned_value(question: Question, value: int) -> int:
    """A rating as every gap, perception and agreement uses it: x′ = min + max − x where reverse-keyed."""
    return int(question.scale.turned(value)) if question.reverse and question.scale else value


def gap_between(question: Question, value: int, importance: int) -> int | Fraction:
    """Performance minus importance in scale units; in points where they are on scales of different ends."""
    turned, one, other = turned_value(question, value), question.scale, question.second_scale
    if not question.two_scales or one is None or other is None:
        # On one scale, steps mean the same on both: nothing is converted, and a gap of 1 is one step.
        return turned - importance
    performance = Fraction(100 * (turned - one.min), one.max - one.min)
    return plain_number(performance - Fraction(100 * (importance - other.min), other.max - other.min))
