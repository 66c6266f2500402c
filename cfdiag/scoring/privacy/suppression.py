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

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import heappop, heappush
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
    parts: tuple[tuple[CellRow, ...], ...]
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
    rows = {
        row: frozenset(place for place in members if table.atoms[place].n)
        for row, members in table.rows.items()
    }
    rows = {row: members for row, members in rows.items() if members}
    sizes = {row: table.people(members) for row, members in rows.items()}
    withheld = {row for row in already if row in rows} - table.public
    if not decided:
        withheld |= {row for row in rows if row not in table.public and _is_of_few(table, rows[row], floor)}
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


def _is_of_few(table: CellTable, members: frozenset[int], floor: int) -> bool:
    anonymous = any(not table.atoms[place].attributed and table.atoms[place].n for place in members)
    return anonymous and 0 < table.people(members) < floor


def _complement(
    table: CellTable,
    rows: Mapping[CellRow, frozenset[int]],
    part: Sequence[CellRow],
    withheld: set[CellRow],
    floor: int,
) -> None:
    there = [row for row in part if row in rows]
    mine = [row for row in there if row in withheld]
    if not mine:
        return
    held = set().union(*(rows[row] for row in mine))
    rest = sorted(
        (row for row in there if row not in withheld), key=lambda row: (table.people(rows[row]), row)
    )
    while rest and (len(mine) < 2 or table.people(held) < floor):  # noqa: PLR2004  two hide each other
        mine.append(rest[0])
        held |= rows[rest[0]]
        withheld.add(rest.pop(0))


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
    # Sorted: the same rows have to be withheld whatever order people come in.
    for target in sorted(targets, key=sorted):
        used = shown.source(target)
        # What follows from the public rows alone is no secret: a breakdown with a single cell, say.
        if used is not None and public.source(target) is None:
            found.append(used - table.public)
    return [used for used in found if used]


def _victim(table: CellTable, used: frozenset[CellRow], sizes: Mapping[CellRow, int]) -> CellRow:
    """The row to give up: the smallest cell of a breakdown, else the smallest whole."""
    # A whole tells most: it is the last to be given up.
    cells = used - set(table.wholes)
    return min(cells or used, key=lambda row: (sizes[row], row))


class _Span:
    """The span of some rows as 0/1 vectors over the atoms, by elimination over a large prime field.

    A vector in the rational span is in the span over the field too (but for a chance of one in 2⁶¹), and
    each keeps the rows that it was made of.
    """

    def __init__(self, rows: Iterable[tuple[CellRow, frozenset[int]]]) -> None:
        self._basis: dict[int, tuple[dict[int, int], dict[CellRow, int]]] = {}
        for row, members in rows:
            rest, made = self._reduce(dict.fromkeys(members, 1))
            if rest:
                made[row] = 1
                pivot = min(rest)
                if rest[pivot] != 1:  # of most rows it is
                    inverse = pow(rest[pivot], -1, _PRIME)
                    rest = {place: value * inverse % _PRIME for place, value in rest.items()}
                    made = {each: value * inverse % _PRIME for each, value in made.items()}
                self._basis[pivot] = rest, made

    def source(self, members: frozenset[int]) -> frozenset[CellRow] | None:
        """The rows from which the set's sum follows, or None: it does not."""
        if min(members) not in self._basis:  # nothing takes its lowest place away
            return None
        rest, made = self._reduce(dict.fromkeys(members, 1), within=True)
        return None if rest else frozenset(made)

    def _reduce(
        self, vector: dict[int, int], *, within: bool = False
    ) -> tuple[dict[int, int], dict[CellRow, int]]:
        """What is left of a vector, and minus the combination of rows that was taken away.

        Args:
            vector: changed on the way.
            within: whether it is only asked if anything is left: the first of it will do.
        """
        kept: dict[int, int] = {}
        made: dict[CellRow, int] = {}
        if self._basis.keys().isdisjoint(vector):
            return vector, made
        # The lowest place comes next; to look for it among thousands each time would be most of the work.
        places = sorted(vector)
        while places:
            pivot = heappop(places)
            factor = vector.get(pivot)
            if factor is None:  # it has gone since
                continue
            found = self._basis.get(pivot)
            if found is None:
                kept[pivot] = vector.pop(pivot)
                if within:
                    break
                continue
            for place in found[0]:
                if place not in vector:
                    heappush(places, place)
            _take(vector, found[0], factor)
            _take(made, found[1], factor)
        return kept, made


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
