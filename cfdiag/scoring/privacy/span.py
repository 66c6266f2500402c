"""Who stands alone in a system of figures: by elimination over a prime field, exactly.

A figure is a row; an answer that nobody but its giver knows is a column: how much of it stands in each
figure. Some combination of the figures holds answers of one person alone exactly where a column of that
person is not in the span of everybody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

PRIME = 2**61 - 1
"""Coefficients are kept modulo this: as in fractions, but for a chance of one in 2⁶¹."""

Coefficients = dict[int, int]
"""One unknown: its coefficient in each row of the system, modulo a large prime."""

_Who = TypeVar("_Who")


class SpanBasis:
    """The span of some columns."""

    def __init__(self) -> None:
        self._vectors: dict[int, Coefficients] = {}
        self._held: dict[int, Mapping[int, int]] = {}
        """Columns that are known to be in it, by what they are as objects: many people share one."""

    @property
    def rank(self) -> int:
        """Its dimension."""
        return len(self._vectors)

    def copy(self) -> SpanBasis:
        """Another that can be added to."""
        other = SpanBasis()
        other._vectors, other._held = dict(self._vectors), dict(self._held)
        return other

    def rest(self, column: Mapping[int, int]) -> Coefficients:
        """What is left of a column when all that is in the span is taken away; empty: it is in the span."""
        vectors, left = self._vectors, dict(column)
        # The lowest place comes next, for a vector has nothing below its own.
        places = [place for place in left if place in vectors]
        heapify(places)
        while places:
            pivot = heappop(places)
            factor = left.get(pivot)
            if factor is None:  # it has gone since
                continue
            for place, value in vectors[pivot].items():
                known = left.get(place)
                if known is None:
                    left[place] = -factor * value % PRIME
                    if place in vectors:
                        heappush(places, place)
                    continue
                new = (known - factor * value) % PRIME
                if new:
                    left[place] = new
                else:
                    del left[place]
        return left

    def holds(self, columns: Iterable[Mapping[int, int]]) -> bool:
        """Whether all of these columns are in the span."""
        return all(id(column) in self._held or not self.rest(column) for column in columns)

    def add_all(self, columns: Iterable[Mapping[int, int]]) -> bool:
        """Take columns in; whether that made the span larger."""
        before = self.rank
        for column in columns:
            if id(column) in self._held:
                continue
            self._held[id(column)] = column
            left = self.rest(column)
            if left:
                pivot = min(left)
                inverse = pow(left[pivot], -1, PRIME)
                self._vectors[pivot] = {place: value * inverse % PRIME for place, value in left.items()}
        return self.rank > before

    def loose(self, first: int) -> set[int]:
        """The rows from this one on that are no combination of the rows before it."""
        return {place for pivot, vector in self._vectors.items() if pivot >= first for place in vector}


def alone(
    several: SpanBasis,
    narrow: Mapping[_Who, Sequence[Coefficients]],
    wide: Mapping[_Who, Sequence[Coefficients]],
    *,
    first: bool,
) -> list[_Who]:
    """The people whose answers some combination of the rows holds alone.

    Args:
        several: the span of those who are not looked for, and who hide others.
        narrow: of everybody else the columns that hide others.
        wide: of those who are looked for the columns that may not stand alone; the same object as in `narrow`
            where they are the same.
        first: whether one is enough.
    """
    whole = several.copy()
    deciding = {who for who, mine in narrow.items() if whole.add_all(mine)}
    # Who adds nothing to those before is hidden by them, and may still hide them.
    among = [who for who in narrow if who in deciding or (who in wide and wide[who] is not narrow[who])]
    others = several.copy()
    for who in narrow.keys() - set(among):
        others.add_all(narrow[who])
    found: list[_Who] = []
    if others.rank < whole.rank or len(among) > len(deciding):
        # What all others account for is taken away once: what is left has few places.
        left = [(who, _rests(others, narrow[who]), _rests(others, wide.get(who, ()))) for who in among]
        _look(left, SpanBasis(), found, first=first)
    if not (found and first):
        found += [who for who in wide if who not in narrow and not whole.holds(wide[who])]
    return found


_Left = tuple[_Who, Sequence[Coefficients], Sequence[Coefficients]]


def _rests(basis: SpanBasis, columns: Iterable[Coefficients]) -> list[Coefficients]:
    return [left for column in columns if (left := basis.rest(column))]


def _look(among: Sequence[_Left[_Who]], others: SpanBasis, found: list[_Who], *, first: bool) -> None:
    """Halve those who may be alone, until nobody is left or one is: the others are held against each."""
    if (found and first) or all(others.holds(wide) for _, _, wide in among):
        return
    if len(among) == 1:
        found.append(among[0][0])
        return
    half = len(among) // 2
    for mine, theirs in ((among[:half], among[half:]), (among[half:], among[:half])):
        beside = others.copy()
        for _, narrow, _ in theirs:
            beside.add_all(narrow)
        _look(mine, beside, found, first=first)
