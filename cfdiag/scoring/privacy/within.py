"""Inside one run: which figures would give one person away to who knows all others that are shown.

A figure is made over those who gave what it is made of: a question over those who answered it (and, where it
is rated twice, rated both), a dimension over those with enough answers, an item over those who spoke of it,
all groups over more people than each. Somebody who is in the one set and not in the other can follow from the
two: twelve answered, one of them has no score, and twelve minus eleven is what that one said.

The answers of each person are unknowns, added up for people with the same pattern of answers (which of them
count where). What is shown are linear combinations of them. A combination that holds answers of one person
alone follows from what is shown where the rank of the system falls without that person. A figure of a group
that is withheld follows where it is such a combination itself: means of own means and of items weigh people
unlike. Figures are taken in one by one, what is worth most first, and one with which anything follows is left
out.

Over several items a mean is that of everybody's own means, and a distribution counts everybody once for each
answer that they gave. Where nobody gave an answer twice, it adds up the answers themselves: who spoke of one
item weighs there as in the mean, who spoke of two weighs twice as much. Where somebody may have, what they
are counted for is an unknown of its own. Neither system may hold anybody alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cfdiag.model.questionnaire import Dimension, Question, Questionnaire
from cfdiag.scoring.many.stratum import BOTH, MOST_PATTERNS, OUT, VALID, Stratum
from cfdiag.scoring.many.sums import Pattern
from cfdiag.scoring.one.codes import Layout, can_score
from cfdiag.scoring.one.score import needed_answers
from cfdiag.scoring.privacy.span import PRIME, Coefficients, SpanBasis, alone
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


def given_away(
    questionnaire: Questionnaire,
    layout: Layout,
    dimensions: Mapping[str, Dimension],
    strata: Iterable[tuple[str, bool, Stratum]],
    scopes: Mapping[CellRow, Sequence[str]],
    *,
    by: Sequence[str] = (),
    floor: int,
    shown: Callable[[ShownFigure], bool],
    paired: Mapping[str, frozenset[str]],
) -> frozenset[ShownFigure]:
    """The figures beside which one person would follow from the others, or a group that is withheld.

    Args:
        questionnaire: as it was asked.
        layout: of its codes.
        dimensions: with the weights that hold.
        strata: the people, by group and whether they are attributed by consent; without those whose answers
            or scores are listed, for they are known.
        scopes: by row whose figures are shown there: everybody's and each group's, and of each breakdown
            (`("by", scope)`) the groups that are parted in it.
        by: the fields of the breakdowns.
        floor: of fewer people a group is withheld.
        shown: whether a figure is shown otherwise.
        paired: by group the questions whose figures are made over those who rated both.
    """
    people: Counter[AlikePeople] = Counter()
    sampled: dict[str, set[str]] = {}
    for group, attributed, stratum in strata:
        many = len(stratum.patterns) > MOST_PATTERNS
        if many and not attributed:
            sampled.setdefault(group, set()).update(stratum.item_codes)
        for pattern, times in (Counter(stratum.sample.values()) if many else stratum.patterns).items():
            people[AlikePeople(group, pattern, attributed)] += times
    if all(alike.attributed for alike in people):
        return frozenset()
    figures = _Figures(questionnaire, layout, dimensions, scopes, by=by, paired=paired)
    columns = {alike: figures.columns(alike, twice=False) for alike in people}
    anybody = [column for group, items in sampled.items() for column in figures.anybody(group, items)]
    order = [each for each in figures.by_worth(columns, people, anybody) if shown(each)]
    systems = [columns]
    if any(is_count(figure) for figure in order):
        systems.append({alike: figures.columns(alike, twice=True) for alike in people})

    few = _withheld_groups(people, floor)

    def solves(taken: Sequence[ShownFigure]) -> bool:
        # Without counts over items both systems are one.
        there = systems if any(map(is_count, taken)) else systems[:1]
        return any(_solves(taken, each, people, anybody, few) for each in there)

    return left_out(order, solves)


def is_count(figure: ShownFigure) -> bool:
    """Whether it is how many gave each answer over several items."""
    return figure[1].startswith(COUNTS)


class _Figures:
    """Which answers of whom stand in which figures."""

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
        self._questions: dict[tuple[str, str], list[Question]] = {}
        self._known: dict[frozenset[tuple[ShownFigure, int]], Column] = {}
        """Equal columns as one: people who leave out the same of a dimension have the same."""
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
        whole, cells = self._rows(alike)
        rows = [*whole, *cells]
        weights = {name: self._weights(given, name) for name in needed}
        have = {name for name, least in needed.items() if len(weights[name]) >= least and weights[name]}
        rest = self._basis.get(alike.group, set())
        total = sum(self._weight(name) for name in have | rest)
        behind = Counter(answer.question.id for answer in given if self._is_in(answer, alike.group))
        found = []
        for place, answer in enumerate(given):
            column: Column = {}
            for name, part in self._parts(place, given, behind, of_items, alike.group, twice=twice):
                column |= {(row, name): part for row in whole}
            dimension = str(answer.question.dimension)
            if dimension in have:
                part = self._of(answer.question, sum(weights[dimension].values()))
                share = part * self._weight(dimension) * _inverse(total) % PRIME
                column |= {(row, f"@{dimension}"): part for row in rows}
                column |= {(row, "@"): share for row in rows}
            if column:
                found.append(column)
        if twice:
            counted = [f"{COUNTS}{question}" for question, n in behind.items() if n > 1]
            found += [{(row, name): 1 for row in whole} for name in counted]
        for name in sorted(rest):
            share = self._weight(name) * _inverse(total) % PRIME
            found.append({(row, f"@{name}"): 1 for row in rows} | {(row, "@"): share for row in rows})
        return [self._known.setdefault(frozenset(column.items()), column) for column in found]

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
        """The rows that somebody is in: of everybody and the group, and the cells of breakdowns."""
        mine = [row for row, groups in self._scopes.items() if alike.group in groups]
        cells = list(zip(self._by, alike.pattern[2], strict=True))
        parted = [(*row, *cell) for row in mine if row[0] == "by" for cell in cells]
        return [row for row in mine if row[0] != "by"], parted

    def _asked(self, group: str, section: str) -> list[Question]:
        """The questions of a group in the order of its patterns: of a repeated section, or of all others."""
        if (group, section) not in self._questions:
            self._questions[group, section] = [
                q
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
        asked, applicable = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for item, states in [("", plain), *items]:
            questions = self._asked(alike.group, item.partition("/")[0])
            for question, state in zip(questions, states, strict=True):
                if question.dimension in self._made and question.id in self._weighs:
                    for about in {"", item}:
                        asked[about, question.dimension] += 1
                        applicable[about, question.dimension] += state != OUT
                if state in (VALID, BOTH):
                    found.append(CountedAnswer(question, item, state))
        needed = {
            name: needed_answers(n, applicable["", name], self._dimensions[name].min_valid)
            for (item, name), n in asked.items()
            if not item
        }
        of_items = {key: needed_answers(n, applicable[key], 0) for key, n in asked.items() if key[0]}
        return found, needed, of_items

    def _weights(self, given: Sequence[CountedAnswer], dimension: str) -> dict[int, int]:
        """By place the weights of the answers that a dimension is made of."""
        return {
            place: self._weighs[answer.question.id]
            for place, answer in enumerate(given)
            if answer.question.dimension == dimension
        }

    def _parts(
        self,
        place: int,
        given: Sequence[CountedAnswer],
        behind: Mapping[str, int],
        of_items: Mapping[tuple[str, str], int],
        group: str,
        *,
        twice: bool,
    ) -> Iterator[tuple[str, int]]:
        """How much of an answer stands in the figures of its question, and of its item."""
        question, item, _ = given[place]
        if self._is_in(given[place], group):
            yield question.id, _inverse(behind[question.id])
            if item and not (twice and behind[question.id] > 1):
                yield f"{COUNTS}{question.id}", 1
            if item and not item.endswith("/"):
                yield f"{item}/{question.id}", 1
        if item and not item.endswith("/") and question.dimension in self._made:
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


def left_out(
    order: Sequence[ShownFigure], solves: Callable[[Sequence[ShownFigure]], bool]
) -> frozenset[ShownFigure]:
    """Of figures in their order those with which somebody would follow from the ones before.

    Args:
        order: what is given up last comes first.
        solves: whether somebody follows from so many.
    """
    found: set[ShownFigure] = set()
    kept: list[ShownFigure] = []
    rest = list(order)
    while rest and solves([*kept, *rest]):
        # As many as can be taken in at once: more figures never tell less.
        low, high = 0, len(rest)
        while high - low > 1:
            middle = (low + high) // 2
            if solves([*kept, *rest[:middle]]):
                high = middle
            else:
                low = middle
        kept += rest[:low]
        found.add(rest[low])
        rest = rest[low + 1 :]
    return frozenset(found)


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


def _withheld_groups(people: Mapping[AlikePeople, int], floor: int) -> list[str]:
    """The groups of two or more of whom there are too few: what all of them gave together is withheld."""
    many = Counter[str]()
    for alike, n in people.items():
        many[alike.group] += n
    private = {alike.group for alike in people if not alike.attributed}
    return sorted(group for group in private if 1 < many[group] < floor)


def _solves(
    figures: Sequence[ShownFigure],
    columns: Mapping[AlikePeople, Sequence[Column]],
    people: Mapping[AlikePeople, int],
    anybody: Sequence[Column],
    few: Sequence[str],
) -> bool:
    """Whether some combination of figures holds one anonymous person alone, or is one that is withheld."""
    place = {figure: n for n, figure in enumerate(figures)}
    every = {id(column): column for mine in (*columns.values(), anybody) for column in mine}
    cut = {
        key: {place[figure]: part for figure, part in column.items() if figure in place}
        for key, column in every.items()
    }
    several, singles = SpanBasis(), dict[AlikePeople | int, list[Coefficients]]()
    private: dict[AlikePeople | int, list[Coefficients]] = {}
    for alike, mine in columns.items():
        narrow = [cut[id(column)] for column in mine]
        if people[alike] > 1:
            several.add_all(narrow)
            continue
        singles[alike] = narrow
        if not alike.attributed:
            private[alike] = narrow
    private |= {n: [cut[id(column)]] for n, column in enumerate(anybody)}
    if alone(several, singles, private, first=True):
        return True
    hidden = sorted(
        {
            figure
            for who, mine in columns.items()
            for column in mine
            for figure in column
            if figure[0] == ("group", who.group) and who.group in few and figure not in place
        }
    )
    return bool(hidden) and _follows(hidden, place, cut, every)


def _follows(
    hidden: Sequence[ShownFigure],
    place: Mapping[ShownFigure, int],
    cut: Mapping[int, Coefficients],
    every: Mapping[int, Column],
) -> bool:
    """Whether one of the figures that are withheld is some combination of those that are shown."""
    behind = {figure: n for n, figure in enumerate(hidden, len(place))}
    basis = SpanBasis()
    basis.add_all(
        [
            cut[key] | {behind[figure]: part for figure, part in column.items() if figure in behind}
            for key, column in every.items()
        ]
    )
    return len(basis.loose(len(place))) < len(hidden)
