"""How stable a question's quadrant is when respondents are drawn anew."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from cfdiag.model.result import Quadrant
from cfdiag.scoring.stats.drawing import DrawnAnew
from cfdiag.scoring.stats.resampling import (
    FLAGS,
    RESAMPLES,
    ResampleKey,
    above_nothing,
    fits,
    flags,
    lanes,
    widened,
)
from cfdiag.scoring.stats.statistics import Real, median

STABLE_FROM = 0.8
"""A question that stays in its quadrant in a smaller share of resamples is marked borderline."""

Means = tuple[Real, Real]
"""Means of performance and importance: fractions for what is shown, floats where only nearness counts."""
MatrixLines = Means
"""Performance and importance of the crosshair."""
Sums = tuple[int, int, int, int]
"""Steps of performance, of importance, and how many gave each."""

RatedPair = tuple[int | None, int | None]
"""Performance (x′) and importance of one respondent, in steps above the scale's least."""

Read = Callable[[ResampleKey], "tuple[str, RatedPair] | None"]
"""The question that a key is about and its ratings; None: no part of the matrix."""


def quadrant(performance: Real, importance: Real, lines: MatrixLines) -> Quadrant:
    """Where a question lies; on the line counts as high.

    Martilla & James 1977, Journal of Marketing 41(1): 77–79.

    Args:
        performance: mean of x′.
        importance: mean of the importance.
        lines: performance and importance where the quadrants meet.
    """
    if importance >= lines[1]:
        return "keep_up" if performance >= lines[0] else "concentrate"
    return "overkill" if performance >= lines[0] else "low_priority"


class Matrix(msgspec.Struct, frozen=True):
    """How the questions are laid out, in one unit: steps of their common scale; points where scales differ.

    `units` gives per question `(factor, offset)` from steps above the scale's least to the unit. `fixed`
    holds per question the lines that need nobody's answers; None: the lines are the `kind` (mean or median)
    of the questions' means.
    """

    units: dict[str, tuple[Fraction, Fraction]]
    kind: str
    fixed: dict[str, MatrixLines] | None = None

    def lines(self, means: Mapping[str, Means]) -> dict[str, MatrixLines]:
        """Performance and importance of the crosshair, per question."""
        if self.fixed is not None:
            return {name: self.fixed[name] for name in means}
        columns = [p for p, _ in means.values()], [i for _, i in means.values()]
        if self.kind == "median":
            cross = median(columns[0]), median(columns[1])
        else:
            cross = sum(columns[0]) / len(means), sum(columns[1]) / len(means)
        return dict.fromkeys(means, cross)

    def places(self, means: Mapping[str, Means]) -> dict[str, Quadrant]:
        """The quadrant of each question, from its means of performance and importance in the unit."""
        lines = self.lines(means) if means else {}
        return {name: quadrant(p, i, lines[name]) for name, (p, i) in means.items()}


def stabilities(
    drawn: DrawnAnew[ResampleKey], read: Read, matrix: Matrix, means: Mapping[str, Means], n: int
) -> dict[str, float]:
    """The share of resamples in which each question stays in the quadrant that all respondents give it.

    Where only some are kept, a resample's deviation from the kept ones' mean is that of a smaller survey: it
    is scaled by √(kept/n) and added to the mean of all.

    Args:
        drawn: what respondents said, drawn anew.
        read: what they said stands for.
        matrix: the questions and their crosshair.
        means: of all respondents, in the matrix's unit.
        n: how many respondents there are; more than were drawn where only some are kept.
    """
    packed, plain = _sums(drawn, read, matrix)
    home = matrix.places(means)
    kept = _means(matrix, plain)
    shrink = drawn.shrink(n)
    if matrix.fixed is not None:
        shares = {}
        for name, before in kept.items():
            parts = zip(matrix.fixed[name], means[name], before, strict=True)
            axes = [_Axis(matrix.units[name], *part, shrink) for part in parts]
            shares[name] = _share(packed[name], home[name], axes)
        return {name: share for name, share in shares.items() if share is not None}
    stays, seen = dict.fromkeys(home, 0), dict.fromkeys(home, 0)
    for now in _draws({name: tuple(map(lanes, numbers)) for name, numbers in packed.items()}):
        places = _scaled(matrix, now, kept, means, shrink) if shrink < 1 else _against_moving(matrix, now)
        for name, place in places.items():
            seen[name] += 1
            stays[name] += place == home[name]
    return {name: stays[name] / seen[name] for name in home if seen[name]}


_Columns = dict[str, tuple["array[int]", ...]]
"""Per question and resample: steps of performance, of importance, and how many gave each."""


def _draws(columns: _Columns) -> Iterator[dict[str, Sums]]:
    rows = {name: list(zip(*four, strict=True)) for name, four in columns.items()}
    for draw in range(RESAMPLES):
        yield {name: four[draw] for name, four in rows.items() if four[draw][2] and four[draw][3]}


class _Axis(msgspec.Struct, frozen=True):
    """Performance or importance of one question, against a line that does not move."""

    unit: tuple[Fraction, Fraction]
    line: Real
    whole: Real
    """The mean of all respondents."""
    kept: Real
    """The mean of those who are kept."""
    shrink: float

    def high(self, sums: int, counts: int) -> int:
        """In which resamples the mean lies on the line or above, as `flags`; never mind those of nobody."""
        factor, offset = self.unit
        if self.shrink == 1:  # whole numbers only: s/n ≥ a/b where s·b ≥ a·n
            a, b = ((Fraction(self.line) - offset) / factor).as_integer_ratio()
            if a >= 0 and fits(sums, b) and fits(counts, a):
                # All at once: the highest bit is added to each, and stays where no more is taken away.
                return sums * b + FLAGS - counts * a & FLAGS
            return flags(s * b >= a * n for s, n in zip(lanes(sums), lanes(counts), strict=True))
        by, start, whole, kept = map(float, (factor, offset, self.whole, self.kept))
        shrink = self.shrink
        line = least_float(self.line)
        return flags(
            n > 0 and whole + (s / n * by + start - kept) * shrink >= line
            for s, n in zip(lanes(sums), lanes(counts), strict=True)
        )


def least_float(line: Real) -> float:
    """The least float that is not below a number: floats compare with it as with the number itself."""
    found = float(line)
    return found if found >= line else math.nextafter(found, math.inf)


def _share(four: Sequence[int], home: Quadrant, axes: Sequence[_Axis]) -> float | None:
    """In which share of resamples a question stays in its quadrant; None where nobody rated both in any."""
    performance, importance, n, m = four
    high, important = home in ("keep_up", "overkill"), home in ("keep_up", "concentrate")
    both = above_nothing(n) & above_nothing(m)
    left = (axes[0].high(performance, n) ^ high * FLAGS) | (axes[1].high(importance, m) ^ important * FLAGS)
    stays = both & ~left
    return stays.bit_count() / both.bit_count() if both else None


_CLOSE = 1e-9
"""Floats that are nearer than this are compared again as fractions."""


def _against_moving(matrix: Matrix, sums: Mapping[str, Sums]) -> dict[str, Quadrant]:
    """By floats, which decide all but ties; a draw in which one is near is done again exactly."""
    means: dict[str, Means] = {
        name: (p / n * float(matrix.units[name][0]), i / m * float(matrix.units[name][0]))
        for name, (p, i, n, m) in sums.items()
    }
    if not means:
        return {}
    cross = next(iter(matrix.lines(means).values()))
    for pair in means.values():
        if min(abs(float(pair[0] - cross[0])), abs(float(pair[1] - cross[1]))) < _CLOSE:
            return matrix.places(_means(matrix, sums))
    return {name: quadrant(p, i, cross) for name, (p, i) in means.items()}


def _scaled(
    matrix: Matrix,
    now: Mapping[str, Sums],
    kept: Mapping[str, Means],
    means: Mapping[str, Means],
    shrink: float,
) -> dict[str, Quadrant]:
    moved: dict[str, Means] = {}
    for name, (p, i, n, m) in now.items():
        factor, offset = map(float, matrix.units[name])
        pair = p / n * factor + offset, i / m * factor + offset
        whole, base = means[name], kept[name]
        moved[name] = (
            float(whole[0]) + (pair[0] - float(base[0])) * shrink,
            float(whole[1]) + (pair[1] - float(base[1])) * shrink,
        )
    return matrix.places(moved)


def _sums(
    drawn: DrawnAnew[ResampleKey], read: Read, matrix: Matrix
) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Per question: steps of performance, of importance, and how many gave each; resampled, and plainly."""
    packed = {name: [0, 0, 0, 0] for name in matrix.units}
    plain = {name: [0, 0, 0, 0] for name in matrix.units}
    for key, (total, n) in drawn.times.items():
        known = read(key)
        if known is None:
            continue
        name, pair = known
        wide = widened(total)
        for place, steps in enumerate(pair):
            if steps is not None:
                packed[name][place] += wide * steps
                packed[name][place + 2] += wide
                plain[name][place] += n * steps
                plain[name][place + 2] += n
    return packed, plain


def _means(matrix: Matrix, sums: Mapping[str, Sequence[int]]) -> dict[str, Means]:
    found: dict[str, Means] = {}
    for name, (factor, offset) in matrix.units.items():
        p, i, n, m = sums.get(name, (0, 0, 0, 0))
        if n and m:
            found[name] = (Fraction(p, n) * factor + offset, Fraction(i, m) * factor + offset)
    return found
