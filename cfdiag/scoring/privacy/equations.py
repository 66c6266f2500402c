"""Everything that is shown as linear equations: whose answers stand in which figure, and how much of each.

The unknowns are the answers of people with the same pattern of answers, added up. Factors are whole numbers
modulo a large prime, so that ranks are exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cfdiag.model.questionnaire import Dimension, Question, Questionnaire
from cfdiag.scoring.many.stratum import BOTH, OUT, VALID
from cfdiag.scoring.many.sums import Pattern
from cfdiag.scoring.one.codes import Layout, can_score
from cfdiag.scoring.one.dimension import needed_answers
from cfdiag.scoring.privacy.span import PRIME
from cfdiag.scoring.privacy.suppression import CellRow

OVERALL = ""
"""The name of the overall score among the dimensions."""

COUNTS = "%"
"""Before a question: how many gave each answer, over all items of its section."""

ShownFigure = tuple[CellRow, str]
"""Of whom, and which: `question`, `%question`, `section/item/question`, `@dimension`, `@` (overall), or, of
the score of a dimension about one item, `#dimension/section/item`."""


_ITEM = 2
"""Where the figures about one item stand among all."""


class AlikePeople(NamedTuple):
    """People of whom the same answers count in the same figures."""

    group: str
    pattern: Pattern
    attributed: bool


class CountedAnswer(NamedTuple):
    """One answer that counts."""

    question: Question
    item: str
    """`section/item` in a repeated section (`section/` of what somebody added), else empty."""
    state: int


Column = dict[ShownFigure, int]
"""One unknown: how much of it stands in each figure, modulo a large prime."""

_Parts = tuple[tuple[str, int], ...]
"""The same by the name of the figure alone."""


def is_count(figure: ShownFigure) -> bool:
    """Whether it is how many gave each answer over several items."""
    return figure[1].startswith(COUNTS)


class FigureEquations:
    """Which answers of whom stand in which figures.

    Args:
        questionnaire: as it was asked.
        layout: of its codes.
        dimensions: with the weights that hold.
        scopes: by row whose figures are shown there, see `within.given_away`.
        by: the fields of the breakdowns.
        paired: by group the questions whose figures are made over those who rated both.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        layout: Layout,
        dimensions: Mapping[str, Dimension],
        scopes: Mapping[CellRow, Sequence[str]],
        *,
        by: Sequence[str],
        paired: Mapping[str, frozenset[str]],
    ) -> None:
        self._dimensions, self._scopes, self._paired = dimensions, scopes, paired
        self._by = by
        questions = [q for section in questionnaire.sections for q in section.questions]
        self._weighs = {q.id: layout.weight(q) for q in questions if can_score(q)}
        """The weights of those that can be scored."""
        self._questions: dict[tuple[str, str], list[tuple[Question, str]]] = {}
        self._known: dict[tuple[str, tuple[str, ...], _Parts, _Parts], Column] = {}
        """Columns by whose they are and what stands in them: many people have the same, as one object."""
        self._there: dict[tuple[str, tuple[str, ...]], tuple[list[CellRow], list[CellRow]]] = {}
        self._sections = questionnaire.sections
        self._repeated = frozenset(q.id for s in questionnaire.sections if s.repeat for q in s.questions)
        scored = {name for name, d in dimensions.items() if d.kind == "scored"}
        basis = {str(questionnaire.basis_dimension)} if questionnaire.basis_dimension else set[str]()
        self._made = scored - basis
        """The dimensions that are made of answers."""
        self._basis = {
            group: scored & basis
            for group in questionnaire.groups
            if any(group in q.basis for s in questionnaire.sections for q in s.questions)
        }
        """By group what is made of what its answers rest on: of everybody one unknown more."""

    def by_worth(
        self,
        columns: Mapping[AlikePeople, Sequence[Column]],
        people: Mapping[AlikePeople, int],
        anybody: Iterable[Column],
    ) -> list[ShownFigure]:
        """Every figure, what is given up last first: see `rank_of`.

        Of items those come first that every group has most answers about: they can be compared.
        """
        n: Counter[ShownFigure] = Counter()
        for alike, mine in columns.items():
            n.update(dict.fromkeys((figure for column in mine for figure in column), people[alike]))
        n.update(dict.fromkeys((figure for column in anybody for figure in column), 0))
        groups = [row for row in self._scopes if row[0] == "group"]

        def worth(figure: ShownFigure) -> tuple[int, int, int, ShownFigure]:
            rank, row = rank_of(figure, self._repeated)
            fewest = min(n[group, figure[1]] for group in groups) if rank == _ITEM else 0
            return rank, -fewest, row, figure

        return sorted(n, key=worth)

    def columns(self, alike: AlikePeople, *, twice: bool) -> list[Column]:
        """The unknowns of somebody, as they stand in the figures.

        Args:
            alike: somebody.
            twice: whether they may have given one answer about several items, and are counted for it once.
        """
        given, needed, of_items = self._given(alike)
        n, weights = Counter[str](), Counter[str]()
        for answer in given:
            dimension = str(answer.question.dimension)
            if dimension in needed:
                n[dimension] += 1
                weights[dimension] += self._weighs[answer.question.id]
        have = {name for name, least in needed.items() if n[name] >= max(1, least)}
        rest = self._basis.get(alike.group, set())
        total = sum(self._weight(name) for name in have | rest)
        shares = {name: self._weight(name) * _inverse(total) % PRIME for name in have | rest}
        behind = Counter(answer.question.id for answer in given if self._is_in(answer, alike.group))
        found = []
        for place, answer in enumerate(given):
            if answer.item:
                parts = tuple(self._of_item(place, given, behind, of_items, alike.group, twice=twice))
            else:
                parts = ((answer.question.id, 1),) if answer.question.id in behind else ()
            scores: _Parts = ()
            dimension = str(answer.question.dimension)
            if dimension in have:
                part = self._of(answer.question, weights[dimension])
                scores = (f"@{dimension}", part), ("@", part * shares[dimension] % PRIME)
            if parts or scores:
                found.append(self._column(alike, parts, scores))
        if twice:
            counted = [f"{COUNTS}{question}" for question, times in behind.items() if times > 1]
            found += [self._column(alike, ((name, 1),), ()) for name in counted]
        found += [self._column(alike, (), ((f"@{name}", 1), ("@", shares[name]))) for name in sorted(rest)]
        return found

    def _column(self, alike: AlikePeople, parts: _Parts, scores: _Parts) -> Column:
        """An unknown: parts of it stand in figures of everybody and the group, scores in cells too."""
        made = alike.group, alike.pattern[2], parts, scores
        if made not in self._known:
            whole, both = self._rows(alike)
            column = {(row, name): part for name, part in parts for row in whole}
            column |= {(row, name): part for name, part in scores for row in both}
            self._known[made] = column
        return self._known[made]

    def anybody(self, group: str, items: Iterable[str]) -> Iterator[Column]:
        """What may be an unknown of somebody of a group who is not in its sample: each answer by itself.

        Where those in the sample make up for that, whatever else is made of it is a matter of scores alone,
        and of how many have one: see `withheld`.
        """
        whole = [row for row, groups in self._scopes.items() if group in groups and row[0] != "by"]
        sections = {item.partition("/")[0] for item in items}
        for section in self._sections:
            about = [item for item in sorted(items) if section.repeat and item.startswith(f"{section.id}/")]
            for question in section.questions if section.repeat is None or section.id in sections else ():
                if group not in question.groups or question.id not in self._weighs:
                    continue
                names = [question.id, *([f"{COUNTS}{question.id}"] if section.repeat else [])]
                names += [f"{item}/{question.id}" for item in about]
                if question.dimension in self._made:
                    names += [f"#{question.dimension}/{item}" for item in about]
                yield from ({(row, name): 1 for row in whole} for name in names)

    def _rows(self, alike: AlikePeople) -> tuple[list[CellRow], list[CellRow]]:
        """The rows that somebody is in: of everybody and the group; these and the cells of breakdowns."""
        where = alike.group, alike.pattern[2]
        if where not in self._there:
            mine = [row for row, groups in self._scopes.items() if alike.group in groups]
            cells = list(zip(self._by, alike.pattern[2], strict=True))
            whole = [row for row in mine if row[0] != "by"]
            self._there[where] = whole, whole + [(*r, *cell) for r in mine if r[0] == "by" for cell in cells]
        return self._there[where]

    def _asked(self, group: str, section: str) -> list[tuple[Question, str]]:
        """The questions of a group as its patterns have them, each with the dimension that is made of it."""
        if (group, section) not in self._questions:
            self._questions[group, section] = [
                (q, str(q.dimension) if q.dimension in self._made and q.id in self._weighs else "")
                for s in self._sections
                if (s.id == section if section else s.repeat is None)
                for q in s.questions
                if group in q.groups
            ]
        return self._questions[group, section]

    def _given(
        self, alike: AlikePeople
    ) -> tuple[list[CountedAnswer], dict[str, int], dict[tuple[str, str], int]]:
        """The answers that count, and how many it takes: by dimension, and by item and dimension."""
        plain, items, _ = alike.pattern
        found: list[CountedAnswer] = []
        asked: list[tuple[str, str]] = []
        applicable: list[tuple[str, str]] = []
        for item, states in [("", plain), *items]:
            questions = self._asked(alike.group, item.partition("/")[0])
            for (question, dimension), state in zip(questions, states, strict=True):
                if dimension:
                    asked.append((item, dimension))
                    if state != OUT:
                        applicable.append((item, dimension))
                if state in (VALID, BOTH):
                    found.append(CountedAnswer(question, item, state))
        of_all, count = Counter(name for _, name in asked), Counter(name for _, name in applicable)
        least = {name: self._dimensions[name].min_valid for name in of_all}
        needed = {name: needed_answers(n, count[name], least[name]) for name, n in of_all.items()}
        there = Counter(applicable)
        of_items = {key: needed_answers(n, there[key], 0) for key, n in Counter(asked).items() if key[0]}
        return found, needed, of_items

    def _of_item(
        self,
        place: int,
        given: Sequence[CountedAnswer],
        behind: Mapping[str, int],
        of_items: Mapping[tuple[str, str], int],
        group: str,
        *,
        twice: bool,
    ) -> Iterator[tuple[str, int]]:
        """How much of an answer about an item stands in the figures of its question, and of the item."""
        question, item, _ = given[place]
        own = item.endswith("/")
        if self._is_in(given[place], group):
            yield question.id, _inverse(behind[question.id])
            if not (twice and behind[question.id] > 1):
                yield f"{COUNTS}{question.id}", 1
            if not own:
                yield f"{item}/{question.id}", 1
        if not own and question.dimension in self._made:
            mine = [
                a.question for a in given if a.item == item and a.question.dimension == question.dimension
            ]
            # Whoever answered fewer has no score about this item, whatever their score about all of them is.
            if question.id in self._weighs and len(mine) >= of_items[item, str(question.dimension)]:
                total = sum(self._weighs[q.id] for q in mine)
                yield f"#{question.dimension}/{item}", self._of(question, total)

    def _is_in(self, answer: CountedAnswer, group: str) -> bool:
        """Whether an answer stands in the figures of its question: not one rating where two count."""
        return answer.state == BOTH or answer.question.id not in self._paired.get(group, ())

    def _of(self, question: Question, total: int) -> int:
        return self._weighs[question.id] * _inverse(total) % PRIME

    def _weight(self, dimension: str) -> int:
        return whole_weight(self._dimensions[dimension])


def whole_weight(dimension: Dimension) -> int:
    """The weight of a dimension in millionths: equations are solved modulo a prime."""
    return round(dimension.weight * 10**6)


@cache
def _inverse(number: int) -> int:
    return pow(number, -1, PRIME)


def rank_of(figure: ShownFigure, repeated: frozenset[str]) -> tuple[int, int]:
    """What is given up last has the lowest: questions, items, dimensions, overall, dimensions about one item.

    Counts over several items are given up before all else, and each cell before everybody.
    """
    row, name = figure
    if is_count(figure):
        rank = 6
    elif name[0] == "@":
        rank = 4 if name == "@" else 3
    else:
        rank = 5 if name[0] == "#" else _ITEM if "/" in name else int(name in repeated)
    return rank, ("all", "group", "by").index(row[0])
