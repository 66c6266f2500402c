"""Many interviews as sums and histograms that can be merged: any split, any order, the same figures.

Everything added is a whole number: counts of codes (see `points.Layout`), scores on a fixed binary grid,
weights in whole units. Whole numbers add up exactly, so `Tally + Tally` is associative and commutative,
and the single rounding is the one at the end. Nothing is kept per respondent, except the codes of at most
`RESERVOIR` of them per group for the resampling of quadrants: those whose id hashes lowest, which does not
depend on order either.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, cast

from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.points import Layout, turned
from cfdiag.scoring.score import InterviewScore

RESERVOIR = 2000
"""How many respondents of a group the resampling uses at most."""

GRID = 2**64
"""Scores are added as whole multiples of 1/GRID: exact for every score above 2⁻¹², and never random."""

BINS = 100
"""Scores are counted in hundredths of a point, for their median."""

NOT_STATED = "not stated"
"""The cell of those who did not state the field of a breakdown."""

_ADDED_ITEM = re.compile(r"i\d+")

Person = tuple[tuple[int, ...], tuple[tuple[str, tuple[int, ...]], ...]]
"""One respondent's codes, and those per shared `section/item`."""

Profile = tuple[str, ...]
"""Group, then the value of each field of the breakdowns."""


class Figure:
    """n, sum and sum of squares of respondents' scores on the grid."""

    __slots__ = ("n", "squares", "sum")

    def __init__(self, n: int = 0, sum_: int = 0, squares: int = 0) -> None:
        self.n, self.sum, self.squares = n, sum_, squares

    def add(self, score: float) -> None:
        """Count one score."""
        whole = int(score * GRID)
        self.n += 1
        self.sum += whole
        self.squares += whole * whole

    def merge(self, other: Figure) -> None:
        """Count another's scores too."""
        self.n += other.n
        self.sum += other.sum
        self.squares += other.squares

    @property
    def mean(self) -> float | None:
        """The mean, or None without scores."""
        return self.sum / (self.n * GRID) if self.n else None

    @property
    def variance(self) -> float | None:
        """The sample variance (n − 1), or None under two."""
        if self.n < 2:  # noqa: PLR2004  n − 1
            return None
        return (self.n * self.squares - self.sum * self.sum) / (self.n * (self.n - 1) * GRID * GRID)

    def __getstate__(self) -> tuple[int, int, int]:
        return self.n, self.sum, self.squares

    def __setstate__(self, state: tuple[int, int, int]) -> None:
        self.n, self.sum, self.squares = state


class Cell:
    """The respondents of one profile: how many, their scores, their coverage."""

    __slots__ = ("applicable", "dimensions", "finished", "met", "n", "overall", "shares", "valid")

    def __init__(self) -> None:
        self.n = self.finished = self.valid = self.applicable = 0
        self.overall = Figure()
        self.dimensions: dict[str, Figure] = {}
        self.shares: dict[str, list[int]] = {}
        """Valid and applicable weight by dimension."""
        self.met: dict[str, tuple[int, int, int]] = {}
        """Respondents to whom it applied, questions met, questions applicable, by checklist dimension."""

    def add(self, score: InterviewScore, *, finished: bool) -> None:
        """Count one interview."""
        self.n += 1
        self.finished += finished
        self.valid += score.valid_weight
        self.applicable += score.applicable_weight
        if score.overall is not None:
            self.overall.add(score.overall)
        for name, found in score.dimensions.items():
            if found.score is not None:
                figure = self.dimensions.get(name)
                if figure is None:
                    figure = self.dimensions[name] = Figure()
                figure.add(found.score)
            share = self.shares.get(name)
            if share is None:
                share = self.shares[name] = [0, 0]
            share[0] += found.valid_weight
            share[1] += found.applicable_weight
            if found.score is None and not found.reason and found.applicable:  # a checklist
                n, met, of = self.met.get(name, (0, 0, 0))
                self.met[name] = (n + 1, met + found.met, of + found.applicable)

    def merge(self, other: Cell) -> None:
        """Count another's interviews too."""
        self.n += other.n
        self.finished += other.finished
        self.valid += other.valid
        self.applicable += other.applicable
        self.overall.merge(other.overall)
        for name, figure in other.dimensions.items():
            self.dimensions.setdefault(name, Figure()).merge(figure)
        for name, (valid, applicable) in other.shares.items():
            share = self.shares.setdefault(name, [0, 0])
            share[0] += valid
            share[1] += applicable
        for name, counts in other.met.items():
            before = self.met.get(name, (0, 0, 0))
            self.met[name] = (before[0] + counts[0], before[1] + counts[1], before[2] + counts[2])

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            setattr(self, name, value)


class Stratum:
    """The answers of one group, those attributed by consent apart from the others."""

    __slots__ = (
        *("bins", "codes", "complete", "complete_codes", "extras", "item_codes", "item_scores", "people"),
        "repeated",
    )

    def __init__(self) -> None:
        self.codes: Counter[int] = Counter()
        """How often each code; answers about items of repeated sections under their question."""
        self.item_codes: dict[str, Counter[int]] = {}
        """The same per `section/item`, for items that all respondents share."""
        self.item_scores: dict[tuple[str, str], Figure] = {}
        """By dimension and `section/item`."""
        self.extras: Counter[tuple[str, str, Any]] = Counter()
        self.repeated: Counter[tuple[str, str, int, int]] = Counter()
        """Kind, question, sum and number of one respondent's answers over the items."""
        self.complete: Counter[tuple[str, str, int]] = Counter()
        """Kind, dimension and total of respondents without a missing answer in it."""
        self.complete_codes: dict[str, Counter[int]] = {"points": Counter(), "importance": Counter()}
        """Their codes, by kind."""
        self.bins: Counter[tuple[str, int]] = Counter()
        """Dimension (`""`: overall) and score in hundredths."""
        self.people: dict[int, Person] = {}
        """By hash of the interview's id."""

    def merge(self, other: Stratum) -> None:
        """Count another's answers too."""
        self.codes.update(other.codes)
        for name, codes in other.item_codes.items():
            self.item_codes.setdefault(name, Counter()).update(codes)
        for key, figure in other.item_scores.items():
            self.item_scores.setdefault(key, Figure()).merge(figure)
        self.extras.update(other.extras)
        self.repeated.update(other.repeated)
        self.complete.update(other.complete)
        for kind, codes in other.complete_codes.items():
            self.complete_codes[kind].update(codes)
        self.bins.update(other.bins)
        self.people.update(other.people)
        self.prune(RESERVOIR)

    def prune(self, most: int) -> None:
        """Keep those whose id hashes lowest."""
        if len(self.people) > most:
            self.people = {key: self.people[key] for key in sorted(self.people)[:most]}

    def __getstate__(self) -> tuple[Any, ...]:
        self.prune(RESERVOIR)
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            setattr(self, name, value)


class _Meanings(dict[int, "int | None"]):
    """What codes come to, worked out when they are met: points in units, or the importance."""

    def __init__(self, layout: Layout, kind: str) -> None:
        super().__init__()
        self._layout, self._kind = layout, kind

    def __missing__(self, code: int) -> int | None:
        slot = self._layout.slot_at(code)
        read = slot.read(code)
        found = read.importance
        if self._kind == "points":
            points = slot.points.get(read.value) if read.value is not None else None
            found = int(self._layout.whole(points)) if points is not None else None
        self[code] = found
        return found


class _Group:
    """What adding needs to know of a group, worked out once."""

    def __init__(self, questionnaire: Questionnaire, layout: Layout, group: str) -> None:
        rows = [
            q for s in questionnaire.sections if s.repeat is None for q in s.questions if group in q.groups
        ]
        self.rated = any(group in q.importance for s in questionnaire.sections for q in s.questions)
        self.scales: list[tuple[str, Callable[[list[int]], tuple[int, ...]], bool]] = []
        """Dimension, how to pick its codes, and whether all of its questions are rated for importance."""
        for name, dimension in questionnaire.dimensions.items():
            places = [i for i, q in enumerate(rows) if q.dimension == name and layout.slots[q.id].points]
            if len(places) >= 3 and dimension.kind == "scored":  # noqa: PLR2004  alpha's smallest k
                rated = all(group in rows[i].importance for i in places)
                self.scales.append((name, itemgetter(*places), rated))


class Tally:
    """All interviews of one questionnaire, added up.

    Args:
        questionnaire: the one they were scored with.
        by: the fields of the breakdowns: department, account, organisation, group, or the id of a choice.
        seed: the run's seed, for the resampling.
    """

    def __init__(self, questionnaire: Questionnaire, by: Iterable[str] = (), seed: int = 0) -> None:
        self.questionnaire = questionnaire
        self.by = tuple(by)
        self.seed = seed
        self.cells: dict[tuple[bool, Profile], Cell] = {}
        """By whether they are attributed, and profile."""
        self.strata: dict[tuple[str, bool], Stratum] = {}
        """By group and whether they are attributed."""
        self._prepare()

    def _prepare(self) -> None:
        q = self.questionnaire
        self._layout = Layout(q)
        self._groups = {name: _Group(q, self._layout, name) for name in q.groups}
        self._units = _Meanings(self._layout, "points")
        self._importances = _Meanings(self._layout, "importance")
        self._noted: dict[int, list[tuple[str, str, int]]] = {}
        self._repeats = {s.id: s.repeat for s in q.sections if s.repeat}

    @property
    def n(self) -> int:
        """How many interviews."""
        return sum(cell.n for cell in self.cells.values())

    @property
    def finished(self) -> int:
        """How many of them are finished."""
        return sum(cell.finished for cell in self.cells.values())

    def add(self, interview: Interview, score: InterviewScore) -> None:
        """Count one interview and its score."""
        group = score.group
        respondent = interview.respondent
        attributed = not self.questionnaire.groups[group].anonymous and respondent.consent == "attributed"
        profile = (group, *[_field(interview, name) for name in self.by])
        cell = self.cells.get((attributed, profile))
        if cell is None:
            cell = self.cells[attributed, profile] = Cell()
        cell.add(score, finished=interview.finished is not None)
        stratum = self.strata.get((group, attributed))
        if stratum is None:
            stratum = self.strata[group, attributed] = Stratum()
        stratum.codes.update(score.codes)
        if score.overall is not None:
            stratum.bins["", round(score.overall * BINS)] += 1
        for name, found in score.dimensions.items():
            if found.score is not None:
                stratum.bins[name, round(found.score * BINS)] += 1
        if score.extras:
            stratum.extras.update(score.extras)
        if score.item_codes:
            self._add_items(stratum, score)
        self._add_person(stratum, self._groups[group], interview.id, score)

    def _add_items(self, stratum: Stratum, score: InterviewScore) -> None:
        sums: dict[tuple[str, str], list[int]] = {}
        for name, codes in score.item_codes.items():
            stratum.codes.update(codes)
            if self._is_shared(name):
                stratum.item_codes.setdefault(name, Counter()).update(codes)
                for dimension, found in score.dimensions.items():
                    mean = found.items.get(name)
                    if mean is not None:
                        stratum.item_scores.setdefault((dimension, name), Figure()).add(mean)
            for code in codes:
                noted = self._noted.get(code)
                for kind, question, figure in self._note(code) if noted is None else noted:
                    pair = sums.setdefault((kind, question), [0, 0])
                    pair[0] += figure
                    pair[1] += 1
        for (kind, question), (total, count) in sums.items():
            stratum.repeated[kind, question, total, count] += 1

    def _is_shared(self, name: str) -> bool:
        """Whether an item means the same to everybody: not one that a respondent added."""
        section, _, item = name.partition("/")
        repeat = self._repeats[section]
        return item in repeat.items or bool(repeat.source and not _ADDED_ITEM.fullmatch(item))

    def _note(self, code: int) -> list[tuple[str, str, int]]:
        """What a code adds to a respondent's figures over all items: kind, question and figure."""
        read, question = self._layout.read(code), self._layout.question_at(code)
        figures: dict[str, int | None] = {"importance": read.importance, "points": self._units[code]}
        if isinstance(read.value, int):
            figures["value"] = read.value
            if read.importance is not None:
                figures["gap"] = turned(question, read.value) - read.importance
        found = [(kind, question.id, figure) for kind, figure in figures.items() if figure is not None]
        self._noted[code] = found
        return found

    def _add_person(self, stratum: Stratum, group: _Group, id_: str, score: InterviewScore) -> None:
        codes = score.codes
        units, importances = self._units, self._importances
        whole: list[int] = []
        rated_whole: list[int] = []
        for name, pick, rated in group.scales:
            mine = pick(codes)
            points = list(map(units.__getitem__, mine))
            if None not in points:
                stratum.complete["points", name, sum(cast("list[int]", points))] += 1
                whole += mine
            if rated:
                steps = list(map(importances.__getitem__, mine))
                if None not in steps:
                    stratum.complete["importance", name, sum(cast("list[int]", steps))] += 1
                    rated_whole += mine
        if whole:
            stratum.complete_codes["points"].update(whole)
        if rated_whole:
            stratum.complete_codes["importance"].update(rated_whole)
        if group.rated:
            digest = hashlib.blake2b(f"{self.seed}:{id_}".encode(), digest_size=8).digest()
            items = tuple((name, tuple(c)) for name, c in score.item_codes.items() if self._is_shared(name))
            stratum.people[int.from_bytes(digest, "big")] = (tuple(codes), items)
            if len(stratum.people) > 2 * RESERVOIR:
                stratum.prune(RESERVOIR)

    def __iadd__(self, other: Tally) -> Tally:  # noqa: PYI034  no typing.Self in 3.10
        """Add another's interviews.

        Raises:
            ValueError: it is of another questionnaire, other breakdowns or another seed.
        """
        mine, theirs = self._identity(), other._identity()
        if mine != theirs:
            raise ValueError(f"tallies of different runs cannot be added: {mine} and {theirs}")
        for key, cell in other.cells.items():
            self.cells.setdefault(key, Cell()).merge(cell)
        for name, stratum in other.strata.items():
            self.strata.setdefault(name, Stratum()).merge(stratum)
        return self

    def __add__(self, other: Tally) -> Tally:
        """A new tally of both."""
        both = Tally(self.questionnaire, self.by, self.seed)
        both += self
        both += other
        return both

    def _identity(self) -> tuple[object, ...]:
        q = self.questionnaire
        return q.id, q.version, q.sha256, self.by, self.seed

    def __getstate__(self) -> tuple[Any, ...]:
        return self.questionnaire, self.by, self.seed, self.cells, self.strata

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.questionnaire, self.by, self.seed, self.cells, self.strata = state
        self._prepare()


def _field(interview: Interview, name: str) -> str:
    respondent = interview.respondent
    value: object
    if name in ("department", "account", "organisation"):
        value = getattr(respondent, name)
    elif name == "group":
        value = respondent.group
    else:
        answer = interview.answers.get(name)
        value = answer.value if answer is not None and answer.status == "answered" else None
    return value if isinstance(value, str) and value else NOT_STATED
