"""The answers of one group, those attributed by consent apart from the others."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import chain
from typing import Any

from cfdiag.scoring.many.sums import Figure, Pattern
from cfdiag.scoring.one.scored import ToldOrder

RESERVOIR = 2000
"""How many respondents of a group the resampling uses at most."""


GivenCounts = tuple[str, str, tuple[str, ...]]
"""What one respondent gave in a repeated section: kind (`answers`, `unknown`, `importance`, `gap`, `items`,
`option:yes`, …), question (or section, for `items`), and the shared `section/item`s, `OWN` for all others."""


FEW = 4
"""So many answers are told one by one; of more they are not kept."""


MOST_PATTERNS = 400
"""So many ways of leaving answers out are told apart; where there are more, a sample stands for all."""

SAMPLED = 64
"""So many respondents are in it."""


OPEN, VALID, BOTH, OUT = range(4)
"""What an answer counts in: nothing (yet), its dimension, that and both its ratings; no part at all."""


PersonCounts = tuple[tuple[int, ...], tuple[tuple[str, tuple[int, ...]], ...]]
"""One respondent's codes, and those per shared `section/item`."""


class Stratum:
    """The answers of one group, those attributed by consent apart from the others."""

    __slots__ = (
        *("codes", "complete", "complete_codes", "complete_totals", "extras", "item_codes", "item_scores"),
        *("_highest", "listed", "own_items", "patterns", "people", "persons", "repeated"),
        *("_last_sampled", "sample"),
    )

    def __init__(self) -> None:
        self.codes: Counter[int] = Counter()
        """How often each code; answers about items of repeated sections under their question."""
        self.item_codes: dict[str, Counter[int]] = {}
        """The same per `section/item`, for items that all respondents share."""
        self.item_scores: dict[tuple[str, str], Figure] = {}
        """By dimension and `section/item`."""
        self.extras: Counter[tuple[str, str, Any]] = Counter()
        self.listed: dict[str, list[ToldOrder]] = {}
        """Whole answers by question, as long as they are few; of more than `FEW` an empty list."""
        self.own_items: dict[tuple[int, str], tuple[tuple[str, Any], ...]] = {}
        """By hash of the interview's id and `section/item`: what was answered about items that people
        added, in sections of which a rule looks for single items."""
        self.repeated: Counter[tuple[str, str, int | Fraction, int]] = Counter()
        """Kind, question, sum and number of one respondent's answers over the items."""
        self.persons: Counter[GivenCounts] = Counter()
        """Respondents by what they gave about which items: many answers of one are one respondent."""
        self.complete: Counter[tuple[str, str, int]] = Counter()
        """Kind, dimension and total of respondents without a missing answer in it."""
        self.complete_codes: dict[str, Counter[int]] = {"points": Counter(), "importance": Counter()}
        """Their codes, by kind."""
        self.complete_totals: dict[int, int] = {}
        """Per code of such a respondent the sum of their totals: which question runs against the others."""
        self.patterns: dict[Pattern, int] = {}
        """Respondents by which of their answers count, until there are more than `MOST_PATTERNS` ways."""
        self.sample: dict[int, Pattern] = {}
        """Patterns of those whose id hashes lowest, by that hash."""
        self._last_sampled: int | None = None
        """Whoever has a higher number is not in the sample."""
        self.people: dict[int, PersonCounts] = {}
        """By hash of the interview's id."""
        self._highest: int | None = None
        """Whoever has a higher number is not among the lowest."""

    def merge(self, other: Stratum) -> None:
        """Count another's answers too."""
        self.codes.update(other.codes)
        for name, codes in other.item_codes.items():
            self.item_codes.setdefault(name, Counter()).update(codes)
        for key, figure in other.item_scores.items():
            self.item_scores.setdefault(key, Figure()).merge(figure)
        self.extras.update(other.extras)
        for question, answers in other.listed.items():
            if answers:
                self.keep(question, answers)
            else:
                self.listed[question] = []
        self.repeated.update(other.repeated)
        self.persons.update(other.persons)
        self.complete.update(other.complete)
        for kind, codes in other.complete_codes.items():
            self.complete_codes[kind].update(codes)
        for code, total in other.complete_totals.items():
            self.complete_totals[code] = self.complete_totals.get(code, 0) + total
        for pattern, times in other.patterns.items():
            if len(self.patterns) > MOST_PATTERNS:
                break
            self.patterns[pattern] = self.patterns.get(pattern, 0) + times
        for number, pattern in other.sample.items():
            self.take_sample(number, pattern)
        self.people.update(other.people)
        self.own_items.update(other.own_items)
        self.prune(RESERVOIR)

    def keep(self, question: str, answers: Iterable[ToldOrder]) -> None:
        """Keep whole answers while they are few: what is too many once stays so, in any order of adding."""
        known = self.listed.get(question)
        if known is None:
            known = self.listed[question] = []
        elif not known:
            return
        known.extend(answers)
        if len(known) > FEW:
            known.clear()

    def samples(self, number: int) -> bool:
        """Whether somebody of this number is in the sample so far."""
        return self._last_sampled is None or number < self._last_sampled

    def take_sample(self, number: int, pattern: Pattern) -> None:
        """Take somebody into the sample, if their number is one of the lowest."""
        if self.samples(number):
            self.sample[number] = pattern
            if len(self.sample) > SAMPLED:
                del self.sample[self._last_sampled or max(self.sample)]
                self._last_sampled = max(self.sample)

    def keeps(self, number: int) -> bool:
        """Whether somebody of this number may be among those who are kept."""
        return self._highest is None or number < self._highest

    def prune(self, most: int) -> None:
        """Keep those whose id hashes lowest: they are the same in whatever order and pieces all come."""
        if len(self.people) > most:
            kept = sorted(self.people)[:most]
            self.people = {key: self.people[key] for key in kept}
            self._highest = kept[-1]

    def __getstate__(self) -> tuple[Any, ...]:
        self.prune(RESERVOIR)
        return _packed_people(self.people), *(
            getattr(self, name) for name in self.__slots__ if name != "people"
        )

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        people, *rest = state
        self.people = _unpacked_people(people)
        for name, value in zip((name for name in self.__slots__ if name != "people"), rest, strict=True):
            setattr(self, name, value)


_PackedPeople = tuple["array[int]", "array[int]", dict[int, Any]]
"""Numbers, the codes of all one after the other, and by number the items of who has some."""


def _packed_people(people: dict[int, PersonCounts]) -> _PackedPeople:
    """Respondents of one stratum, who all have as many codes, as another process gets them."""
    codes = array("I", chain.from_iterable(codes for codes, _ in people.values()))
    return array("Q", people), codes, {number: items for number, (_, items) in people.items() if items}


def _unpacked_people(packed: _PackedPeople) -> dict[int, PersonCounts]:
    numbers, codes, items = packed
    each = len(codes) // len(numbers) if numbers else 0
    return {
        number: (tuple(codes[place * each : (place + 1) * each]), items.get(number, ()))
        for place, number in enumerate(numbers)
    }


def merged_strata(strata: Collection[Stratum]) -> Stratum:
    """Several as one; a single one is itself."""
    if len(strata) == 1:
        return next(iter(strata))
    found = Stratum()
    for each in strata:
        found.merge(each)
    return found
