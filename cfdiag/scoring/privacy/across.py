"""Across releases: which figures of a group would give one person away beside those that were shown before.

As `within`, over all releases together: the answers of each person to each question are unknowns, what is
and was shown are linear equations in them. What somebody answered before and answers now are one unknown
where nothing was changed. Of those who changed something it is not known what: they are held to protect
others as if nothing had changed (one unknown: fewer to hide behind), and to be protected as if everything
had (two).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from cfdiag.model.questionnaire import Dimension, Question, Questionnaire
from cfdiag.model.release import Participant
from cfdiag.scoring.one.codes import Layout, can_score
from cfdiag.scoring.privacy.members import OVERALL_NAME, is_only_counted
from cfdiag.scoring.privacy.within import PRIME, Coefficients, SpanBasis

Shows = Callable[[str, str], bool]
"""Whether a figure is shown: (`question`, `gap`), (`@dimension`, `score`), or of a cell (`cell_kind`)."""

Gone = tuple[frozenset[str], frozenset[str], frozenset[tuple[str, str]]]
"""Questions, dimensions (`@…`; overall is `@`), and dimensions of cells, that may not be made anew."""

GHOST = "\0"
"""How the id of a stand-in for somebody who was forgotten begins."""

_KINDS = {"answers": ("performance",), "importance": ("importance",), "gap": ("performance", "importance")}
UnknownAnswer = tuple[str, str, str]
"""A version of somebody's answers, a question, and which of both ratings."""
FigureRow = tuple[int, str, str]
"""A figure of a release."""


class Seen(msgspec.Struct, frozen=True):
    """A release as the group's figures see it."""

    people: dict[str, Participant]
    """Those of the group, by id."""
    paired: frozenset[str]
    shows: Shows
    cells: Mapping[str, tuple[str, ...]] = {}
    """By id the cells of breakdowns that somebody is in, each as `cell_kind` says it."""


def cell_kind(field: str, value: str) -> str:
    """A cell of a breakdown as a kind of a figure."""
    return f"{field}\0{value}"


class GroupSystem:
    """The equations of one group.

    Args:
        questionnaire: as it is asked now.
        layout: of its codes.
        dimensions: with the weights that hold.
        group: its id.
        sides: the releases there were, then the one that is being made.
        known: whether the answers of those who agreed to be named are known.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        layout: Layout,
        dimensions: Mapping[str, Dimension],
        group: str,
        sides: Sequence[Seen],
        *,
        known: bool,
    ) -> None:
        self._dimensions, self._layout, self._known = dimensions, layout, known
        self._sides = list(sides)
        self._questions: list[Question] = []
        hidden: set[str] = set()
        for section in questionnaire.sections:
            for question in section.questions:
                if group not in question.groups or is_only_counted(question):
                    continue
                self._questions.append(question)
                if section.repeat and question.dimension:
                    hidden.add(question.dimension)
                if group in question.basis and questionnaire.basis_dimension:
                    hidden.add(questionnaire.basis_dimension)
        scored = [name for name, d in dimensions.items() if d.kind == "scored"]
        self._into = {
            q.id: str(q.dimension) for q in self._questions if q.dimension in scored and can_score(q)
        }
        used = set(self._into.values())
        self.plain = [name for name in scored if name in used and name not in hidden]
        self.hidden = [name for name in scored if name in hidden]
        self._weights = {q.id: layout.weight(q) for q in self._questions}
        self._kinds = self._by_kind()

    def solved(self) -> Gone:
        """What may not be made anew."""
        questions: set[str] = set()
        gone: set[str] = set()
        loose = [q.id for q in self._questions if self._into.get(q.id) not in self.plain]
        for name in loose:
            if self._leaks({name}, set()):
                questions.add(name)
        for name in self.plain:
            mine = {id_ for id_, into in self._into.items() if into == name}
            if self._leaks(mine, {name}):
                gone.add(f"{OVERALL_NAME}{name}")
                if self._leaks(mine, {name}, gone):
                    questions |= mine
        every = {id_ for id_, into in self._into.items() if into in self.plain}
        if self._leaks(every, {*self.plain, *self.hidden, ""}, gone | questions):
            gone.add(OVERALL_NAME)
            if self._leaks(every, {*self.plain, *self.hidden, ""}, gone | questions):
                gone |= {f"{OVERALL_NAME}{name}" for name in (*self.plain, *self.hidden)}
                questions |= every
        return frozenset(questions), frozenset(gone), self._cells_gone(gone | questions)

    def _cells_gone(self, without: set[str]) -> frozenset[tuple[str, str]]:
        """The scores of cells that would give somebody away, of all that is shown of the group beside."""
        now = self._sides[-1]
        every = {id_ for id_, into in self._into.items() if into in self.plain}
        systems = [({q for q, into in self._into.items() if into == name}, {name}) for name in self.plain]
        systems.append((every, {*self.plain, *self.hidden, ""}))
        gone: set[tuple[str, str]] = set()
        for questions, dimensions in systems if now.cells else ():
            figures = [f"{OVERALL_NAME}{'' if '' in dimensions else name}" for name in dimensions]
            while leaked := self._leaked(questions, dimensions, without, gone):
                cells = {kind for id_ in leaked for kind in now.cells.get(id_, ())}
                more = {(figure, kind) for figure in figures for kind in cells} - gone
                if not more:  # those who left have no cell: then none is made anew
                    cells = {kind for kinds in now.cells.values() for kind in kinds}
                    more = {(f"{OVERALL_NAME}{name}", kind) for name in dimensions for kind in cells} - gone
                gone |= more
                if not more:
                    break
        return frozenset(gone)

    def _leaks(
        self, questions: set[str], dimensions: set[str], without: set[str] | frozenset[str] = frozenset()
    ) -> bool:
        return bool(self._leaked(questions, dimensions, without))

    def _leaked(
        self,
        questions: set[str],
        dimensions: set[str],
        without: set[str] | frozenset[str],
        without_cells: set[tuple[str, str]] | None = None,
    ) -> set[str]:
        """The anonymous people who are solved now and were not solved before; of each kind one.

        Args:
            questions: those whose answers are unknowns.
            dimensions: those whose scores are equations.
            without: figures that are not made anew.
            without_cells: of cells; None: cells are left out of it altogether.
        """
        found = [*self._rows(questions, dimensions, without)]
        if without_cells is not None:
            found += self._cell_rows(dimensions, without_cells)
        rows = {row: place for place, row in enumerate(found)}
        last = len(self._sides) - 1
        alone = self._alone(rows, questions, dimensions) if any(row[0] == last for row in rows) else set()
        if not alone:
            return set()
        before = {row: place for row, place in rows.items() if row[0] != last}
        return alone - self._alone(before, questions, dimensions)

    def _cell_rows(self, dimensions: set[str], without: set[tuple[str, str]]) -> Iterator[FigureRow]:
        last = len(self._sides) - 1
        for at, side in enumerate(self._sides):
            for kind in sorted({kind for kinds in side.cells.values() for kind in kinds}):
                for figure in sorted(f"{OVERALL_NAME}{name}" for name in dimensions):
                    if side.shows(figure, kind) and not (at == last and (figure, kind) in without):
                        yield at, figure, kind

    def _rows(
        self, questions: set[str], dimensions: set[str], without: set[str] | frozenset[str]
    ) -> Iterator[FigureRow]:
        last = len(self._sides) - 1
        for at, side in enumerate(self._sides):
            for question in sorted(questions):
                for kind in _KINDS:
                    if side.shows(question, kind) and not (at == last and question in without):
                        yield at, question, kind
            for name in sorted(dimensions):
                figure = f"{OVERALL_NAME}{name}"
                if side.shows(figure, "score") and not (at == last and figure in without):
                    yield at, figure, "score"

    def _by_kind(self) -> list[tuple[str, bool, bool]]:
        """One person of each kind: somebody's id, whether they are anonymous, whether there is another.

        People who counted in the same figures of the same releases cannot be told apart by any of them.
        """
        found: dict[tuple[object, ...], list[str]] = {}
        for id_ in sorted({id_ for side in self._sides for id_ in side.people}):
            there = [side.people.get(id_) for side in self._sides]
            hashes = list(dict.fromkeys(person.hash for person in there if person))
            named = all(person.named for person in there if person)
            if id_.startswith(GHOST):
                continue
            if not (named and self._known):
                seen = tuple(
                    person and (hashes.index(person.hash), person.given, side.cells.get(id_))
                    for person, side in zip(there, self._sides, strict=True)
                )
                found.setdefault((named, seen), []).append(id_)
        return [(ids[0], not named, len(ids) > 1) for (named, _), ids in found.items()]

    def _ghosts(self) -> list[str]:
        """Those who were forgotten: to be protected, but nobody to hide behind."""
        return sorted({id_ for side in self._sides for id_ in side.people if id_.startswith(GHOST)})

    def _alone(self, rows: Mapping[FigureRow, int], questions: set[str], dimensions: set[str]) -> set[str]:
        """The anonymous people of whom some combination of the rows holds the answers alone."""
        narrow: dict[str, list[Coefficients]] = {}
        several, alike = SpanBasis(), dict[str, list[str]]()
        for id_, _, more in self._kinds:
            narrow[id_] = self._columns(id_, rows, questions, dimensions, apart=False)
            alike.setdefault(repr(narrow[id_]), []).extend([id_] * (1 + more))
        singles = []
        for ids in alike.values():
            if len(ids) > 1:
                several.add_all(narrow[ids[0]])
            else:
                singles.append(ids[0])
        found = set()
        wanted = [
            *((id_, anonymous) for id_, anonymous, _ in self._kinds),
            *((g, True) for g in self._ghosts()),
        ]
        for id_, anonymous in wanted:
            wide = self._columns(id_, rows, questions, dimensions, apart=True) if anonymous else []
            if several.holds(wide):
                continue
            others = several.copy()
            for other in singles:
                if other != id_ and others.add_all(narrow[other]) and others.holds(wide):
                    break
            else:
                found.add(id_)
        return found

    def _columns(
        self,
        id_: str,
        rows: Mapping[FigureRow, int],
        questions: set[str],
        dimensions: set[str],
        *,
        apart: bool,
    ) -> list[Coefficients]:
        """The columns of one person's unknowns, in a fixed order.

        Args:
            id_: of the person.
            rows: the equations.
            questions: those whose answers are unknowns here.
            dimensions: those whose scores are equations here, `""` for overall.
            apart: whether every version of the answers is another unknown.
        """
        made = _Columns(rows)
        for at, side in enumerate(self._sides):
            person = side.people.get(id_)
            if person is not None:
                made.version, made.at = person.hash if apart else "", at
                for question in questions:
                    self._put_question(made, side, person, question)
                self._put_scores(made, person, dimensions, ("score", *side.cells.get(id_, ())))
        return [made.found[unknown] for unknown in sorted(made.found)]

    def _put_question(self, made: _Columns, side: Seen, person: Participant, question: str) -> None:
        both = question in side.paired
        for kind, rated in _KINDS.items():
            bit = "g" if kind == "gap" or both else "i" if kind == "importance" else "a"
            if f"{question}:{bit}" in person.given:
                for sign, rating in zip((1, -1), rated, strict=False):
                    made.put(question, rating, (question, kind), sign)

    def _put_scores(
        self, made: _Columns, person: Participant, dimensions: set[str], kinds: tuple[str, ...]
    ) -> None:
        have = [name for name in (*self.plain, *self.hidden) if f"{OVERALL_NAME}{name}" in person.given]
        total = sum(self._weight(name) for name in have)
        whole = "" in dimensions and OVERALL_NAME in person.given and total
        for name in have:
            share = self._weight(name) * pow(total, -1, PRIME) % PRIME if whole else 0
            figure = f"{OVERALL_NAME}{name}"
            if name in self.hidden:
                for kind in kinds:
                    made.put(figure, "score", (figure, kind), 1)
                    made.put(figure, "score", (OVERALL_NAME, kind), share)
                continue
            valid = [id_ for id_, into in self._into.items() if into == name and f"{id_}:v" in person.given]
            weight = sum(self._weights[id_] for id_ in valid)
            for id_ in valid if weight else ():
                part = self._weights[id_] * pow(weight, -1, PRIME) % PRIME
                for kind in kinds:
                    made.put(id_, "performance", (figure, kind), part)
                    made.put(id_, "performance", (OVERALL_NAME, kind), part * share % PRIME)

    def _weight(self, dimension: str) -> int:
        return round(self._dimensions[dimension].weight * 10**6)


class _Columns:
    """The columns of one person's unknowns, while they are filled release by release."""

    def __init__(self, rows: Mapping[FigureRow, int]) -> None:
        self._rows = rows
        self.found: dict[UnknownAnswer, Coefficients] = {}
        self.version, self.at = "", 0

    def put(self, about: str, rating: str, figure: tuple[str, str], factor: int) -> None:
        """An unknown takes part in a figure of the release."""
        place = self._rows.get((self.at, *figure))
        if place is not None and factor:
            column = self.found.setdefault((self.version, about, rating), {})
            column[place] = (column.get(place, 0) + factor) % PRIME
