"""What was given away before, and what may be shown beside it.

Every release is remembered: its figures, and who was behind each. Those are rows that everybody knows already
when the next one is made. A figure is made anew only where, against every earlier release,

1. no person or at least as many as the floor joined, left or answered otherwise, among those in its row and
   among those behind the figure itself;
2. nothing that is held back follows from what is shown now and what was shown before
   (`suppression`, with the earlier rows as rows that cannot be withheld);
3. no combination of the figures of all releases holds answers of one person alone, or is a figure of a group
   that is or was withheld (`across`);
4. no count tells what the few answered who came or went (`falling`).

Else it repeats what was shown last, with its day. Whether somebody's correction touched one answer or all is
not remembered: those who are known to have answered otherwise count as changed where that shows more, and as
unchanged where that hides less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec
from msgspec import UNSET

from cfdiag.model.questionnaire import Dimension, Questionnaire
from cfdiag.model.release import History, Participant
from cfdiag.model.result import DimensionScore, QuestionnaireResult, QuestionScore
from cfdiag.scoring.many.answers import Answers
from cfdiag.scoring.one.codes import Layout
from cfdiag.scoring.privacy.across import GHOST, Seen, given_away_since
from cfdiag.scoring.privacy.equations import COUNTS, ShownFigure
from cfdiag.scoring.privacy.falling import falls, given_counts, rises, shown_counts
from cfdiag.scoring.privacy.figures import every_figure, kinds_of
from cfdiag.scoring.privacy.members import OVERALL_NAME, paired_of, unpacked
from cfdiag.scoring.privacy.release_sides import _BITS, COUNT, AskedFigure, KnownRow, ReleaseSide
from cfdiag.scoring.privacy.repeating import with_last_shown
from cfdiag.scoring.privacy.suppression import ALL, Atom, CellRow, CellTable, suppress


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
        self.below = frozenset(
            id_
            for each in history.past
            for id_, group in each.released.shown.groups.items()
            if each.released.listed and group.withheld is True and group.named
        )
        """The groups that were below the floor once, of which they were shown answer by answer."""
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
                    counts = shown_counts(figure) if isinstance(figure, QuestionScore) else {}
                    known.append(KnownRow(side, place.row, n, counts))
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

    def counted_anew(self, rows: Iterable[CellRow], already: Iterable[CellRow]) -> frozenset[CellRow]:
        """The rows of which the number of people may not be told anew; see `held`."""
        return self.held(COUNT, "score", rows, already)

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
        # Where scores were listed one by one, who is forgotten may be known all the same, and hides nobody.
        n = (apart & self.anonymous).bit_count() if self.listed else ghosts + apart.bit_count()
        return self.floor - n if n < self.floor else 0

    def is_counted_out(self, question: str, row: CellRow, answers: Answers, *, private: bool) -> bool:
        """Whether the counts of a question would tell what the few answered who came or went.

        Args:
            question: its id.
            row: where they would be shown.
            answers: what is given now.
            private: as of `given_counts`.
        """
        counts = given_counts(answers, private=private)
        for each in self.rows.get((question, "answers"), ()):
            if _item(each.row) != _item(row):
                continue
            gone, came = self._turnover(question, row, each)
            if (gone and falls(each.counts, counts)) or (came and rises(each.counts, counts)):
                return True
        return False

    def _turnover(self, question: str, row: CellRow, known: KnownRow) -> tuple[bool, bool]:
        """Whether few are behind a figure that was shown and not behind the new one, and the other way round.

        Who answered otherwise may have done so here or elsewhere: they may be both, but hide nobody. Of a
        release of which nobody knows who was in it, one may have left.
        """
        if known.side.unknown:
            return True, False
        now, then = self.now.row(row), known.side.row(known.row)
        given = self.now.members(question, "answers", row)
        was = known.side.members(question, "answers", known.row)
        changed = now & then & self._changed[id(known.side)]
        forgotten = max(0, known.n - was.bit_count())
        if not forgotten and not ((now ^ then) | (given ^ was) | changed) & self.anonymous:
            return False, False
        whose, least = self.anonymous if self.listed else -1, 0 if changed & self.anonymous else 1

        def few(there: Iterable[int], more: int = 0) -> bool:
            # Of who was forgotten nobody says whether they were listed: with all of them, or with none.
            ends = range(more + 1) if self.listed else (more,)
            return any(
                least <= (people & whose).bit_count() + n < self.floor for people in there for n in ends
            )

        # Of those in the row are the counts of who did not know, of those who answered all others.
        return few((then & ~now, was & ~given), forgotten), few((now & ~then, given & ~was))

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

    def given_away(
        self,
        questionnaire: Questionnaire,
        layout: Layout,
        dimensions: Mapping[str, Dimension],
        shows: Callable[[ShownFigure], bool],
    ) -> frozenset[ShownFigure]:
        """What one person alone, or few, would follow from, beside what was shown before: see `across`."""
        known = [side for side in self.sides if not side.unknown]
        sides = [*(self._seen(side) for side in known), self._seen(self.now)]
        groups = sorted({person.group for side in known for person in side.people})
        for group in groups:
            for at, ghosts in enumerate(self._ghosts(("group", group), known)):
                named = {f"{id_}{group}": person for id_, person in ghosts.items()}
                sides[at] = msgspec.structs.replace(sides[at], people={**sides[at].people, **named})
        return given_away_since(
            questionnaire, layout, dimensions, sides, shows, floor=self.floor, known=self.listed
        )

    def _seen(self, side: ReleaseSide) -> Seen:
        shown = {
            (_whole(each.row), f"{_item(each.row)}/{figure}" if _item(each.row) else figure)
            for (figure, kind), known in self.rows.items()
            for each in known
            if each.side is side and figure != COUNT and kind in ("answers", "score")
        }
        released = next(
            (each.released for mine, each in zip(self.sides, self.past, strict=True) if mine is side), None
        )
        for place, figure in every_figure(released.shown) if released else ():
            if isinstance(figure, DimensionScore) and figure.items is not UNSET:
                dimension = place.figure.removeprefix(OVERALL_NAME)
                told = (item for item, score in figure.items.items() if score is not None)
                shown.update((place.row, f"#{dimension}/{item}") for item in told)
            elif isinstance(figure, QuestionScore) and figure.given is not UNSET and figure.distribution:
                shown.add((place.row, f"{COUNTS}{place.figure}"))
        people = {person.id: person for person in side.people}
        return Seen(people, side.lead, tuple(side.by), side.paired, frozenset(shown))

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


def _whole(row: CellRow) -> CellRow:
    return row[1:-1] if row[0] == "item" else row


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
