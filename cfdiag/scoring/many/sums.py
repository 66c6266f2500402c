"""What a tally adds up: scores on an exact grid, respondents of one profile, the answers of one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from cfdiag.scoring.one.scored import InterviewScore

RESERVOIR = 2000
"""How many respondents of a group the resampling uses at most."""

GRID = 2**64
"""Scores are added as whole multiples of 1/GRID: exact for every score above 2⁻¹², and never random."""

OWN = ""
"""Stands for the items that a respondent added, among those that all share."""

GivenCounts = tuple[str, str, tuple[str, ...]]
"""What one respondent gave in a repeated section: kind (`answers`, `unknown`, `importance`, `gap`, `items`,
`option:yes`, …), question (or section, for `items`), and the shared `section/item`s, `OWN` for all others."""

FEW = 4
"""So many answers are told one by one; of more they are not kept."""

OPEN, VALID, BOTH, OUT = range(4)
"""What an answer counts in: nothing (yet), its dimension, that and both its ratings; no part at all."""

PersonCounts = tuple[tuple[int, ...], tuple[tuple[str, tuple[int, ...]], ...]]
"""One respondent's codes, and those per shared `section/item`."""


class Figure:
    """Respondents' scores as a histogram: a score has few values, and each is the nearest binary number.

    n, mean, variance and median follow from it exactly, whatever the order in which it was filled.
    """

    __slots__ = ("counts",)

    def __init__(self, counts: dict[float, int] | None = None) -> None:
        self.counts: dict[float, int] = counts if counts is not None else {}

    def add(self, score: float) -> None:
        """Count one score."""
        counts = self.counts
        counts[score] = counts.get(score, 0) + 1

    def merge(self, other: Figure) -> None:
        """Count another's scores too."""
        counts = self.counts
        for score, times in other.counts.items():
            counts[score] = counts.get(score, 0) + times

    @property
    def n(self) -> int:
        """How many scores."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        """The mean, or None without scores."""
        n = self.n
        return (
            sum(int(score * GRID) * times for score, times in self.counts.items()) / (n * GRID) if n else None
        )

    @property
    def variance(self) -> float | None:
        """The sample variance (n − 1), or None under two."""
        n, total, squares = 0, 0, 0
        for score, times in self.counts.items():
            whole = int(score * GRID)
            n += times
            total += whole * times
            squares += whole * whole * times
        if n < 2:  # noqa: PLR2004  n − 1
            return None
        return (n * squares - total * total) / (n * (n - 1) * GRID * GRID)

    @property
    def median(self) -> float | None:
        """The middle score, or the mean of the two in the middle; None without scores."""
        n, passed, low = self.n, 0, None
        for score, times in sorted(self.counts.items()):
            passed += times
            if low is None and passed > (n - 1) // 2:
                low = score
            if low is not None and passed > n // 2:
                return (low + score) / 2
        return None

    def __getstate__(self) -> dict[float, int]:
        return self.counts

    def __setstate__(self, state: dict[float, int]) -> None:
        self.counts = state


class TallyCell:
    """The respondents of one profile: how many, their scores, their coverage."""

    __slots__ = (
        *("applicable", "complete", "dimensions", "finished", "met", "n", "overall", "partial", "shares"),
        "valid",
    )

    def __init__(self) -> None:
        self.n = self.finished = self.valid = self.applicable = 0
        self.complete = self.partial = 0
        """Respondents with a score on all of the dimensions that they were asked about; on some of them."""
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
        missing = [found for found in score.dimensions.values() if found.score is None and found.reason]
        if any(found.score is not None for found in score.dimensions.values()):
            self.partial += bool(missing)
            self.complete += not missing
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

    def merge(self, other: TallyCell) -> None:
        """Count another's interviews too."""
        self.n += other.n
        self.finished += other.finished
        self.valid += other.valid
        self.applicable += other.applicable
        self.complete += other.complete
        self.partial += other.partial
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
        *("codes", "complete", "complete_codes", "complete_totals", "extras", "item_codes", "item_scores"),
        *("listed", "patterns", "people", "persons", "repeated"),
    )

    def __init__(self) -> None:
        self.codes: Counter[int] = Counter()
        """How often each code; answers about items of repeated sections under their question."""
        self.item_codes: dict[str, Counter[int]] = {}
        """The same per `section/item`, for items that all respondents share."""
        self.item_scores: dict[tuple[str, str], Figure] = {}
        """By dimension and `section/item`."""
        self.extras: Counter[tuple[str, str, Any]] = Counter()
        self.listed: dict[str, list[Any]] = {}
        """Whole answers by question, as long as they are few; of more than `FEW` an empty list."""
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
        self.patterns: dict[bytes, int] = {}
        """Respondents by which of their answers count: a byte a question (repeated sections apart)."""
        self.people: dict[int, PersonCounts] = {}
        """By hash of the interview's id."""

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
            self.patterns[pattern] = self.patterns.get(pattern, 0) + times
        self.people.update(other.people)
        self.prune(RESERVOIR)

    def keep(self, question: str, answers: Iterable[Any]) -> None:
        """Keep whole answers while they are few: what is too many once stays so, in any order of adding."""
        known = self.listed.get(question)
        if known is None:
            known = self.listed[question] = []
        elif not known:
            return
        known.extend(answers)
        if len(known) > FEW:
            known.clear()

    def prune(self, most: int) -> None:
        """Keep those whose id hashes lowest, and the lowest patterns: what is kept is exact in any order."""
        if len(self.patterns) > most:
            self.patterns = {key: self.patterns[key] for key in sorted(self.patterns)[:most]}
        if len(self.people) > most:
            self.people = {key: self.people[key] for key in sorted(self.people)[:most]}

    def __getstate__(self) -> tuple[Any, ...]:
        self.prune(RESERVOIR)
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            setattr(self, name, value)
