"""Which of several means may be the worst: a set that holds the true one, not a rank.

The order of 24 gaps names the true worst in a quarter of cases with eight people, in four of ten with sixty.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

from cfdiag.scoring.stats.distributions import t_quantile
from cfdiag.scoring.stats.drawing import DrawnAnew
from cfdiag.scoring.stats.resampling import RESAMPLES, lanes, widened
from cfdiag.scoring.stats.statistics import Z

WORST_FROM = 8
"""People with all answers: with fewer, the set is nearly all of them."""
_HELD = 0.95


_People = Sequence[tuple[Sequence[int], Sequence[int]]]


def worst_set(people: _People, units: Sequence[float], add: Sequence[float]) -> list[int]:
    """The places of those that may have the largest mean shortfall.

    Multiple comparison with the worst (Hsu 1981, The Annals of Statistics 9: 1026–1034): one stays in the
    set where the upper 95 % bound of its shortfall minus the largest other is not below 0. The bound is
    simultaneous over the others: the 95th of 100 of what the largest other gains on it in the resamples of
    respondents, widened by t(.975, n − 1)/z for small samples. In tests/scoring/test_worst.py the true worst
    is in the set in .95 of samples and more.

    Args:
        people: answers, whole steps from 0, in one order for all, each time with the generator seeds of the
            respondents who gave them.
        units: what a step is worth in shortfall; below 0 where more is better.
        add: the shortfall of an answer of 0.

    Returns:
        places in that order; none from fewer than `WORST_FROM` people or two questions.
    """
    times = [len(seeds) for _, seeds in people]
    n, m = sum(times), len(units)
    if n < WORST_FROM or m < 2:  # noqa: PLR2004  one has no other
        return []
    columns = zip(*(answers for answers, _ in people), strict=True)
    means = [sum(map(mul, column, times)) / n for column in columns]
    middle = [unit * mean for unit, mean in zip(units, means, strict=True)]
    shortfall = [at + extra for at, extra in zip(middle, add, strict=True)]
    moved = _moved(people, units, means)
    seconds, firsts = zip(*[sorted(row)[-2:] for row in zip(*moved, strict=True)], strict=True)
    wider = t_quantile(0.975, n - 1) / Z
    second, first = sorted(shortfall)[-2:]
    most = max(firsts)
    found = []
    for place, own in enumerate(shortfall):
        behind = (second if own == first else first) - own
        # Most are so far behind that the largest gain of all would not do.
        if behind > (most - min(moved[place])) * wider + 1e-9:
            continue
        # Counted, for forty lists of a thousand need not be sorted: the 95th of 100 is no less where more
        # than 5 of 100 are no less.
        gained = zip(moved[place], firsts, seconds, strict=True)
        held = sum(
            [behind <= ((two if off == one else one) - off) * wider + 1e-9 for off, one, two in gained]
        )
        if held > RESAMPLES - math.ceil(_HELD * RESAMPLES):
            found.append(place)
    return found


def _moved(people: _People, units: Sequence[float], means: Sequence[float]) -> list[list[float]]:
    """Per place how far the shortfall moves in each resample."""
    m = len(units)
    # Place and answer as one number: a pair takes twice as long to look up.
    drawn = DrawnAnew(
        ([value * m + place for place, value in enumerate(answers)], seeds) for answers, seeds in people
    )
    sums, counts = [0] * m, 0
    for key, (packed, _) in drawn.times.items():
        value, place = divmod(key, m)
        wide = widened(packed)
        sums[place] += wide * value
        # Everybody gave all of them: whoever is drawn counts in each.
        counts += wide if place == 0 else 0
    times = lanes(counts)
    return [
        [unit * (total / n - mean) if n else 0.0 for total, n in zip(lanes(column), times, strict=True)]
        for column, unit, mean in zip(sums, units, means, strict=True)
    ]
