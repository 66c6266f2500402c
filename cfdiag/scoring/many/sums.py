"""What a tally adds up: respondents' scores, and people of one profile."""

from __future__ import annotations

from typing import Any

from cfdiag.scoring.one.scored import InterviewScore

GRID = 2**64
"""Scores are added as whole multiples of 1/GRID: exact for every score above 2⁻¹², and never random."""

OWN = ""
"""Stands for the items that a respondent added, among those that all share."""


Pattern = tuple[bytes, tuple[tuple[str, bytes], ...], tuple[str, ...]]
"""Which of somebody's answers count, a byte each (`OPEN` and so on): of the questions that are asked once,
by `section/item` (`section/` for what they added) of those in repeated sections; and their cells."""


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
        some = missing = False
        for name, found in score.dimensions.items():
            if found.score is not None:
                some = True
                figure = self.dimensions.get(name)
                if figure is None:
                    figure = self.dimensions[name] = Figure()
                figure.add(found.score)
            elif found.reason:
                missing = True
            elif found.applicable:  # a checklist
                n, met, of = self.met.get(name, (0, 0, 0))
                self.met[name] = (n + 1, met + found.met, of + found.applicable)
            share = self.shares.get(name)
            if share is None:
                share = self.shares[name] = [0, 0]
            share[0] += found.valid_weight
            share[1] += found.applicable_weight
        if some:
            self.partial += missing
            self.complete += not missing

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
