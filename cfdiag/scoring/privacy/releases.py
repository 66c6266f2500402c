"""What was given away before, and what may be shown beside it.

Every release is remembered: its figures, and who was behind each. Those are rows that everybody knows already
when the next one is made. A figure is made anew only where, against every earlier release,

1. no person or at least as many as the floor joined, left or answered otherwise, among those in its row and
   among those behind the figure itself;
2. nothing that is held back follows from what is shown now and what was shown before
   (`suppression`, with the earlier rows as rows that cannot be withheld);
3. no combination of the figures of one group, of all releases, holds answers of one person alone (`across`).

Else it repeats what was shown last, with its day. Whether somebody's correction touched one answer or all is
not remembered: those who are known to have answered otherwise count as changed where that shows more, and as
unchanged where that hides less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import UNSET

from cfdiag.model.questionnaire import Dimension, Questionnaire
from cfdiag.model.release import History, Participant
from cfdiag.model.result import QuestionnaireResult
from cfdiag.scoring.one.codes import Layout
from cfdiag.scoring.privacy.across import GHOST, Gone, GroupSystem, Seen, Shows, cell_kind
from cfdiag.scoring.privacy.figures import ALL, every_figure, kinds_of
from cfdiag.scoring.privacy.members import paired_of, unpacked
from cfdiag.scoring.privacy.repeating import with_last_shown
from cfdiag.scoring.privacy.suppression import Atom, CellRow, CellTable, suppress

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


class Known:
    """Held against every release there was.

    Args:
        history: earlier releases, and who is in this one.
        floor: the privacy floor.
        lead: the groups of the top level.
        by: the fields of the breakdowns.
        counted: questions of which nothing is shown but how many answered.
        listed: whether those who agreed to be named are listed one by one.
    """

    def __init__(
        self,
        history: History,
        floor: int,
        lead: Sequence[str],
        by: Sequence[str],
        *,
        counted: Iterable[str] = (),
        listed: bool = False,
    ) -> None:
        self.floor, self._counted = floor, frozenset(counted)
        self.past = history.past
        members = [
            [] if each.released.people is UNSET else unpacked(each.released.figures, each.released.people)
            for each in history.past
        ]
        everybody = [*history.people, *(person for side in members for person in side)]
        self.place = {id_: n for n, id_ in enumerate(sorted({person.id for person in everybody}))}
        self.anonymous = self._bits(person.id for person in everybody if not person.named)
        self.listed = listed or any(each.released.listed for each in history.past)
        """Whether what those who agreed to be named answered is known."""
        paired = paired_of(history.people, floor)
        self.now = ReleaseSide(history.people, self.place, lead, by, paired)
        self.sides = [
            ReleaseSide(
                people,
                self.place,
                each.released.shown.groups_shown,
                each.released.by,
                each.released.paired,
                unknown=each.released.people is UNSET,
            )
            for each, people in zip(history.past, members, strict=True)
        ]
        self._changed = {id(side): self._changed_since(side) for side in self.sides}
        self.more: dict[tuple[str, str, CellRow], int] = {}

    def _bits(self, ids: Iterable[str]) -> int:
        found = 0
        for id_ in ids:
            found |= 1 << self.place[id_]
        return found

    def _changed_since(self, side: ReleaseSide) -> int:
        now = self.now.hashes
        return self._bits(id_ for id_, hash_ in side.hashes.items() if now.get(id_, hash_) != hash_)

    @cached_property
    def rows(self) -> dict[AskedFigure, list[KnownRow]]:
        """Everything that was shown, by figure."""
        found: dict[AskedFigure, list[KnownRow]] = {}
        for side, each in zip(self.sides, self.past, strict=True):
            for place, figure in every_figure(each.released.shown):
                for kind, n in kinds_of(figure):
                    known = found.setdefault((place.figure, kind), [])
                    known.append(KnownRow(side, place.row, n))
            for row, n in _counts(each.released.shown):
                found.setdefault((COUNT, "score"), []).append(KnownRow(side, row, n))
        return found

    @cached_property
    def _whole_rows(self) -> dict[CellRow, list[KnownRow]]:
        """By row the releases in which any figure of it was shown, with everybody in it."""
        counts = {(id(each.side), each.row): each.n for each in self.rows.get((COUNT, "score"), ())}
        found: dict[CellRow, dict[int, KnownRow]] = {}
        for (figure, _), known in self.rows.items():
            for each in known:
                row = each.row[1:-1] if each.row[0] == "item" else each.row
                if figure != COUNT:
                    n = counts.get((id(each.side), row), 0)
                    found.setdefault(row, {})[id(each.side)] = KnownRow(each.side, row, n)
        return {row: list(by_side.values()) for row, by_side in found.items()}

    def held(
        self, figure: str, kind: str, rows: Iterable[CellRow], already: Iterable[CellRow] = ()
    ) -> frozenset[CellRow]:
        """The rows of a figure that may not be made anew.

        Args:
            figure: `question`, `@dimension`, `@` or `COUNT`.
            kind: what of it: `answers`, `importance`, `gap`, or `score`.
            rows: everything that it could be shown for.
            already: those of them that are withheld whatever was shown before.
        """
        known = [] if figure in self._counted else self.rows.get((figure, kind), [])
        wanted = [row for row in rows if self.now.row(row)]
        held = {row for row in wanted if self._is_few(figure, kind, row, known)}
        for item in {_item(row) for row in wanted} if known else ():
            mine = [row for row in wanted if _item(row) == item]
            then = [each for each in known if _item(each.row) == item]
            held |= self._followed(figure, kind, mine, then, held | set(already))
        return frozenset(held)

    def _is_few(self, figure: str, kind: str, row: CellRow, known: Iterable[KnownRow]) -> bool:
        """Whether a figure would be that of fewer people than the floor, beside one that was shown."""
        found = [
            short
            for each in self._whole_rows.get(row[1:-1] if row[0] == "item" else row, ())
            if (short := self._short(self.now.row(row), each.side.row(row), each))
        ]
        mine = self.now.members(figure, kind, row)
        found += [
            short
            for each in known
            # Of what is asked about several items each is another figure, and all of them together too.
            if _item(each.row) == _item(row)
            and (short := self._short(mine, each.side.members(figure, kind, each.row), each))
        ]
        if found:
            self.more[figure, kind, row] = max(found)
        return bool(found)

    def _short(self, now: int, then: int, known: KnownRow) -> int:
        """How many more people it takes until two figures may stand beside each other; 0: none."""
        if known.side.unknown:
            apart = abs(now.bit_count() - known.n)
            return self.floor - apart if now & self.anonymous and apart < self.floor else 0
        ghosts = max(0, known.n - then.bit_count())  # forgotten since: they are in no list
        apart, changed = now ^ then, now & then & self._changed[id(known.side)]
        if not ghosts and not (apart | changed) & self.anonymous:
            return 0
        n = ghosts + (apart & self.anonymous if self.listed else apart).bit_count()
        return self.floor - n if n < self.floor else 0

    def _followed(
        self,
        figure: str,
        kind: str,
        rows: Sequence[CellRow],
        known: Iterable[KnownRow],
        already: Iterable[CellRow],
    ) -> frozenset[CellRow]:
        """The rows to hold back because what is held back already would follow from them."""
        named = {("known", str(n)): each for n, each in enumerate(known) if not each.side.unknown}
        members = {row: self.now.members(figure, kind, row) for row in rows}
        members |= {row: each.side.members(figure, kind, each.row) for row, each in named.items()}
        blocks = self._blocks(members.values())
        table_rows = {
            row: frozenset(place for place, block in enumerate(blocks) if block & mine)
            for row, mine in members.items()
        }
        public = {row for row in members if row[0] == "known"}
        if figure == COUNT:
            public |= {row for row in rows if row[0] != "by"}
        if self.listed:
            own = [place for place, block in enumerate(blocks) if not block & self.anonymous]
            table_rows |= {("named", str(place)): frozenset([place]) for place in own}
            public |= {("named", str(place)) for place in own}
        table = CellTable(
            atoms=tuple(Atom(block.bit_count(), not block & self.anonymous) for block in blocks),
            rows=table_rows,
            parts=(),
            wholes=tuple(row for row in rows if row[0] in ("all", "group")),
            public=frozenset(public),
        )
        return suppress(table, self.floor, already, decided=True) & set(rows)

    def repeated(self, part: QuestionnaireResult) -> QuestionnaireResult:
        """The figures, those that may not be made anew as they were shown last."""
        return with_last_shown(part, self.past, self.more)

    def solved(
        self,
        group: str,
        questionnaire: Questionnaire,
        layout: Layout,
        dimensions: Mapping[str, Dimension],
        shows: Shows,
    ) -> Gone:
        """What of a group one person alone would follow from, beside what was shown before: see `across`."""
        row: CellRow = ("group", group)
        shown = {
            (id(each.side), figure, row_kind)
            for (figure, kind), known in self.rows.items()
            for each in known
            if (row_kind := _kind_in(each.row, row, each.side, kind))
        }

        def seen(side: ReleaseSide, showing: Shows) -> Seen:
            mine = {person.id: person for person in side.people if person.group == group}
            cells = {
                id_: tuple(cell_kind(*cell) for cell in zip(side.by, person.cells, strict=True))
                for id_, person in mine.items()
                if side.by
            }
            return Seen(mine, side.paired.get(group, frozenset()), showing, cells)

        def before(side: ReleaseSide) -> Seen:
            return seen(side, lambda figure, kind: (id(side), figure, kind) in shown)

        known = [side for side in self.sides if not side.unknown]
        sides = [*(before(side) for side in known), seen(self.now, shows)]
        for at, ghosts in enumerate(self._ghosts(row, known)):
            sides[at].people.update(ghosts)
        if len(sides) == 1 or not self.now.row(row) & self.anonymous:
            return frozenset(), frozenset(), frozenset()
        return GroupSystem(questionnaire, layout, dimensions, group, sides, known=self.listed).solved()

    def _ghosts(self, row: CellRow, sides: Sequence[ReleaseSide]) -> list[dict[str, Participant]]:
        """Stand-ins for those who were forgotten, by release: as many as its figures have beyond its list.

        Whose figures were whose is forgotten too: the first is in every figure that lacks one, the second in
        those that lack two.
        """
        lacking: list[dict[str, int]] = []
        for side in sides:
            mine: dict[str, int] = {}
            for (figure, kind), known in self.rows.items():
                for each in known:
                    if each.side is side and each.row == row:
                        n = each.n - side.members(figure, kind, row).bit_count()
                        for bit in _BITS.get(kind, ("",)):
                            mine[f"{figure}{bit}"] = max(n, mine.get(f"{figure}{bit}", 0))
            lacking.append(mine)
        most = max((n for mine in lacking for n in mine.values()), default=0)
        return [
            {
                f"{GHOST}{level}": Participant(f"{GHOST}{level}", "", row[1], False, (), given)
                for level in range(1, most + 1)
                if (given := frozenset(name for name, n in mine.items() if n >= level))
            }
            for mine in lacking
        ]

    def _blocks(self, sets: Iterable[int]) -> list[int]:
        """The people set apart by nothing but which of some sets they are in, and whether they are named."""
        blocks = [self._bits(self.place) & self.anonymous, self._bits(self.place) & ~self.anonymous]
        for each in dict.fromkeys(sets):
            blocks = [part for block in blocks for part in (block & each, block & ~each)]
            blocks = [block for block in blocks if block]
        return blocks


def _kind_in(row: CellRow, group: CellRow, side: ReleaseSide, kind: str) -> str:
    """The kind of a figure as the system of a group has it; empty where it is of others."""
    if row == group:
        return kind
    scope = "" if group[1] in side.lead else group[1]
    return cell_kind(row[2], row[3]) if row[:2] == ("by", scope) else ""


def _item(row: CellRow) -> str:
    return row[-1] if row[0] == "item" else ""


def _counts(shown: QuestionnaireResult) -> Iterator[tuple[CellRow, int]]:
    """The rows of which the number of people was shown."""
    yield ALL, sum(shown.groups[g].n or 0 for g in shown.groups_shown if g in shown.groups)
    scopes = {"": shown.by}
    for id_, group in shown.groups.items():
        if group.n is not None:
            yield ("group", id_), group.n
        if group.by is not UNSET:
            scopes[id_] = group.by
    for scope, by in scopes.items():
        for field, cells in by.items():
            for value, cell in cells.items():
                if cell.n is not None:
                    yield ("by", scope, field, value), cell.n


def newcomers(history: History, least: int) -> frozenset[str]:
    """The anonymous people who are new since an earlier release beside fewer than so many others.

    Args:
        history: earlier releases, and who is in this one.
        least: how many new ones of a group hide each other.
    """
    found: set[str] = set()
    for each in history.past:
        known = each.released.people
        new = [p for p in history.people if known is not UNSET and p.id not in known and not p.named]
        per_group = Counter(person.group for person in new)
        found |= {person.id for person in new if per_group[person.group] < least}
    return frozenset(found)
