"""Which of several means may be the worst: a set that holds the true one, not a rank.

The order of 24 gaps names the true worst in a quarter of cases with eight people, in four of ten with sixty.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cfdiag.scoring.stats.drawing import deviations
from cfdiag.scoring.stats.statistics import Z, t_quantile

WORST_FROM = 8
"""People with all answers: with fewer, the set is nearly all of them."""
_HELD = 0.95


def worst_set(people: Mapping[int, Sequence[int]], units: Sequence[float], add: Sequence[float]) -> list[int]:
    """The places of those that may have the largest mean shortfall.

    Multiple comparison with the worst (Hsu 1981, The Annals of Statistics 9: 1026–1034): one stays in the
    set where the upper 95 % bound of its shortfall minus the largest other is not below 0. The bound is
    simultaneous over the others: the 95th of 100 of what the largest other gains on it in the resamples of
    respondents, widened by t(.975, n − 1)/z for small samples. In tests/scoring/test_worst.py the true worst
    is in the set in .95 of samples and more.

    Args:
        people: by generator seed a respondent's answers, whole steps from 0, in one order for all.
        units: what a step is worth in shortfall; below 0 where more is better.
        add: the shortfall of an answer of 0.

    Returns:
        places in that order; none from fewer than `WORST_FROM` people or two questions.
    """
    n, m = len(people), len(units)
    if n < WORST_FROM or m < 2:  # noqa: PLR2004  one has no other
        return []
    means = [sum(column) / n for column in zip(*people.values(), strict=True)]
    middle = [unit * mean for unit, mean in zip(units, means, strict=True)]
    gained: list[list[float]] = [[] for _ in units]
    drawn = deviations({seed: list(enumerate(row)) for seed, row in people.items()}, n)
    for moved in zip(*(drawn[place] for place in range(m)), strict=True):
        off = [unit * each for unit, each in zip(units, moved, strict=True)]
        first, second = _two_largest(off)
        for place, each in enumerate(off):
            gained[place].append((second if each == first else first) - each)
    wider = t_quantile(0.975, n - 1) / Z
    shortfall = [at + extra for at, extra in zip(middle, add, strict=True)]
    first, second = _two_largest(shortfall)
    found = []
    for place, own in enumerate(shortfall):
        bound = sorted(gained[place])[math.ceil(_HELD * len(gained[place])) - 1] * wider
        if (second if own == first else first) - own <= bound + 1e-9:
            found.append(place)
    return found


def _two_largest(values: Sequence[float]) -> tuple[float, float]:
    """The largest and the next; twice the largest where it is there twice."""
    first = second = -math.inf
    for value in values:
        if value > first:
            first, second = value, first
        elif value > second:
            second = value
    return first, second
