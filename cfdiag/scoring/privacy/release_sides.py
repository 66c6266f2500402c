"""Who is in which row of a release, as sets of bits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cfdiag.model.release import Participant
from cfdiag.scoring.privacy.suppression import ALL, CellRow

_BITS = {"answers": (":a", ":v"), "importance": (":i",), "gap": (":a", ":v", ":i", ":g")}


COUNT = "#"
"""The number of people in a row, as a figure: of a breakdown by what they answered it is one."""


AskedFigure = tuple[str, str]
"""A figure and what of it: (`question`, `gap`), (`@dimension`, `score`)."""


class KnownRow(NamedTuple):
    """A figure that was shown."""

    side: ReleaseSide
    row: CellRow
    n: int
    counts: Mapping[str, int | None] = {}
    """Of a question, how many were told to have given what."""


class ReleaseSide:
    """One release, or the one that is being made: who is in which row, as sets of bits.

    Args:
        people: those in it.
        place: the bit of every id.
        lead: the groups of the top level.
        by: the fields of its breakdowns.
        paired: by group the questions whose figures are made over those who rated both.
        unknown: whether it is not known who was in it.
    """

    def __init__(
        self,
        people: Sequence[Participant],
        place: Mapping[str, int],
        lead: Iterable[str],
        by: Sequence[str],
        paired: Mapping[str, Iterable[str]],
        *,
        unknown: bool = False,
    ) -> None:
        self.people, self.lead, self.by, self.unknown = people, tuple(lead), tuple(by), unknown
        self.paired = {group: frozenset(questions) for group, questions in paired.items()}
        self.hashes = {person.id: person.hash for person in people}
        self._given: dict[str, int] = {}
        self._groups: dict[str, int] = {}
        self._cells: dict[tuple[str, str], int] = {}
        for person in people:
            bit = 1 << place[person.id]
            self._groups[person.group] = self._groups.get(person.group, 0) | bit
            for cell in zip(self.by, person.cells, strict=True):
                self._cells[cell] = self._cells.get(cell, 0) | bit
            for name in person.given:
                self._given[name] = self._given.get(name, 0) | bit

    def row(self, row: CellRow) -> int:
        """Everybody in a row, whatever they answered."""
        if row[0] == "item":
            return self.row(row[1:-1])
        if row[0] == "group":
            return self._groups.get(row[1], 0)
        found = 0
        for group in self.lead if row == ALL or not row[1] else (row[1],):
            found |= self._groups.get(group, 0)
        return found if row == ALL else found & self._cells.get((row[2], row[3]), 0)

    def members(self, figure: str, kind: str, row: CellRow) -> int:
        """Those behind a figure."""
        if figure == COUNT:
            return self.row(row)
        if kind == "score":
            return self.row(row) & self._given.get(figure, 0)
        name = f"{row[-1]}/{figure}" if row[0] == "item" else figure
        everybody, found = self.row(row), 0
        for group, members in self._groups.items():
            both = figure in self.paired.get(group, ())
            bit = "g" if kind == "gap" or both else "i" if kind == "importance" else "a"
            found |= members & everybody & self._given.get(f"{name}:{bit}", 0)
        return found
