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

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cfdiag.model.questionnaire import MIN_GROUP

LEAST_FLOOR = 3
"""No questionnaire and no engagement may set the floor lower."""

MIN_COMMENTS = 10
"""The default floor under which a remark of an anonymous group needs its author's consent."""

Row = tuple[str, ...]
"""`("all",)`, `("group", g)`, `("by", field, value)`, `("item", section/item)`."""

_PRIME = 2**61 - 1


class Atom(msgspec.Struct, frozen=True):
    """Respondents that no figure tells apart: how many have the figure, and whether they are attributed."""

    n: int
    attributed: bool


class Table(msgspec.Struct, frozen=True):
    """What a figure could be shown for.

    `parts` are the breakdowns: rows that share out the atoms among them. `wholes` are the other rows, in
    the order in which they are given up last.
    """

    atoms: tuple[Atom, ...]
    rows: dict[Row, frozenset[int]]
    parts: tuple[tuple[Row, ...], ...]
    wholes: tuple[Row, ...]
    public: frozenset[Row] = frozenset()
    """Rows that are shown whatever happens (counts of all and of groups)."""


def floor_of(questionnaire_floor: int, asked: int | None) -> int:
    """The floor that holds: the engagement's where it has one, else the questionnaire's; at least 3."""
    return max(LEAST_FLOOR, asked if asked is not None else questionnaire_floor)


def default_floor(asked: int | None) -> int:
    """The floor recorded for a whole run."""
    return max(LEAST_FLOOR, asked if asked is not None else MIN_GROUP)


def suppress(table: Table, floor: int, already: Iterable[Row] = ()) -> frozenset[Row]:
    """The rows to withhold.

    Args:
        table: atoms with the number of respondents who have the figure, and the rows.
        floor: the least number of respondents.
        already: rows that are withheld anyway, because another figure of theirs is.
    """
    rows = {
        row: frozenset(place for place in members if table.atoms[place].n)
        for row, members in table.rows.items()
    }
    rows = {row: members for row, members in rows.items() if members}
    sizes = {row: sum(table.atoms[place].n for place in members) for row, members in rows.items()}
    withheld = {row for row in already if row in rows} - table.public
    withheld |= {row for row in rows if row not in table.public and _protected(table, rows[row], floor)}
    while True:
        before = len(withheld)
        for part in table.parts:
            _complement([row for row in part if row in rows], sizes, withheld, floor)
        if len(withheld) > before:
            continue
        exposed = _exposed(table, rows, withheld, floor)
        if not exposed:
            return frozenset(withheld)
        for members in exposed:
            victim = _victim(table, rows, sizes, withheld, members)
            if victim is not None:
                withheld.add(victim)
        if len(withheld) == before:  # only public rows are left, and they say no more than they must
            return frozenset(withheld)


def _protected(table: Table, members: frozenset[int], floor: int) -> bool:
    people = sum(table.atoms[place].n for place in members)
    anonymous = any(not table.atoms[place].attributed and table.atoms[place].n for place in members)
    return anonymous and 0 < people < floor


def _complement(part: Sequence[Row], sizes: Mapping[Row, int], withheld: set[Row], floor: int) -> None:
    mine = [row for row in part if row in withheld]
    if not mine:
        return
    rest = sorted((row for row in part if row not in withheld), key=lambda row: (sizes[row], row))
    while rest and (len(mine) < 2 or sum(sizes[row] for row in mine) < floor):  # noqa: PLR2004  two hide each other
        mine.append(rest[0])
        withheld.add(rest.pop(0))


def _exposed(
    table: Table, rows: Mapping[Row, frozenset[int]], withheld: set[Row], floor: int
) -> list[frozenset[int]]:
    """What must not be known and follows from what is shown."""
    shown = [members for row, members in rows.items() if row not in withheld]
    targets = {rows[row] for row in withheld}
    targets |= {
        frozenset([place])
        for place, atom in enumerate(table.atoms)
        if not atom.attributed and 0 < atom.n < floor
    }
    # The total of a single cell is no secret where the total itself is public.
    targets -= {rows[row] for row in table.public if row in rows}
    if not targets or not shown:
        return []
    span = _Span(shown)
    return sorted((target for target in targets if span.holds(target)), key=sorted)


def _victim(
    table: Table,
    rows: Mapping[Row, frozenset[int]],
    sizes: Mapping[Row, int],
    withheld: set[Row],
    members: frozenset[int],
) -> Row | None:
    """The row to give up: the smallest cell that overlaps, then any overlapping whole."""
    cells = [row for part in table.parts for row in part if row in rows]
    for candidates in (cells, list(table.wholes)):
        overlapping = [
            row
            for row in candidates
            if row in rows and row not in withheld and row not in table.public and rows[row] & members
        ]
        if overlapping:
            return min(overlapping, key=lambda row: (sizes[row], row))
    return None


class _Span:
    """The span of some sets as 0/1 vectors, by elimination over a large prime field.

    A vector that is in the rational span is in the span over the field too, so nothing exposed is
    missed; the other way round holds but for a chance of one in 2⁶¹, which only withholds more.
    """

    def __init__(self, sets: Iterable[frozenset[int]]) -> None:
        self._basis: dict[int, dict[int, int]] = {}
        for members in sets:
            rest = self._reduce(dict.fromkeys(members, 1))
            if rest:
                pivot = min(rest)
                inverse = pow(rest[pivot], -1, _PRIME)
                self._basis[pivot] = {place: value * inverse % _PRIME for place, value in rest.items()}

    def holds(self, members: frozenset[int]) -> bool:
        """Whether the set's sum follows from the others'."""
        return not self._reduce(dict.fromkeys(members, 1))

    def _reduce(self, vector: dict[int, int]) -> dict[int, int]:
        kept: dict[int, int] = {}
        while vector:
            pivot = min(vector)
            factor = vector[pivot]
            row = self._basis.get(pivot)
            if row is None:
                kept[pivot] = vector.pop(pivot)
                continue
            for place, value in row.items():
                new = (vector.get(place, 0) - factor * value) % _PRIME
                if new:
                    vector[place] = new
                else:
                    vector.pop(place, None)
        return kept
