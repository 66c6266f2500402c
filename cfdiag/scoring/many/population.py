"""What a population said: histograms of codes read back into answers, by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from cfdiag.model.questionnaire import Question
from cfdiag.scoring.many.sums import Stratum, TallyCell
from cfdiag.scoring.many.tally import Tally, decimal
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, Layout, exact, turned_value
from cfdiag.scoring.stats.statistics import MEAN_FROM, Series

_DISTRIBUTED = ("option", "tag", "date")
"""The kinds of notes that are keys of a distribution."""


class Population:
    """The respondents of some groups together.

    Args:
        tally: of the questionnaire.
        groups: whose answers.
        alone: whether the whole run is one interview: its figures are shown as they are.
    """

    def __init__(self, tally: Tally, groups: Iterable[str], *, alone: bool = False) -> None:
        self.groups = tuple(groups)
        self.alone = alone
        self.layout = Layout(tally.questionnaire)
        self.stratum = Stratum()
        self.cell = pooled(cell for (_, profile), cell in tally.cells.items() if profile[0] in self.groups)
        for (group, _), stratum in tally.strata.items():
            if group in self.groups:
                self.stratum.merge(stratum)
        self.answers = read_codes(self.layout, self.stratum.codes)
        for name, found in self.answers.items():
            if self.layout.slots[name].section:
                found.over_items(self.stratum, self.layout.unit)
            found.take_extras(self.stratum.extras)
            found.listed = sorted(self.stratum.listed.get(name, ()))
        self.items: dict[str, Answers] = {}
        for item, codes in sorted(self.stratum.item_codes.items()):
            for name, found in read_codes(self.layout, codes).items():
                self.items[f"{item}/{name}"] = found
        self.stabilities: dict[tuple[str, ...], dict[str, float]] = {}
        """By the questions of a matrix: kept, because resampling costs more than all else together."""

    @property
    def n(self) -> int:
        """How many respondents."""
        return self.cell.n

    def enough(self, n: int) -> bool:
        """Whether a mean over n of them may be shown: five, or the one interview of the whole run."""
        return n >= MEAN_FROM or (n == 1 and self.alone)

    def scored_questions(self, dimension: str, kind: str) -> dict[str, frozenset[str]]:
        """Per group the questions that a dimension's total is made of, repeated sections apart.

        Args:
            dimension: its id.
            kind: `points` or `importance`.
        """
        slots = [s for s in self.layout.slots.values() if s.question.dimension == dimension]
        slots = [s for s in slots if s.points and not s.section]
        return {
            group: frozenset(
                s.question.id
                for s in slots
                if group in s.question.groups and (kind == "points" or group in s.question.importance)
            )
            for group in self.groups
        }

    def leaf(self, key: str) -> Answers | None:
        """The answers under a question's id, or `section/item/question`."""
        return self.items.get(key) or self.answers.get(key)


def pooled(cells: Iterable[TallyCell]) -> TallyCell:
    """Several cells as one."""
    both = TallyCell()
    for cell in cells:
        both.merge(cell)
    return both


class Answers:
    """What a population said to one question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.status: Counter[str] = Counter()
        self.distribution: Counter[str] = Counter()
        self.values: Counter[int | Fraction] = Counter()
        self.importances: Counter[int | Fraction] = Counter()
        self.gaps: Counter[int | Fraction] = Counter()
        self.points: Counter[int | Fraction] = Counter()
        """Points exactly, by respondent (or answer)."""
        self.pairs: Counter[tuple[int, int]] = Counter()
        self.places: dict[str, Counter[int | Fraction]] = {}
        """Of an order, respondents by the place that they gave an option: in several answers the mean."""
        self.marks: Counter[str] = Counter()
        """Respondents by what they gave beside the distribution: `top:speed`."""
        self.listed: list[Any] = []
        """The answers one by one, while they are few."""
        self.persons: Counter[str] | None = None
        """In a repeated section respondents by what they gave, else None: there an answer is a respondent."""

    @property
    def n(self) -> int:
        """Respondents who answered."""
        return self.status["answered"] if self.persons is None else self.persons["answers"]

    def respondents(self, kind: str) -> int:
        """How many respondents gave it: `unknown`, `option:yes`, `tag:pay`; in one answer or in several."""
        if self.persons is not None:
            return self.persons[kind]
        sort, _, value = kind.partition(":")
        if not value:
            return self.status[sort]
        return self.distribution[value] if sort in _DISTRIBUTED else self.marks[kind]

    def placed(self, option: str) -> Mapping[int | Fraction, int]:
        """Of an order, respondents by the place that they gave an option."""
        return self.places.get(option, {})

    @property
    def mean_points(self) -> float | None:
        """0 to 100; None where nobody gave an answer with points."""
        return Series(self.points).mean

    @property
    def series(self) -> Series:
        """The values as answered."""
        return Series(self.values)

    @property
    def turned(self) -> Series:
        """The values as gaps and perceptions use them."""
        scale = self.question.scale
        if not self.question.reverse or scale is None:
            return self.series
        return Series({scale.min + scale.max - value: n for value, n in self.values.items()})

    def over_items(self, stratum: Stratum, unit: int) -> None:
        """Figures over all items of a repeated section: each respondent's mean counts once."""
        kinds = {
            "value": self.values,
            "importance": self.importances,
            "gap": self.gaps,
            "points": self.points,
        }
        for counts in kinds.values():
            counts.clear()
        for (kind, name, total, count), times in stratum.repeated.items():
            if name == self.question.id:
                mean = Fraction(total, count)
                sort, _, option = kind.partition(":")
                if option:
                    self.places.setdefault(option, Counter())[mean] += times
                    continue
                kinds[sort][mean / unit if kind == "points" else mean] += times
        self.pairs.clear()
        self.persons = Counter()
        for (given, name, _), times in stratum.persons.items():
            if name == self.question.id:
                self.persons[given] += times

    def take_extras(self, extras: Mapping[tuple[str, str, Any], int]) -> None:
        """Numbers, dates, picked options and tags."""
        for (kind, name, value), times in extras.items():
            if name != self.question.id:
                continue
            if kind in _DISTRIBUTED:
                self.distribution[str(value)] += times
            elif self.persons is not None:
                continue  # in a repeated section a respondent's own mean counts, once
            elif kind == "number":
                self.values[decimal(value)] += times
            elif kind == "points":
                self.points[exact(value)] += times
            elif kind == "place":
                self.places.setdefault(value[0], Counter())[value[1]] += times
            else:
                self.marks[f"{kind}:{value}"] += times


def read_codes(layout: Layout, codes: Mapping[int, int]) -> dict[str, Answers]:
    """The answers behind a histogram of codes, by question."""
    found: dict[str, Answers] = {}
    for code, times in codes.items():
        slot = layout.slot_at(code)
        read = slot.read(code)
        answers = found.get(read.question)
        if answers is None:
            answers = found[read.question] = Answers(slot.question)
        if read.status != NOT_ASKED_CODE:
            answers.status[read.status] += times
        if read.importance is not None:
            answers.importances[read.importance] += times
        if read.value is None:
            continue
        answers.distribution[str(read.value)] += times
        if read.value in slot.points:
            answers.points[Fraction(layout.whole(slot.points[read.value]), layout.unit)] += times
        if isinstance(read.value, int):
            answers.values[read.value] += times
            if read.importance is not None:
                answers.gaps[turned_value(slot.question, read.value) - read.importance] += times
                answers.pairs[turned_value(slot.question, read.value), read.importance] += times
    return found
