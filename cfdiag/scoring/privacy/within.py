"""Inside one cell: which scores would give one person away to who knows the figures of their questions.

A dimension is made over those with enough answers, a question over those who answered it (and, where it is
rated twice, rated both). Somebody who is in the one set and not in the other can follow from the two: twelve
answered, one of them has no score on the dimension, and twelve minus eleven is what that one said.

The answers of each person to each question are unknowns, added up for people with the same pattern of answers
(which of them count where). What is shown are linear combinations of them. A combination that holds answers
of one person alone follows from what is shown where the rank of the system falls without that person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from cfdiag.model.questionnaire import Dimension, Question, Questionnaire
from cfdiag.scoring.many.sums import BOTH, OUT, VALID, Stratum
from cfdiag.scoring.one.codes import Layout, can_score
from cfdiag.scoring.one.score import needed_answers

OVERALL = ""
"""The name of the overall score among the dimensions."""

MOST_PATTERNS = 400
"""With more different patterns than this no system of some forty figures has one person to itself."""
PRIME = 2**61 - 1
"""Coefficients are kept modulo this."""

Coefficients = dict[int, int]
"""One unknown: its coefficient in each row of the system, modulo a large prime."""


class _Pattern(NamedTuple):
    """People of whom the same answers count in the same figures."""

    group: str
    states: bytes
    """A byte a question of the group: `sums.OPEN` and so on."""
    attributed: bool


class _Score(NamedTuple):
    """A dimension in one pattern: the weight of its valid answers where it has a score, else 0."""

    weight: int
    valid: tuple[int, ...]
    """Places of the questions."""


def solved(
    questionnaire: Questionnaire,
    layout: Layout,
    dimensions: Mapping[str, Dimension],
    groups: Sequence[str],
    strata: Iterable[tuple[str, bool, Stratum]],
    *,
    shown: Callable[[str], bool],
    paired: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """The dimensions (and overall, `""`) of some groups together whose score would give one person away.

    Args:
        questionnaire: as it was asked.
        layout: of its codes.
        dimensions: with the weights that hold.
        groups: whose figures.
        strata: their people, by group and whether they are attributed by consent; without those of whom the
            scores are listed, for they are known.
        shown: whether the figures of a question are shown.
        paired: by group the questions whose figures are made over those who rated both.
    """
    system = _System(questionnaire, layout, dimensions, groups, shown=shown, paired=paired)
    patterns: Counter[_Pattern] = Counter()
    for group, attributed, stratum in strata:
        if len(stratum.patterns) > MOST_PATTERNS:
            return frozenset()  # so many incomplete people hide each other
        for states, times in stratum.patterns.items():
            patterns[_Pattern(group, states, attributed)] += times
    found = {name for name in system.plain if _gives_away(system.columns(patterns, {name}), patterns)}
    kept = set(system.plain) - found
    if _gives_away(system.columns(patterns, kept, overall=True), patterns):
        found.add(OVERALL)
    return frozenset(found)


class _System:
    def __init__(
        self,
        questionnaire: Questionnaire,
        layout: Layout,
        dimensions: Mapping[str, Dimension],
        groups: Sequence[str],
        *,
        shown: Callable[[str], bool],
        paired: Mapping[str, frozenset[str]],
    ) -> None:
        self._layout, self._paired, self._dimensions = layout, paired, dimensions
        self._rows: list[Question] = []
        self._asked: dict[str, list[int]] = {group: [] for group in groups}
        """By group, the rows of its questions in the order of its patterns."""
        hidden: set[str] = (
            set()
        )  # dimensions with answers that no code holds: repeats, what an answer rests on
        for section in questionnaire.sections:
            for question in section.questions:
                mine = [group for group in groups if group in question.groups]
                if not mine:
                    continue
                if section.repeat is None:
                    for group in mine:
                        self._asked[group].append(len(self._rows))
                    self._rows.append(question)
                elif question.dimension:
                    hidden.add(question.dimension)
                if set(mine) & question.basis and questionnaire.basis_dimension:
                    hidden.add(questionnaire.basis_dimension)
        scored = {name for name, d in dimensions.items() if d.kind == "scored"}
        asked = [str(q.dimension) for q in self._rows if q.dimension in scored and can_score(q)]
        self.plain = [name for name in dict.fromkeys(asked) if name not in hidden]
        self._hidden = [name for name in dimensions if name in hidden & scored]
        self._places = {
            (group, name): [
                i
                for i, row in enumerate(rows)
                if self._rows[row].dimension == name and can_score(self._rows[row])
            ]
            for group, rows in self._asked.items()
            for name in self.plain
        }
        """By group and dimension, the places of its questions in the group's patterns."""
        self._weights = [layout.weight(question) for question in self._rows]
        self._is_shown = [shown(question.id) for question in self._rows]

    def _in_figure(self, row: int, group: str, state: int) -> bool:
        """Whether an answer is part of the figures of its question."""
        if not self._is_shown[row]:
            return False
        return state == BOTH or (state == VALID and self._rows[row].id not in self._paired.get(group, ()))

    def _score(self, name: str, pattern: _Pattern) -> _Score:
        places, rows = self._places[pattern.group, name], self._asked[pattern.group]
        states = [pattern.states[place] for place in places]
        valid = tuple(p for p, s in zip(places, states, strict=True) if s in (VALID, BOTH))
        applicable = sum(s != OUT for s in states)
        needed = needed_answers(len(places), applicable, self._dimensions[name].min_valid)
        enough = applicable and len(valid) >= needed
        return _Score(sum(self._weights[rows[p]] for p in valid) if enough else 0, valid)

    def columns(
        self, patterns: Iterable[_Pattern], names: set[str], *, overall: bool = False
    ) -> dict[_Pattern, list[Coefficients]]:
        """The unknowns of every pattern: rows are the questions, then the dimensions, then overall."""
        first = len(self._rows)
        row_of = {name: first + i for i, name in enumerate((*self.plain, *self._hidden))}
        last = first + len(row_of)
        found: dict[_Pattern, list[Coefficients]] = {}
        for pattern in patterns:
            scores = {name: self._score(name, pattern) for name in (self.plain if overall else names)}
            have = {name for name, score in scores.items() if score.weight} | set(self._hidden)
            total = round(sum(self._dimensions[name].weight for name in have) * 10**6)
            mine: list[Coefficients] = []
            rows = self._asked[pattern.group]
            for name, score in scores.items():
                share = self._share(name, total) if overall and score.weight else 0
                for place in score.valid:
                    column: Coefficients = {}
                    if self._in_figure(rows[place], pattern.group, pattern.states[place]):
                        column[rows[place]] = 1
                    if score.weight:
                        part = self._weights[rows[place]] * pow(score.weight, -1, PRIME) % PRIME
                        if name in names:
                            column[row_of[name]] = part
                        if share:
                            column[last] = part * share % PRIME
                    if column:
                        mine.append(column)
            if overall:
                mine += [{row_of[name]: 1, last: self._share(name, total)} for name in self._hidden]
            found[pattern] = mine
        return found

    def _share(self, name: str, total: int) -> int:
        return round(self._dimensions[name].weight * 10**6) * pow(total, -1, PRIME) % PRIME


def _gives_away(columns: Mapping[_Pattern, list[Coefficients]], patterns: Mapping[_Pattern, int]) -> bool:
    """Whether some combination of the rows holds answers of one anonymous person alone."""
    several = SpanBasis()
    for pattern, mine in columns.items():
        if patterns[pattern] > 1:
            several.add_all(mine)
    singles = [pattern for pattern in columns if patterns[pattern] == 1]
    whole = several.copy()
    deciding = [pattern for pattern in singles if whole.add_all(columns[pattern])]
    for pattern in deciding:
        if pattern.attributed:
            continue
        others = several.copy()
        for other in singles:
            if other != pattern:
                others.add_all(columns[other])
                if others.rank == whole.rank:
                    break
        if others.rank < whole.rank:
            return True
    return False


class SpanBasis:
    """The span of some columns, by elimination over a prime field."""

    def __init__(self, vectors: dict[int, Coefficients] | None = None) -> None:
        self._vectors = vectors or {}

    @property
    def rank(self) -> int:
        """Its dimension."""
        return len(self._vectors)

    def copy(self) -> SpanBasis:
        """Another that can be added to."""
        return SpanBasis(dict(self._vectors))

    def holds(self, columns: Iterable[Coefficients]) -> bool:
        """Whether all of these columns are in the span."""
        return not self.copy().add_all(columns)

    def add_all(self, columns: Iterable[Coefficients]) -> bool:
        """Take columns in; whether that made the span larger."""
        before = self.rank
        for column in columns:
            rest = dict(column)
            while rest:
                pivot = min(rest)
                known = self._vectors.get(pivot)
                if known is None:
                    inverse = pow(rest[pivot], -1, PRIME)
                    self._vectors[pivot] = {at: value * inverse % PRIME for at, value in rest.items()}
                    break
                factor = rest[pivot]
                for at, value in known.items():
                    left = (rest.get(at, 0) - factor * value) % PRIME
                    if left:
                        rest[at] = left
                    else:
                        rest.pop(at, None)
        return self.rank > before
