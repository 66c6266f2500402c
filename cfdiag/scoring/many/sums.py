"""What a tally adds up: scores on an exact grid, respondents of one profile, the answers of one group."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cfdiag.scoring.one.scored import InterviewScore

RESERVOIR = 2000
"""How many respondents of a group the resampling uses at most."""

GRID = 2**64
"""Scores are added as whole multiples of 1/GRID: exact for every score above 2⁻¹², and never random."""

BINS = 100
"""Scores are counted in hundredths of a point, for their median."""

Person = tuple[tuple[int, ...], tuple[tuple[str, tuple[int, ...]], ...]]
"""One respondent's codes, and those per shared `section/item`."""


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
