"""The privacy floor: which figures may be shown, so that no withheld one can be worked out.

Respondents fall into atoms: those with the same group, consent and fields of every breakdown. A row is a
set of atoms of which a figure could be shown: everybody, a group, a cell of a breakdown. A row is
*protected* when it has anonymous respondents and fewer respondents than the floor.

1. Protected rows are withheld.
2. Per breakdown, further cells are withheld, the smallest first, until none or at least two are withheld
   and together they hold at least the floor.
3. All breakdowns together: the sums of the rows that stay are a system of linear equations in the sums of
   the atoms. While a withheld row, or a protected atom, follows from it, one more row is withheld.

The reader is taken to know who belongs where, so the equations are those of the atoms that exist. What is
never withheld: how many interviews there are in all and per group; the study's design says as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import chain
from operator import itemgetter
from typing import TypeVar

import msgspec

from cfdiag.model.questionnaire import MIN_GROUP

LEAST_FLOOR = 3
"""No questionnaire and no engagement may set the floor lower."""

MIN_COMMENTS = 10
"""The default floor under which a remark of an anonymous group needs its author's consent."""

FEWEST = 3
"""What fewer people of an anonymous group chose points at them."""

CellRow = tuple[str, ...]
"""`("all",)`, `("group", g)`, `("by", field, value)`, `("item", section/item)`."""
ALL: CellRow = ("all",)

_PRIME = 2**61 - 1
_Key = TypeVar("_Key")


class Atom(msgspec.Struct, frozen=True):
    """Respondents that no figure tells apart: how many have the figure, and whether they are attributed."""

    n: int
    attributed: bool


class CellTable(msgspec.Struct, frozen=True):
    """What a figure could be shown for.

    `parts` are the breakdowns: rows that share out the atoms among them. `wholes` are the other rows, in
    the order in which they are given up last.
    """

    atoms: tuple[Atom, ...]
    rows: dict[CellRow, frozenset[int]]
    parts: tuple[frozenset[CellRow], ...]
    wholes: tuple[CellRow, ...]
    public: frozenset[CellRow] = frozenset()
    """Rows that are shown whatever happens (counts of all and of groups)."""
    among: tuple[Mapping[Hashable, int], ...] = ()
    """Where the same respondents are behind several atoms (one who speaks of two items): per atom how many,
    by a key that tells the same respondents; empty where every respondent is in one atom."""

    def people(self, members: Iterable[int]) -> int:
        """How many respondents are behind some atoms, each counted once."""
        if not self.among:
            return sum(self.atoms[place].n for place in members)
        found: dict[Hashable, int] = {}
        for place in members:
            found.update(self.among[place])
        return sum(found.values())


def floor_of(questionnaire_floor: int, asked: int | None) -> int:
    """The floor that holds: the engagement's where it has one, else the questionnaire's; at least 3."""
    return max(LEAST_FLOOR, asked if asked is not None else questionnaire_floor)


def default_floor(asked: int | None) -> int:
    """The floor recorded for a whole run."""
    return max(LEAST_FLOOR, asked if asked is not None else MIN_GROUP)


def suppress(
    table: CellTable, floor: int, already: Iterable[CellRow] = (), *, decided: bool = False
) -> frozenset[CellRow]:
    """The rows to withhold.

    Args:
        table: atoms with the number of respondents who have the figure, and the rows.
        floor: the least number of respondents.
        already: rows that are withheld anyway, because another figure of theirs is.
        decided: whether these are all that are too small: then only what they follow from is looked for.
    """
    already = frozenset(already)
    if not already and not protected(table.atoms, floor):
        return already  # nothing is a secret that could follow from what is shown
    empty = frozenset(place for place, atom in enumerate(table.atoms) if not atom.n)
    there = {row: left for row, members in table.rows.items() if (left := members - empty)}
    sizes = {row: table.people(members) for row, members in there.items()}
    # The smallest first: as they are given up.
    rows = {row: there[row] for row in sorted(there, key=lambda row: (sizes[row], row))}
    withheld = {row for row in already if row in rows} - table.public
    if not decided:
        withheld |= {
            row
            for row, members in rows.items()
            if sizes[row] < floor and row not in table.public and _is_anonymous(table, members)
        }
    while True:
        before = len(withheld)
        for part in table.parts:
            _complement(table, rows, part, withheld, floor)
        if len(withheld) > before:
            continue
        uses = _exposures(table, rows, withheld, floor)
        # All that were found in one go: each of them costs an elimination.
        for used in uses:
            if not used & withheld:  # what was given up for another one may have helped this one too
                withheld.add(_victim(table, used, sizes))
        if not uses:
            return frozenset(withheld)


def protected(atoms: Iterable[Atom], floor: int) -> list[int]:
    """The places of atoms that are protected each by itself; a row of which none is has enough people too."""
    return [place for place, atom in enumerate(atoms) if not atom.attributed and 0 < atom.n < floor]


def _is_anonymous(table: CellTable, members: frozenset[int]) -> bool:
    return any(not table.atoms[place].attributed for place in members)


def _complement(
    table: CellTable,
    rows: Mapping[CellRow, frozenset[int]],
    part: Collection[CellRow],
    withheld: set[CellRow],
    floor: int,
) -> None:
    mine = [row for row in part if row in withheld]
    if not mine:
        return
    held = set().union(*(rows[row] for row in mine))
    rest = (row for row in rows if row in part and row not in withheld)
    while len(mine) < 2 or table.people(held) < floor:  # noqa: PLR2004  two hide each other
        row = next(rest, None)
        if row is None:
            return
        mine.append(row)
        held |= rows[row]
        withheld.add(row)


def _exposures(
    table: CellTable, rows: Mapping[CellRow, frozenset[int]], withheld: set[CellRow], floor: int
) -> list[frozenset[CellRow]]:
    """For everything that must not be known and follows from what is shown: the rows it follows from."""
    # A withheld row is a secret even where each of its people could not be told apart.
    targets = {rows[row] for row in withheld}
    targets |= {frozenset([place]) for place in protected(table.atoms, floor)}
    if not targets:
        return []
    public = _span(tuple((row, rows[row]) for row in sorted(table.public) if row in rows))
    shown = _span(tuple((row, members) for row, members in sorted(rows.items()) if row not in withheld))
    found = []
    for target in targets:
        used = shown.source(target)
        # What follows from the public rows alone is no secret: a breakdown with a single cell, say.
        if used is not None and public.source(target) is None and used - table.public:
            found.append((sorted(target), used - table.public))
    # Sorted: the same rows have to be withheld whatever order people come in.
    return [used for _, used in sorted(found, key=itemgetter(0))]


def _victim(table: CellTable, used: frozenset[CellRow], sizes: Mapping[CellRow, int]) -> CellRow:
    """The row to give up: the smallest cell of a breakdown, else the smallest whole."""
    # A whole tells most: it is the last to be given up.
    cells = used - set(table.wholes)
    return min(cells or used, key=lambda row: (sizes[row], row))


class _Span:
    """The span of some rows as 0/1 vectors over the atoms, by elimination over a large prime field.

    A vector in the rational span is in the span over the field too (but for a chance of one in 2⁶¹), and
    each keeps the rows that it was made of: of rows that do not depend on each other there is one way only.
    """

    def __init__(self, rows: Sequence[tuple[CellRow, frozenset[int]]]) -> None:
        self._basis: list[tuple[int, dict[int, int], dict[CellRow, int]]] = []
        """In turn: a place that is in none of the later ones, the vector, which has 1 there, and its rows."""
        self._turns: dict[int, int] = {}
        """By that place."""
        held = Counter(chain.from_iterable(members for _, members in rows))
        for row, members in rows:
            rest, made = self._reduce(dict.fromkeys(members, 1))
            if not rest:
                continue
            made[row] = 1
            # Of what few other rows hold, little has to be taken away (Markowitz 1957, Management Science 3).
            pivot = min(rest, key=lambda place: (held[place], place))
            if rest[pivot] != 1:  # of most rows it is
                inverse = pow(rest[pivot], -1, _PRIME)
                rest = {place: value * inverse % _PRIME for place, value in rest.items()}
                made = {each: value * inverse % _PRIME for each, value in made.items()}
            self._turns[pivot] = len(self._basis)
            self._basis.append((pivot, rest, made))

    def source(self, members: frozenset[int]) -> frozenset[CellRow] | None:
        """The rows from which the set's sum follows, or None: it does not."""
        if self._turns.keys().isdisjoint(members):
            return None
        rest, made = self._reduce(dict.fromkeys(members, 1))
        return None if rest else frozenset(made)

    def _reduce(self, vector: dict[int, int]) -> tuple[dict[int, int], dict[CellRow, int]]:
        """What is left of a vector, which is changed, and minus the rows that were taken away for it."""
        turns, made = self._turns, dict[CellRow, int]()
        # In turn: what is taken away later brings back no place that has gone.
        waiting = [turns[place] for place in vector if place in turns]
        heapify(waiting)
        while waiting:
            pivot, other, rows = self._basis[heappop(waiting)]
            factor = vector.get(pivot)
            if factor is None:  # it has gone since
                continue
            for place in other:
                if place in turns and place not in vector:
                    heappush(waiting, turns[place])
            _take(vector, other, factor)
            _take(made, rows, factor)
        return vector, made


@lru_cache(maxsize=4)
def _span(rows: tuple[tuple[CellRow, frozenset[int]], ...]) -> _Span:
    """Of the last rows: most figures of a breakdown are shown in the same cells."""
    return _Span(rows)


def _take(vector: dict[_Key, int], other: Mapping[_Key, int], factor: int) -> None:
    """Take `factor` times another vector away, in place."""
    for place, value in other.items():
        before = vector[place] if place in vector else 0  # noqa: SIM401  no call: this is asked a hundred thousand times
        new = (before - factor * value) % _PRIME
        if new:
            vector[place] = new
        elif place in vector:
            del vector[place]
