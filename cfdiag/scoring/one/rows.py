"""What the inner loop of scoring works with: a group's questions made ready, and running sums."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import msgspec

from cfdiag.model.expression import Expression
from cfdiag.model.questionnaire import Question
from cfdiag.questions import QuestionType

Hit = tuple["float | None", "int | Fraction", bool, int]
"""A valid answer: points, points in units by weight, whether it is met in a checklist, code."""


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
    plain: bool
    """Nothing beyond value and importance to note: no basis, no tags."""
    not_asked: bool = False
    """Of these respondents: their text did not have the question, or not so."""


Ready = tuple[Row, str, int, int, "dict[Any, Hit] | None", bool]
"""A row, and what the inner loop asks of it: id, dimension, weight, table, plain."""


def ready(rows: Iterable[Row]) -> tuple[Ready, ...]:
    """Rows for the inner loop."""
    return tuple((row, row.id, row.dimension, row.weight, row.table, row.plain) for row in rows)


class GroupPlan(msgspec.Struct, frozen=True):
    """Everything about one group."""

    rows: tuple[Ready, ...]
    repeats: tuple[tuple[str, int, tuple[Ready, ...], tuple[Row, ...]], ...]
    """Section, least number of items, rows twice."""
    asked: tuple[int, ...]
    """Per dimension: how many questions of `rows`."""
    weights: tuple[int, ...]
    """Per dimension: the weight of them all."""
    dimensions: tuple[int, ...]
    """The places of the dimensions that are asked of this group."""


class RowSums:
    """Running sums per dimension."""

    __slots__ = ("applicable", "asked", "met", "total", "valid", "valid_weight", "weight")

    def __init__(self, asked: tuple[int, ...], weights: tuple[int, ...]) -> None:
        n = len(asked)
        self.asked, self.applicable, self.weight = list(asked), list(asked), list(weights)
        self.valid, self.valid_weight, self.met = [0] * n, [0] * n, [0] * n
        self.total: list[int | Fraction] = [0] * n

    def add(self, other: RowSums) -> None:
        """Add another's sums."""
        for name in self.__slots__:
            mine = getattr(self, name)
            for place, value in enumerate(getattr(other, name)):
                mine[place] += value


class Notes:
    """What one pass over an interview leaves besides its sums."""

    __slots__ = ("extras", "invalid", "listed", "points", "seen")

    def __init__(self) -> None:
        self.points: dict[str, float] = {}
        self.invalid: list[str] = []
        self.extras: list[tuple[str, str, Any]] = []
        self.listed: list[tuple[str, Any]] = []
        self.seen = 0
