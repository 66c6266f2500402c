"""Which figures of one questionnaire are withheld: tables for the privacy floor, one per figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING

from cfdiag.model.questionnaire import Dimension, Questionnaire
from cfdiag.scoring.many.answers import Answers, answers_of, by_question
from cfdiag.scoring.many.stratum import GivenCounts
from cfdiag.scoring.many.sums import OWN, TallyCell
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.privacy.equations import COUNTS, OVERALL, ShownFigure
from cfdiag.scoring.privacy.members import is_only_counted
from cfdiag.scoring.privacy.suppression import ALL, Atom, CellRow, CellTable, protected, suppress
from cfdiag.scoring.privacy.within import given_away

if TYPE_CHECKING:
    from cfdiag.scoring.privacy.releases import Known

_KINDS: dict[str, Callable[[Answers], int]] = {
    "answers": lambda a: a.n,
    "importance": lambda a: a.importances.total(),
    "gap": lambda a: a.gaps.total(),
}


class Masks:
    """What may be shown of one questionnaire.

    Args:
        tally: all its interviews.
        dimensions: with the weights that hold.
        scopes: `{"": the groups of the top level, further group: itself}`: whose breakdowns are shown.
        floor: the privacy floor, or None: nothing is withheld.
        listed: whether the scores of everybody who is attributed are listed beside the figures: then nobody
            may be left over when they are taken away.
        known: what earlier releases showed, where this is one.
    """

    def __init__(
        self,
        tally: Tally,
        scopes: Mapping[str, Sequence[str]],
        floor: int | None,
        *,
        dimensions: Mapping[str, Dimension],
        listed: bool = False,
        known: Known | None = None,
    ) -> None:
        self._dimensions, self._known = dimensions, known
        self._asked: dict[tuple[str, str, tuple[str, ...]], frozenset[CellRow]] = {}
        self._hidden: dict[tuple[str, str, tuple[str, ...]], frozenset[CellRow]] = {}
        self._persons: dict[tuple[str, bool], dict[str, list[tuple[GivenCounts, int]]]] = {}
        self.paired = _paired(tally, floor) if floor is not None else {}
        """By group the questions whose figures are made over those who rated both."""
        self._tally, self._scopes, self._floor, self._listed = tally, scopes, floor, listed
        self._keys = sorted(tally.cells)
        self._rows = self._all_rows()
        self._dimension_rows: dict[tuple[str, bool], frozenset[CellRow]] = {}
        self._known_sizes: dict[str, list[int]] = {}
        self._unlisted = unlisted(tally, floor) if floor is not None else frozenset()
        self._groups = sorted({profile[0] for _, profile in tally.cells})
        small: set[CellRow] = {("group", group) for group in self._groups if self._is_small(group)}
        lead = scopes[OVERALL]
        small |= {ALL} if len(lead) == 1 and ("group", lead[0]) in small else set()
        self.small = frozenset(small)
        """Groups of which no figure is shown; and everybody, where that is one of them."""
        self.below = frozenset(group for group in self._groups if self._is_listed_below(group))
        """The groups below the floor of which those who agreed to be named are shown answer by answer."""
        self._found: dict[tuple[tuple[int, ...], frozenset[CellRow]], frozenset[CellRow]] = {}
        layout = self._layout = tally.layout
        self.answers = {
            (group, attributed): answers_of(layout, stratum, self.paired.get(group, frozenset()))
            for (group, attributed), stratum in sorted(tally.strata.items())
        }
        """What those of each group said, who is attributed apart from the others; read, and never changed."""
        self.counts = self._cells([cell.n for cell in self._cell_list], frozenset(), public=True)
        """Rows whose number of interviews is withheld."""
        if known is not None:
            self.counts |= self._counted_anew(known)

    def _is_listed_below(self, group: str) -> bool:
        """Whether those of a small group who agreed to be named may be listed beside what it is pooled in."""
        if ("group", group) not in self.small or (group, True) not in self._tally.strata:
            return False
        lead = self._scopes[OVERALL]
        return group not in lead or len(lead) == 1 or self._left_over(lead) >= (self._floor or 0)

    def _left_over(self, pooled: Sequence[str]) -> int:
        """Of groups that are pooled, how many people the withheld ones have beside those who are listed."""
        sizes, unlisted_there = Counter[str](), Counter[str]()
        for (known, profile), cell in self._tally.cells.items():
            if profile[0] in pooled:
                sizes[profile[0]] += cell.n
                listed = known and (self._listed or ("group", profile[0]) in self.small)
                unlisted_there[profile[0]] += 0 if listed else cell.n
        withheld = [group for group in sizes if ("group", group) in self.small]
        for group in sorted(sizes.keys() - set(withheld), key=lambda group: (sizes[group], group)):
            if len(withheld) > 1 and sum(sizes[each] for each in withheld) >= (self._floor or 0):
                break
            withheld.append(group)
        return sum(unlisted_there[group] for group in withheld)

    def _is_known(self, group: str, now: Collection[str] = ()) -> bool:
        """Whether it is known what those of a group answered who agreed to be named.

        Args:
            group: its id.
            now: groups below the floor that are listed answer by answer in this very run.
        """
        before = self._known.below if self._known is not None else frozenset()
        return group in now or group in before or (self._listed and group not in self._unlisted)

    def _is_small(self, group: str) -> bool:
        mine = [
            (known, cell.n) for (known, profile), cell in self._tally.cells.items() if profile[0] == group
        ]
        named = all(known for known, _ in mine)
        return self._floor is not None and not named and sum(n for _, n in mine) < self._floor

    @property
    def off(self) -> bool:
        """Whether nothing is withheld."""
        return self._floor is None

    def dimension(self, name: str) -> frozenset[CellRow]:
        """Rows whose figures of a dimension (`""`: overall) are withheld."""
        # Asked once for each row of a breakdown, and there may be thousands.
        if (name, True) not in self._dimension_rows:
            found = self._beside_dimensions(self.dimension) if name == OVERALL else frozenset[CellRow]()
            found = self._dimension(name, found) | self._before(name) | self._gives_away(f"@{name}")
            self._dimension_rows[name, True] = found
        return self._dimension_rows[name, True]

    def item_score(self, dimension: str, row: CellRow, item: str) -> bool:
        """Whether the score of a dimension about one item would give somebody away."""
        return row in self._gives_away(f"#{dimension}/{item}")

    def _before(self, name: str) -> frozenset[CellRow]:
        """The same, whatever would follow about one person from all figures together."""
        if (name, False) not in self._dimension_rows:
            found = self._beside_dimensions(self._before) if name == OVERALL else frozenset[CellRow]()
            self._dimension_rows[name, False] = self._dimension(name, found)
        return self._dimension_rows[name, False]

    def _beside_dimensions(self, of: Callable[[str], frozenset[CellRow]]) -> frozenset[CellRow]:
        """Rows whose overall score says, beside those of the dimensions, what few people answered.

        Those of whom some dimensions have no score, or those of whom all have; and in a cell where a
        dimension is withheld, what that one is.
        """
        scored = [name for name, d in self._dimensions.items() if d.kind == "scored"]
        found = {row for name in scored for row in of(name) if row[0] == "by"}
        cells = self._cell_list
        if any(cell.partial for cell in cells):
            found |= self._cells([cell.partial for cell in cells], frozenset(found), public=False)
            found |= self._cells([cell.complete for cell in cells], frozenset(found), public=False)
        return frozenset(found)

    def _sizes(self, name: str) -> list[int]:
        """How many in each cell have the figure of a dimension."""
        if name not in self._known_sizes:
            dimension = self._tally.questionnaire.dimensions.get(name)
            checklist = dimension is not None and dimension.kind == "checklist"
            self._known_sizes[name] = [_size(cell, name, checklist=checklist) for cell in self._cell_list]
        return self._known_sizes[name]

    def _dimension(self, name: str, given_away: frozenset[CellRow]) -> frozenset[CellRow]:
        found = self._cells(self._sizes(name), self.counts | self.small | given_away, public=False)
        return found | self._held(f"@{name}", "score", self._rows, found)

    def _held(
        self, figure: str, kind: str, rows: Iterable[CellRow], withheld: frozenset[CellRow]
    ) -> frozenset[CellRow]:
        """Rows that beside an earlier release would give fewer than the floor away."""
        if self._known is None:
            return frozenset()
        return self._known.held(figure, kind, rows, withheld)

    def _counted_anew(self, known: Known) -> frozenset[CellRow]:
        """Cells of breakdowns by an answer whose number of people would tell what a few answered."""
        answers = set(self._layout.slots)
        rows = [row for row in self._rows if row[0] != "by" or row[2] in answers]
        return frozenset(row for row in known.counted_anew(rows, self.counts) if row[0] == "by")

    def _gives_away(self, figure: str) -> frozenset[CellRow]:
        """Rows in which a figure would give one person away, beside all others that are shown."""
        if self._floor is None:
            return frozenset()
        # Where nobody was heard, nothing is shown of everybody.
        return self._alone.get(figure, frozenset[CellRow]() if self._scopes[OVERALL] else frozenset({ALL}))

    @cached_property
    def _alone(self) -> dict[str, frozenset[CellRow]]:
        """Those rows by figure."""
        if self._floor is None:
            return {}
        lead = tuple(self._scopes[OVERALL])
        scopes: dict[CellRow, Sequence[str]] = {("group", group): (group,) for group in self._groups}
        scopes |= {ALL: lead} if len(lead) > 1 else {}
        scopes |= {("by", scope): tuple(groups) for scope, groups in self._scopes.items()}
        alone = given_away(
            self._tally.questionnaire,
            self._layout,
            self._dimensions,
            [
                (group, attributed, stratum)
                for (group, attributed), stratum in sorted(self._tally.strata.items())
                if not (attributed and self._is_known(group))
            ],
            scopes,
            by=self._tally.by,
            floor=self._floor,
            shown=self._is_shown,
            paired=self.paired,
        )
        found: dict[str, set[CellRow]] = {}
        for row, name in alone | self._given_away_since(alone):
            found.setdefault(name, set()).add(row)
        # Where each of the groups that are pooled is withheld, so is what they are pooled in.
        every = {("group", group) for group in lead}
        return {name: frozenset(rows | ({ALL} if every <= rows else set())) for name, rows in found.items()}

    def _given_away_since(self, already: AbstractSet[ShownFigure]) -> frozenset[ShownFigure]:
        """The same beside what was shown before."""
        if self._known is None:
            return frozenset()
        return self._known.given_away(
            self._tally.questionnaire,
            self._layout,
            self._dimensions,
            lambda figure: figure not in already and self._is_shown(figure),
        )

    def _is_shown(self, figure: ShownFigure) -> bool:
        """Whether a figure is shown where nothing would follow about one person from all together."""
        row, name = figure
        if name.startswith("#"):
            return True
        name = name.removeprefix(COUNTS)
        if name.startswith("@"):
            return row not in self._before(name[1:])
        item, _, question = name.rpartition("/")
        at: CellRow = ("item", *row, item) if item else row
        return at not in self._question(question, "answers", self.items(question))

    def items(self, question: str) -> tuple[str, ...]:
        """The shared items about which a question was answered."""
        return self._items.get(question, ())

    @cached_property
    def _items(self) -> dict[str, tuple[str, ...]]:
        """By question, in order."""
        found: dict[str, set[str]] = {}
        for of_stratum in self.answers.values():
            for key in of_stratum:
                item, _, question = key.rpartition("/")
                if item:
                    found.setdefault(question, set()).add(item)
        return {question: tuple(sorted(items)) for question, items in found.items()}

    def items_of(self, section: str) -> bool:
        """Whether it may be said how many items the people of all groups named in a repeated section."""
        if self._floor is None:
            return True
        people: dict[str, int] = {}
        anonymous: set[str] = set()
        for (group, attributed), stratum in self._tally.strata.items():
            mine = sum(n for (kind, at, _), n in stratum.persons.items() if (kind, at) == ("items", section))
            people[group] = people.get(group, 0) + mine
            if mine and not attributed:
                anonymous.add(group)
        return all(people[group] >= self._floor for group in anonymous)

    def question(self, question: str, kind: str, items: Iterable[str]) -> frozenset[CellRow]:
        """Rows (all, groups, items of either) whose figures of a question are withheld.

        Args:
            question: its id.
            kind: `answers`, `importance`, `gap`, or `counts`: how many gave each answer.
            items: the `section/item`s that are shown apart.
        """
        if self._floor is None:
            return frozenset()
        asked = question, kind, tuple(items)
        if asked not in self._hidden:
            self._hidden[asked] = self._with_given_away(*asked)
        return self._hidden[asked]

    def _with_given_away(self, question: str, kind: str, names: tuple[str, ...]) -> frozenset[CellRow]:
        alone = self._gives_away(question)
        if kind == "counts":
            return self.question(question, "answers", names) | self._gives_away(f"{COUNTS}{question}")
        for item in names:
            alone |= {("item", *row, item) for row in self._gives_away(f"{item}/{question}")}
        # What follows from what is reckoned with there: no further row is withheld for their sake.
        return self._question(question, kind, names) | alone

    def _question(
        self,
        question: str,
        kind: str,
        names: tuple[str, ...],
    ) -> frozenset[CellRow]:
        asked = question, kind, names
        if asked not in self._asked:
            self._asked[asked] = self._of_question(*asked)
        return self._asked[asked]

    def _of_question(
        self,
        question: str,
        kind: str,
        names: tuple[str, ...],
    ) -> frozenset[CellRow]:
        floor = self._floor or 0
        slot = self._layout.slots[question]
        repeated = bool(slot.section) and not (kind == "answers" and is_only_counted(slot.question))
        already = set(self._respondents(question, kind)) if repeated else set()
        if kind != "answers":  # without its answers, nothing of a question is shown
            already |= self._question(question, "answers", names)
            already |= {ALL} if self._is_uneven(question) else set()
        atoms: list[Atom] = []
        among: list[dict[Hashable, int]] = []
        for (group, attributed), answers in self.answers.items():
            given = self._given(group, attributed, question, kind) if repeated else {}
            for name in (*names, OWN):
                if repeated:
                    among.append({key: n for key, (items, n) in given.items() if name in items})
                    n = sum(among[-1].values())
                else:
                    n = self._count(answers.get(question), kind, group, attributed)
                atoms.append(Atom(n, attributed))
        if self._known is None and not already and not self.small and not protected(atoms, floor):
            return frozenset()  # as of most questions: nothing of it is a secret
        listable: list[bool] = []
        rows: dict[CellRow, set[int]] = {ALL: set()}
        lead = set(self._scopes[OVERALL])
        everywhere = ((*key, name) for key in self.answers for name in (*names, OWN))
        for place, (group, attributed, name) in enumerate(everywhere):
            listable.append(attributed and self._is_known(group, self.below))
            scopes = [*([ALL] if group in lead else []), ("group", group)]
            for scope in scopes:
                rows.setdefault(scope, set()).add(place)
                if name:
                    rows.setdefault(("item", *scope, name), set()).add(place)
        already |= {row for row in rows if row in self.small or row[1:-1] in self.small}
        already |= self._counted_out(question, rows) if kind == "answers" else set()
        parts = [
            frozenset(row for row in rows if row[:-1] == ("item", *scope))
            for scope in rows
            if scope[0] != "item"
        ]
        parts.append(self._group_part())
        wholes = tuple(row for row in rows if row[0] != "item")
        named = self._named(listable)
        table = CellTable(
            atoms=tuple(atoms),
            rows={row: frozenset(members) for row, members in (rows | named).items()},
            parts=tuple(parts),
            wholes=wholes,
            public=frozenset(named),
            among=tuple(among),
        )
        found = suppress(table, floor, already)
        return found | self._held(question, kind, rows, found)

    def _counted_out(self, question: str, rows: Iterable[CellRow]) -> set[CellRow]:
        """Rows whose counts, beside an earlier release, would tell what the few answered who came or went."""
        found: set[CellRow] = set()
        if self._known is None:
            return found
        for row in rows:
            item, scope = (f"{row[-1]}/", row[1:-1]) if row[0] == "item" else ("", row)
            groups = self._scopes[OVERALL] if scope == ALL else scope[1:]
            answers = Answers(self._layout.slots[question].question)
            for (group, _), of_stratum in self.answers.items():
                if group in groups and f"{item}{question}" in of_stratum:
                    answers.merge(of_stratum[f"{item}{question}"])
            if self._known.is_counted_out(
                question, row, answers, private=not self.paired.keys().isdisjoint(groups)
            ):
                found.add(row)
        return found

    def _is_uneven(self, question: str) -> bool:
        """Whether of one of several groups that are pooled fewer than the floor rated twice, and others once.

        Performance, importance and gap of all would then be made of different people of that group.
        """
        lead = self._scopes[OVERALL]
        for group in lead if len(lead) > 1 else ():
            if group not in self.paired or question in self.paired[group]:
                continue
            parts = [self.answers[key].get(question) for key in self.answers if key[0] == group]
            there = [answers for answers in parts if answers is not None]
            counts = [sum(count(answers) for answers in there) for count in _KINDS.values()]
            if len(set(counts)) > 1:
                return True
        return False

    def _given(
        self,
        group: str,
        attributed: bool,  # noqa: FBT001  the key of a stratum
        question: str,
        kind: str,
    ) -> dict[Hashable, tuple[tuple[str, ...], int]]:
        """Respondents who gave something in a repeated section: by a key, the items they gave it about, n."""
        if (group, attributed) not in self._persons:
            self._persons[group, attributed] = by_question(self._tally.strata[group, attributed].persons)
        mine = self._persons[group, attributed].get(question, ())
        twice = sum(n for (gave, _, _), n in mine if gave == "gap")
        if question in self.paired.get(group, ()) or (
            kind == "importance" and group in self.paired and twice
        ):
            kind = "gap"
        return {(group, attributed, items): (items, n) for (gave, _, items), n in mine if gave == kind}

    def _respondents(self, question: str, kind: str) -> frozenset[CellRow]:
        """Rows withheld by the number of respondents: in repeated sections each gives several answers."""
        if self._floor is None:
            return frozenset()
        atoms: list[Atom] = []
        rows: dict[CellRow, set[int]] = {}
        for group, attributed in sorted(self._tally.strata):
            for row in (*([ALL] if group in self._scopes[OVERALL] else []), ("group", group)):
                rows.setdefault(row, set()).add(len(atoms))
            n = sum(n for _, n in self._given(group, attributed, question, kind).values())
            atoms.append(Atom(n, attributed))
        named = self._named([known and self._is_known(g) for g, known in sorted(self._tally.strata)])
        table = CellTable(
            atoms=tuple(atoms),
            rows={row: frozenset(members) for row, members in (rows | named).items()},
            parts=(self._group_part(),),
            wholes=tuple(rows),
            public=frozenset(named),
        )
        return suppress(table, self._floor, self.small)

    def _count(self, answers: Answers | None, kind: str, group: str, attributed: bool) -> int:  # noqa: FBT001  half of a stratum's key
        if answers is None:
            return 0
        if kind == "answers" and is_only_counted(answers.question):
            return sum(
                cell.n
                for (known, profile), cell in self._tally.cells.items()
                if profile[0] == group and known == attributed
            )
        if kind == "importance" and group in self.paired and answers.gaps:
            kind = "gap"  # what few rated twice is shown once: as performance
        return _KINDS[kind](answers)

    def _group_part(self) -> frozenset[CellRow]:
        """The groups as a breakdown of the top level, where that is more than one of them."""
        lead = self._scopes[OVERALL]
        return frozenset(("group", group) for group in lead) if len(lead) > 1 else frozenset()

    @cached_property
    def _cell_list(self) -> list[TallyCell]:
        return [self._tally.cells[key] for key in self._keys]

    def _cells(self, sizes: list[int], already: frozenset[CellRow], *, public: bool) -> frozenset[CellRow]:
        if self._floor is None:
            return frozenset()
        cached = self._found.get((tuple(sizes), already))
        if cached is not None and not public:
            return cached
        rows = dict(self._rows)
        wholes = tuple(row for row in rows if row[0] != "by")
        by: dict[CellRow, list[CellRow]] = {
            ("by", scope, field): [] for scope in self._scopes for field in self._tally.by
        }
        for row in rows:
            if row[0] == "by":
                by[row[:3]].append(row)
        parts = list(map(frozenset, by.values()))
        free = frozenset(wholes)
        if not public:
            parts.append(self._group_part())
            named = self._named([known and self._is_known(p[0]) for known, p in self._keys])
            rows |= {row: frozenset(members) for row, members in named.items()}
            free = frozenset(named)
        table = CellTable(
            atoms=tuple(Atom(n, known) for n, (known, _) in zip(sizes, self._keys, strict=True)),
            rows=rows,
            parts=tuple(parts),
            wholes=wholes,
            public=free,
        )
        found = suppress(table, self._floor, already)
        if not public:
            self._found[tuple(sizes), already] = found
        return found

    def _all_rows(self) -> dict[CellRow, frozenset[int]]:
        """Everything that is shown of overall and dimensions: all, groups, cells of breakdowns."""
        rows: dict[CellRow, set[int]] = {}
        for place, (_, profile) in enumerate(self._keys):
            group = profile[0]
            rows.setdefault(("group", group), set()).add(place)
            for scope, members in self._scopes.items():
                if group not in members:
                    continue
                if scope == OVERALL:
                    rows.setdefault(ALL, set()).add(place)
                for field, value in zip(self._tally.by, profile[1:], strict=True):
                    rows.setdefault(("by", scope, field, value), set()).add(place)
        return {row: frozenset(members) for row, members in rows.items()}

    def _named(self, attributed: Sequence[bool]) -> dict[CellRow, set[int]]:
        """Those of whom each answer or score is known: it may rest on one question and give it away."""
        return {("named", str(place)): {place} for place, known in enumerate(attributed) if known}


def unlisted(tally: Tally, floor: int) -> frozenset[str]:
    """The groups in which too few are anonymous for the others' scores to be listed one by one.

    Everybody counts in the figures; with the scores of those who agreed to be named beside them, one to
    (floor − 1) anonymous people would be what is left over. A group that is below the floor in all shows no
    figures: there those who agreed to be named are listed.
    """
    anonymous: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for (attributed, profile), cell in tally.cells.items():
        people[profile[0]] += cell.n
        anonymous[profile[0]] += 0 if attributed else cell.n
    return frozenset(group for group, n in anonymous.items() if 0 < n < floor <= people[group])


def _paired(tally: Tally, floor: int) -> dict[str, frozenset[str]]:
    """Of every group with anonymous people, the questions that as many as the floor rated twice.

    Where fewer did, performance is shown over all who answered, and importance and gap are withheld.
    """
    layout = tally.layout
    private = {group for group, attributed in tally.strata if not attributed}
    found: dict[str, frozenset[str]] = {}
    for group in private:
        both: Counter[str] = Counter()
        for (each, _), stratum in tally.strata.items():
            if each != group:
                continue
            for (kind, question, _), times in stratum.persons.items():
                both[question] += times if kind == "gap" else 0
            for code, times in stratum.codes.items():
                slot, read = layout.at(code)
                if not slot.section and read.importance is not None and isinstance(read.value, int):
                    both[read.question] += times
        found[group] = frozenset(question for question, n in both.items() if n >= floor)
    return found


def _size(cell: TallyCell, name: str, *, checklist: bool) -> int:
    if name == OVERALL:
        return cell.overall.n
    if checklist:
        return cell.met.get(name, (0, 0, 0))[0]
    figure = cell.dimensions.get(name)
    return figure.n if figure else 0


def lead_groups(questionnaire: Questionnaire, present: Iterable[str]) -> tuple[str, ...]:
    """The groups of the top level: with `compare` the one looked at, else the one looking in; else all."""
    there = set(present)
    compare = questionnaire.compare
    if compare is not None:
        for group in (compare.looked_at, compare.looking_in):
            if group in there:
                return (group,)
    return tuple(group for group in questionnaire.groups if group in there)
