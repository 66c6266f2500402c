"""What a population said to one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES
from cfdiag.scoring.many.cells import decimal, month_of
from cfdiag.scoring.many.stratum import GivenCounts, Stratum
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, Layout, exact, gap_between, plain_number
from cfdiag.scoring.one.scored import ToldOrder
from cfdiag.scoring.stats.statistics import Series

NOT_ANSWERED = ("unknown", "not_applicable", "not_reached", "skipped")
"""What a person who was asked may have done but answer."""


_DISTRIBUTED = ("option", "tag", "date")
"""The kinds of notes that are keys of a distribution."""


_Key = TypeVar("_Key")
_Noted = Iterable[tuple[_Key, int]]
"""What was noted beside codes, and how often."""


class Answers:
    """What a population said to one question."""

    def __init__(self, question: Question, *, paired: bool = False) -> None:
        self.question = question
        self.paired = paired
        """Whether only those count who rated both; `status` counts everybody."""
        self.status: Counter[str] = Counter()
        self.distribution: Counter[str] = Counter()
        self.values: Counter[int | Fraction] = Counter()
        self.importances: Counter[int | Fraction] = Counter()
        self.gaps: Counter[int | Fraction] = Counter()
        self.points: Counter[int | Fraction] = Counter()
        """Points exactly, by respondent (or answer)."""
        self.places: dict[str, Counter[int | Fraction]] = {}
        """Of an order, respondents by the place that they gave an option: in several answers the mean."""
        self.marks: Counter[str] = Counter()
        """Respondents by what they gave beside the distribution: `top:speed`."""
        self.listed: list[ToldOrder] = []
        """The answers one by one, while they are few."""
        self.persons: Counter[str] | None = None
        """In a repeated section respondents by what they gave, else None: there an answer is a respondent."""
        self.given = 0
        """In a repeated section the answers, of which one respondent may have given several."""

    @property
    def n(self) -> int:
        """Respondents who answered (both ratings, where only those count)."""
        if self.persons is not None:
            return self.persons["answers"]
        # Of several groups pooled only some may be paired: what counts is what stands in the values.
        return self.values.total() if self.paired else self.status["answered"]

    def with_those(self, other: Answers) -> Answers:
        """Both groups' answers together, in place of none."""
        both = Answers(self.question)
        both.merge(self)
        both.merge(other)
        return both

    def merge(self, other: Answers) -> None:
        """Count another group's answers too."""
        self.paired = self.paired or other.paired
        for name in ("status", "distribution", "marks", "values", "importances", "gaps", "points"):
            getattr(self, name).update(getattr(other, name))
        for option, places in other.places.items():
            self.places.setdefault(option, Counter()).update(places)
        # Sorted by value: the order of answers would tell who came first.
        self.listed = sorted([*self.listed, *other.listed])
        self.given += other.given
        if other.persons is not None:
            self.persons = (self.persons or Counter()) + other.persons

    def respondents(self, kind: str) -> int:
        """How many respondents gave it: `unknown`, `option:yes`, `tag:pay`, `month:2026-11`; each once."""
        sort, _, value = kind.partition(":")
        if self.persons is not None and sort not in _DISTRIBUTED:
            return self.persons[kind]
        if not value:
            return self.status[sort]
        if sort == "month":
            return sum(n for day, n in self.distribution.items() if month_of(day) == value)
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

    def over_items(
        self,
        repeated: _Noted[tuple[str, str, int | Fraction, int]],
        persons: _Noted[GivenCounts],
        unit: int,
    ) -> None:
        """Figures over all items of a repeated section, of people and not of answers.

        Of a number each respondent's own mean counts once; of what is counted each respondent counts once for
        everything that they gave, about however many items.

        Args:
            repeated: as `Stratum.repeated`, of this question.
            persons: as `Stratum.persons`, likewise.
            unit: points times this are whole.
        """
        self.given = self.distribution.total() if self.paired else self.status["answered"]
        kinds = {
            "value": self.values,
            "importance": self.importances,
            "gap": self.gaps,
            "points": self.points,
        }
        for counts in kinds.values():
            counts.clear()
        for (kind, _, total, count), times in repeated:
            mean = Fraction(total, count)
            sort, _, option = kind.partition(":")
            if option:
                self.places.setdefault(option, Counter())[mean] += times
                continue
            both, _, figure = sort.rpartition("_")
            if bool(both) is (self.paired and sort != "gap"):
                kinds[figure][mean / unit if figure == "points" else mean] += times
        self.persons = Counter()
        self.distribution.clear()
        for (given, _, _), times in persons:
            self.persons[given] += times
            self._count_person(given, times)
        self.persons["answered"] = self.persons["answers"]
        if self.paired:
            # Of who rated twice all three figures have the same people, or their difference is one of them.
            self.persons["answers"] = self.persons["importance"] = self.persons["gap"]

    def _count_person(self, given: str, times: int) -> None:
        """Under what they gave: of who rated twice, what was rated twice."""
        kind, _, value = given.partition(":")
        both, _, sort = kind.rpartition("_")
        if sort == "tag" and not TYPES[self.question.type].in_words:
            return  # themes are those of words
        if value and sort in _DISTRIBUTED and bool(both) is self.paired:
            self.distribution[value] += times

    def take_extras(self, extras: _Noted[tuple[str, str, Any]]) -> None:
        """Numbers, dates, picked options and tags of this question."""
        if self.persons is not None:
            return  # in a repeated section a respondent counts once: see `over_items`
        for (kind, _, value), times in extras:
            if kind == "tag" and not TYPES[self.question.type].in_words:
                continue  # themes are those of words
            if kind in _DISTRIBUTED:
                self.distribution[str(value)] += times
            elif kind == "number":
                self.values[decimal(value)] += times
            elif kind == "points":
                self.points[exact(value)] += times
            elif kind == "place":
                self.places.setdefault(value[0], Counter())[value[1]] += times
            else:
                self.marks[f"{kind}:{value}"] += times


def answers_of(layout: Layout, stratum: Stratum, paired: frozenset[str]) -> dict[str, Answers]:
    """What the people of one stratum said, by question, and by `section/item/question` for shared items."""
    found = read_codes(layout, stratum.codes, paired)
    extras, persons = by_question(stratum.extras), by_question(stratum.persons)
    repeated = by_question(stratum.repeated)
    for name, answers in found.items():
        if layout.slots[name].section:
            answers.over_items(repeated.get(name, ()), persons.get(name, ()), layout.unit)
        answers.take_extras(extras.get(name, ()))
        answers.listed = sorted(stratum.listed.get(name, ()))
    for item, codes in stratum.item_codes.items():
        found |= {f"{item}/{name}": answers for name, answers in read_codes(layout, codes, paired).items()}
    return found


def by_question(counts: Mapping[Any, int]) -> dict[str, list[tuple[Any, int]]]:
    """Counts by what stands second in their keys."""
    found: dict[str, list[tuple[Any, int]]] = {}
    for key, times in counts.items():
        found.setdefault(key[1], []).append((key, times))
    return found


def read_codes(layout: Layout, codes: Mapping[int, int], paired: frozenset[str]) -> dict[str, Answers]:
    """The answers behind a histogram of codes, by question; of the paired ones those who rated both."""
    found: dict[str, Answers] = {}
    for code, times in codes.items():
        slot, read = layout.at(code)
        answers = found.get(read.question)
        if answers is None:
            answers = found[read.question] = Answers(slot.question, paired=read.question in paired)
        if read.status != NOT_ASKED_CODE:
            answers.status[read.status] += times
        if answers.paired and (read.importance is None or not isinstance(read.value, int)):
            continue
        if read.importance is not None:
            answers.importances[read.importance] += times
        if read.value is None:
            continue
        answers.distribution[str(read.value)] += times
        if read.value in slot.points:
            whole = layout.whole(slot.points[read.value])
            answers.points[plain_number(Fraction(whole, layout.unit))] += times
        if isinstance(read.value, int):
            answers.values[read.value] += times
            if read.importance is not None:
                answers.gaps[gap_between(slot.question, read.value, read.importance)] += times
    return found
