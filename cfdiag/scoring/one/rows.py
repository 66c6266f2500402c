"""What scoring works with: a group's questions made ready, and what each of their answers comes to.

Answers become codes, and codes are all that is added up: what an answer comes to is worked out when its like
is met for the first time, and looked up from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, NamedTuple

import msgspec

from cfdiag.model.expression import Expression, Value, evaluate, names, truth
from cfdiag.model.interview import Answer, AnswerValue, Status
from cfdiag.model.questionnaire import Question
from cfdiag.questions import QuestionType
from cfdiag.rules.lookup import AnswerLookup
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, NOT_REACHED
from cfdiag.scoring.one.scored import ToldOrder

Hit = tuple["float | None", "int | Fraction", bool, int]
"""A valid answer: points, points in units by weight, whether it is met in a checklist, code."""

_REMEMBERED = 1000
"""Answers that are not few, and ways for a condition to come out: so many of each are kept."""

_WORDS = object()
"""Stands for every text: one is like another."""

_NO_KEY = "\0"

_NOBODY_GIVES_MORE = 28
"""An interview has fewer than 2²⁸ answers, given or missing: a file of them would be too large to be read."""


class DimensionSums(NamedTuple):
    """What the answers to a dimension's questions add up to."""

    asked: int = 0
    applicable: int = 0
    weight: int = 0
    """Of what is applicable."""
    valid: int = 0
    valid_weight: int = 0
    met: int = 0
    total: int = 0
    """Points in units, by weight."""


class Packing:
    """The sums of all dimensions as one whole number: adding two such numbers adds all sums at once.

    Args:
        weight: the largest of a question.
        share: the most that an answer adds to a total.
    """

    def __init__(self, weight: int, share: int) -> None:
        most = DimensionSums(1, 1, weight, 1, weight, 1, share)
        widths = [_NOBODY_GIVES_MORE + each.bit_length() for each in most]
        self._shifts = [sum(widths[:place]) for place in range(len(widths))]
        self._masks = [(1 << width) - 1 for width in widths]
        self.width = sum(widths)
        """Bits of one dimension."""
        self.mask = (1 << self.width) - 1

    def pack(self, place: int, sums: DimensionSums) -> int:
        """The sums of the dimension at that place, some of them below 0, among those of the others at 0."""
        packed = sum(each << shift for each, shift in zip(sums, self._shifts, strict=True))
        return packed << place * self.width

    def read(self, part: int) -> DimensionSums:
        """The sums of one dimension, of its bits alone."""
        return DimensionSums(*(part >> at & mask for at, mask in zip(self._shifts, self._masks, strict=True)))


class AnswerOutcome(msgspec.Struct, frozen=True):
    """What an answer comes to."""

    code: int
    sums: int = 0
    """Packed."""
    broken: Fraction | None = None
    """A share of its dimension's total that is no whole number of units."""
    extras: tuple[tuple[str, str, Any], ...] = ()
    """What its code does not hold: `(kind, question, value)`."""
    listed: tuple[tuple[str, ToldOrder], ...] = ()
    wrong: int = 0
    """How much of it (value, importance) the question cannot have."""
    more: bool = False
    """Whether there is anything else than extras: of most answers there is not."""


class Row(msgspec.Struct, frozen=True):
    """One question for one group, ready to be looked up."""

    id: str
    question: Question
    type_: QuestionType
    when: Expression | None
    dimension: int
    """The place of its dimension, or -1: it takes no part in a score."""
    weight: int
    table: dict[Any, Hit] | None
    """By value. None for types whose values are not few."""
    states: dict[str, int]
    """Code by status."""
    importance: dict[int, int] | None
    """By importance: what it adds to the code; None where it is not asked."""
    basis: int
    """The place of the basis dimension where the basis is asked, or -1."""
    unscored: Hit | None
    """Of every answer to a question that has no points."""
    coded: bool
    """A code holds all there is to an answer: one of few values, no basis, no tags."""
    not_asked: bool = False
    """Of these respondents: their text did not have the question, or not so."""

    def points(self, value: AnswerValue) -> float | None:
        """0 to 100; None: the value has no part in a score, or the question cannot have it."""
        if self.table is not None:
            found = self.table.get(value) if not isinstance(value, list) else None
            return found[0] if found else None
        fits = self.unscored is None and self.type_.fits(self.question, value)
        return self.type_.points(self.question, value) if fits else None

    @property
    def places(self) -> tuple[int, ...]:
        """The dimensions that its answers count in."""
        return tuple(place for place in (self.dimension, self.basis) if place >= 0)


Reckon = Callable[[Row, Answer], AnswerOutcome]
"""What an answer comes to: said in one place, asked once for each that is another."""


class Codes(dict[tuple[Status, Any, "int | None"], "int | None"]):
    """The codes of one question's answers by status, value and importance; None: look closer.

    Args:
        row: the question.
        reckon: asked for the code of an answer when its like is met for the first time.
        sums: what codes add up to, to be told of every new one.
    """

    def __init__(self, row: Row, reckon: Reckon, sums: dict[int, int]) -> None:
        super().__init__()
        self._row, self._reckon, self._sums = row, reckon, sums

    def __missing__(self, key: tuple[Status, Any, int | None]) -> int | None:
        status, value, importance = key
        known = Answer(status=status, value=value, importance=importance)
        found = self._reckon(self._row, known)
        if found.wrong:
            return None
        self._sums[found.code] = found.sums
        if value is None or status == "answered":  # else anything may stand there
            self[key] = found.code
        return found.code


class CodesOfValues(dict[AnswerValue, "int | None"]):
    """The same of what is answered without an importance, by value alone: most answers are so."""

    def __init__(self, codes: Codes) -> None:
        super().__init__()
        self._codes = codes

    def __missing__(self, value: AnswerValue) -> int | None:
        found = self._codes["answered", value, None]
        if found is not None:
            self[value] = found
        return found


class Outcomes:
    """What the answers to a question come to whose codes do not hold all of it.

    Args:
        row: the question.
        reckon: asked for an answer when its like is met for the first time.
    """

    def __init__(self, row: Row, reckon: Reckon) -> None:
        self._row, self._reckon = row, reckon
        # Of texts nothing is counted but that they are there.
        in_words = row.type_.in_words and row.table is None and row.unscored is not None
        self._is_text = row.type_.fitting(row.question) if in_words else None
        self._seen: dict[tuple[object, ...], AnswerOutcome] = {}

    def of(self, answer: Answer) -> AnswerOutcome:
        """What one answer comes to."""
        value: object = answer.value
        if value.__class__ is str:
            if self._is_text is not None and self._is_text(answer.value):
                value = _WORDS
        elif isinstance(value, list):
            value = tuple(value)
        key = answer.status, value, answer.importance, answer.basis, answer.tags
        found = self._seen.get(key)
        if found is None:
            found = self._reckon(self._row, answer)
            lasts = not found.wrong and (value is None or answer.status == "answered")
            if lasts and len(self._seen) < _REMEMBERED:
                self._seen[key] = found
        return found


class KeyedRows(msgspec.Struct, frozen=True):
    """The questions of a group, or of one item, by the keys of their answers."""

    codes: tuple[tuple[str, CodesOfValues, Codes], ...]
    """Each in its place, with the codes of its answers; where a code does not hold all, no key."""
    others: tuple[tuple[int, str, Outcomes], ...]
    """Those others: place, key, what their answers come to."""


class RowCodes:
    """The questions of a group that are asked once, or those of one repeated section.

    Args:
        rows: in the order of the questionnaire.
        reckon: what an answer comes to.
        packing: of the sums.
    """

    def __init__(self, rows: Iterable[Row], reckon: Reckon, packing: Packing) -> None:
        self.rows = tuple(rows)
        self.sums = _SumsOfCodes()
        """What codes add up to, where they hold all there is to an answer, or that there is none."""
        self.outcomes = tuple(Outcomes(row, reckon) for row in self.rows)
        codes = [Codes(row, reckon, self.sums) for row in self.rows]
        keys = [row.id if row.coded else _NO_KEY for row in self.rows]
        keyed = tuple((key, CodesOfValues(known), known) for key, known in zip(keys, codes, strict=True))
        others = [(place, row.id) for place, row in enumerate(self.rows) if not row.coded]
        self._once = KeyedRows(keyed, tuple((place, id_, self.outcomes[place]) for place, id_ in others))
        self._of_items: dict[str, KeyedRows] = {}
        self.missing = tuple(_missing(row) for row in self.rows)
        """The code of no answer; None where a condition decides which."""
        self._held: list[dict[tuple[Value, ...], bool]] = [{} for _ in self.rows]
        self._names = [_names(row.when) for row in self.rows]
        self.places = frozenset(place for row in self.rows if not row.not_asked for place in row.places)
        """The dimensions that their answers count in."""
        self.asked = sum(_asked(row, packing) for row in self.rows)
        """The sums before anybody answers."""
        self.always = sum(_asked(row, packing) for row in self.rows if row.when is None)
        """The same of what is asked whatever was answered."""
        for row in self.rows:
            if row.when is not None and not row.not_asked:
                gone = DimensionSums(applicable=-1, weight=-row.weight)
                self.sums[row.states[NOT_ASKED_CODE]] = sum(packing.pack(place, gone) for place in row.places)

    def about(self, prefix: str) -> KeyedRows:
        """By the keys of one item, which begin so; without a prefix of what is asked once."""
        if not prefix:
            return self._once
        found = self._of_items.get(prefix)
        if found is None:
            codes = tuple((prefix + key, answered, known) for key, answered, known in self._once.codes)
            others = tuple((place, prefix + key, outcomes) for place, key, outcomes in self._once.others)
            found = KeyedRows(codes, others)
            if len(self._of_items) < _REMEMBERED:
                self._of_items[prefix] = found
        return found

    def asked_if(self, place: int, look: AnswerLookup) -> int:
        """The code of no answer to a conditional question: not reached, or not asked."""
        row, held = self.rows[place], self._held[place]
        known = tuple([look.value(name) for name in self._names[place]])
        found = held.get(known)
        if found is None:
            found = row.when is not None and truth(evaluate(row.when, look)) is True
            if len(held) < _REMEMBERED:
                held[known] = found
        return row.states[NOT_REACHED if found else NOT_ASKED_CODE]


class _SumsOfCodes(dict[int, int]):
    """What is not known of a code is nothing."""

    def __missing__(self, code: int) -> int:
        self[code] = 0
        return 0


def _missing(row: Row) -> int | None:
    if row.not_asked:
        return row.states[NOT_ASKED_CODE]
    return row.states[NOT_REACHED] if row.when is None else None


def _names(expression: Expression | None) -> tuple[str, ...]:
    """The answers that a condition asks for."""
    if expression is None:
        return ()
    asked = (each.key for each in names(expression))
    return tuple(dict.fromkeys(path[0] for path in asked if len(path) == 1))


def _asked(row: Row, packing: Packing) -> int:
    if row.not_asked:
        return 0
    each = DimensionSums(asked=1, applicable=1, weight=row.weight)
    return sum(packing.pack(place, each) for place in row.places)
