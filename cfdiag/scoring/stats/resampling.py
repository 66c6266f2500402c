"""How stable a question's quadrant is: Poisson resampling of respondents.

Each respondent gets, in each of 1,000 resamples, a weight drawn from Poisson(1), the limit of how often a
bootstrap would draw them (Hanley & MacGibbon 2006; Chamandy et al. 2012). The generator is seeded by the
run's seed and the interview's id, so that neither order nor splitting changes anything.

A respondent's 1,000 weights are kept as the digits of one long whole number, 16 bits each: adding two such
numbers adds a thousand pairs at once. Respondents with the same ratings are added up first, one addition a
question; only the totals are multiplied by steps, in 32 bits. That makes plain Python fast enough.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Union

import msgspec

from cfdiag.model.result import Quadrant
from cfdiag.scoring.stats.statistics import Real, median

RESAMPLES = 1000
STABLE_FROM = 0.8
"""A question that stays in its quadrant in a smaller share of resamples is marked borderline."""

_LANE = 2
"""Bytes per weight. A weight is at most 9, so that `BATCH` respondents stay below 2¹⁶."""
BATCH = 4096
_WIDE = 4
"""Bytes per sum: thousands of respondents times a scale of 99 steps stay far below 2³²."""

Means = tuple[Real, Real]
"""Means of performance and importance: fractions for what is shown, floats where only nearness counts."""
MatrixLines = Means
"""Performance and importance of the crosshair."""
Sums = tuple[int, int, int, int]
"""Steps of performance, of importance, and how many gave each."""

RatedPair = tuple[int | None, int | None]
"""Performance (x′) and importance of one respondent, in steps above the scale's least."""

ResampleKey = Union[int, "tuple[str, int]"]
"""A code, or the item and the code: respondents with the same one are added up together."""

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


@lru_cache(maxsize=1)
def _poisson_table() -> bytes:
    """The quantile of Poisson(1) for each of 65,536 equal steps of probability."""
    found = bytearray()
    k, cumulated, probability = 0, math.exp(-1), math.exp(-1)
    for step in range(65536):
        while (step + 0.5) / 65536 > cumulated:
            k += 1
            probability /= k
            cumulated += probability
        found.append(k)
    return bytes(found)


_BOTH = 255
"""Marks a first byte that does not decide the quantile alone; about 30 of 1,000 draws have one."""


@lru_cache(maxsize=1)
def _by_first_byte() -> bytes:
    """The quantile for each first byte of a draw, or `_BOTH`."""
    table = _poisson_table()
    return bytes(
        table[first << 8] if table[first << 8] == table[first << 8 | 255] else _BOTH for first in range(256)
    )


def weights(seed: int) -> int:
    """A respondent's weights in all resamples, 16 bits each, the first one lowest."""
    draws = Random(seed).randbytes(2 * RESAMPLES)  # noqa: S311  no secret hangs on it
    second, first = draws[::2], draws[1::2]
    found = bytearray(first.translate(_by_first_byte()))
    table = _poisson_table()
    at = found.find(_BOTH)
    while at >= 0:
        found[at] = table[first[at] << 8 | second[at]]
        at = found.find(_BOTH, at + 1)
    lanes = bytearray(_LANE * RESAMPLES)
    lanes[::_LANE] = found
    return int.from_bytes(lanes, "little")


def widened(packed: int) -> int:
    """The same thousand numbers, with 32 bits each."""
    narrow = packed.to_bytes(_LANE * RESAMPLES, "little")
    wide = bytearray(_WIDE * RESAMPLES)
    wide[::_WIDE], wide[1::_WIDE] = narrow[::_LANE], narrow[1::_LANE]
    return int.from_bytes(wide, "little")


def lanes(packed: int) -> array[int]:
    """The thousand numbers of 32 bits, the first one lowest."""
    found = array("I", packed.to_bytes(_WIDE * RESAMPLES, "little"))
    if sys.byteorder == "big":
        found.byteswap()
    return found


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
    people: Mapping[int, Iterable[ResampleKey]],
    read: Read,
    matrix: Matrix,
    means: Mapping[str, Means],
    n: int,
) -> dict[str, float]:
    """The share of resamples in which each question stays in the quadrant that all respondents give it.

    Where only some are kept, a resample's deviation from the kept ones' mean is that of a smaller survey: it
    is scaled by √(kept/n) and added to the mean of all.

    Args:
        people: by generator seed, what one respondent said, as keys.
        read: what a key stands for.
        matrix: the questions and their crosshair.
        means: of all respondents, in the matrix's unit.
        n: how many respondents there are; more than `people` where only some are kept.
    """
    packed, plain = _sums(people, read, matrix)
    home = matrix.places(means)
    shrink = math.sqrt(len(people) / n) if n > len(people) else 1.0
    draws: Iterator[dict[str, Quadrant]]
    if shrink < 1:
        kept = _means(matrix, plain)
        draws = (_scaled(matrix, now, kept, means, shrink) for now in _draws(packed))
    elif matrix.fixed is not None:
        draws = _against_fixed(matrix, matrix.fixed, packed)
    else:
        draws = (_against_moving(matrix, now) for now in _draws(packed))
    stays, seen = dict.fromkeys(home, 0), dict.fromkeys(home, 0)
    for places in draws:
        for name, now in places.items():
            seen[name] += 1
            stays[name] += now == home[name]
    return {name: stays[name] / seen[name] for name in home if seen[name]}


def _draws(packed: Mapping[str, Sequence[int]]) -> Iterator[dict[str, Sums]]:
    """Per resample and question: steps of performance, of importance, and how many gave each."""
    columns = {name: list(zip(*map(lanes, numbers), strict=True)) for name, numbers in packed.items()}
    for draw in range(RESAMPLES):
        yield {name: four[draw] for name, four in columns.items() if four[draw][2] and four[draw][3]}


def _against_fixed(
    matrix: Matrix, fixed: Mapping[str, MatrixLines], packed: Mapping[str, Sequence[int]]
) -> Iterator[dict[str, Quadrant]]:
    """Whole numbers only: P/N ≥ a/b where P·b ≥ a·N."""
    steps = {}
    for name, (factor, offset) in matrix.units.items():
        performance, importance = ((Fraction(line) - offset) / factor for line in fixed[name])
        steps[name] = *performance.as_integer_ratio(), *importance.as_integer_ratio()
    for sums in _draws(packed):
        places: dict[str, Quadrant] = {}
        for name, (p, i, n, m) in sums.items():
            a, b, c, d = steps[name]
            if i * d >= c * m:
                places[name] = "keep_up" if p * b >= a * n else "concentrate"
            else:
                places[name] = "overkill" if p * b >= a * n else "low_priority"
        yield places


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
    people: Mapping[int, Iterable[ResampleKey]], read: Read, matrix: Matrix
) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Per question: steps of performance, of importance, and how many gave each; resampled, and plainly."""
    packed = {name: [0, 0, 0, 0] for name in matrix.units}
    plain = {name: [0, 0, 0, 0] for name in matrix.units}
    seeds = list(people)
    for start in range(0, len(seeds), BATCH):
        alike: dict[ResampleKey, list[int]] = {}
        for seed in seeds[start : start + BATCH]:
            drawn = weights(seed)
            for key in people[seed]:
                both = alike.get(key)
                if both is None:
                    both = alike[key] = [0, 0] if read(key) is not None else []
                if both:
                    both[0] += drawn
                    both[1] += 1
        for key, both in alike.items():
            known = read(key)
            if known is None:
                continue
            (name, pair), (total, n) = known, both
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
