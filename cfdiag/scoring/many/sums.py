"""What a tally adds up: respondents' scores, and people of one profile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from cfdiag.scoring.one.scored import DimensionPoints, InterviewScore

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

    def add(self, score: float, times: int = 1) -> None:
        """Count a score, of one respondent or of so many."""
        counts = self.counts
        counts[score] = counts.get(score, 0) + times

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
        return self.moments()[1]

    @property
    def variance(self) -> float | None:
        """The sample variance (n − 1), or None under two."""
        return self.moments()[2]

    def moments(self) -> tuple[int, float | None, float | None]:
        """How many, mean and sample variance, in one go."""
        n, total, squares = 0, 0, 0
        for score, times in self.counts.items():
            whole = int(score * GRID)
            n += times
            total += whole * times
            squares += whole * whole * times
        if n < 2:  # noqa: PLR2004  n − 1
            return n, total / GRID if n else None, None
        return n, total / (n * GRID), (n * squares - total * total) / (n * (n - 1) * GRID * GRID)

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

    def add(self, scores: Sequence[InterviewScore], scored: Collection[str], *, finished: int) -> None:
        """Count some interviews.

        Args:
            scores: theirs.
            scored: the dimensions that have scores; the others are checklists.
            finished: how many of them are finished.
        """
        self.n += len(scores)
        self.finished += finished
        # In plain dictionaries: of many cells most get one interview at a time.
        found: dict[tuple[str, DimensionPoints], int] = {}
        for score in scores:
            if score.overall is not None:
                self.overall.add(score.overall)
            for each in score.dimensions.items():
                found[each] = found.get(each, 0) + 1
            # A score has no reason, and what has no score has one; a checklist has neither.
            reasons = [d.reason for d in score.dimensions.values() if d.reason or d.score is not None]
            if "" in reasons:
                missing = any(reasons)
                self.partial += missing
                self.complete += not missing
        for (name, points), times in found.items():
            self._add_dimension(name, points, times, is_scored=name in scored)

    def _add_dimension(self, name: str, points: DimensionPoints, times: int, *, is_scored: bool) -> None:
        if points.score is not None:
            figure = self.dimensions.get(name)
            if figure is None:
                figure = self.dimensions[name] = Figure()
            figure.add(points.score, times)
        valid, applicable = points.valid_weight * times, points.applicable_weight * times
        share = self.shares.get(name)
        if share is None:
            share = self.shares[name] = [0, 0]
        share[0] += valid
        share[1] += applicable
        if is_scored:
            self.valid += valid
            self.applicable += applicable
        elif points.applicable:
            n, met, of = self.met.get(name, (0, 0, 0))
            self.met[name] = n + times, met + points.met * times, of + points.applicable * times

    def merge(self, other: TallyCell) -> None:
        """Count another's interviews too."""
        self.n += other.n
        self.finished += other.finished
        self.valid += other.valid
        self.applicable += other.applicable
        self.complete += other.complete
        self.partial += other.partial
        self.overall.merge(other.overall)
        figures, shares = self.dimensions, self.shares
        for name, figure in other.dimensions.items():
            if name in figures:
                figures[name].merge(figure)
            else:
                figures[name] = Figure(dict(figure.counts))
        for name, (valid, applicable) in other.shares.items():
            if name in shares:
                shares[name][0] += valid
                shares[name][1] += applicable
            else:
                shares[name] = [valid, applicable]
        for name, counts in other.met.items():
            before = self.met.get(name, (0, 0, 0))
            self.met[name] = (before[0] + counts[0], before[1] + counts[1], before[2] + counts[2])

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            setattr(self, name, value)
