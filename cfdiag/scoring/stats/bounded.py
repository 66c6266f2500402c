"""A range for a mean that fits its scale: it never runs past an end, and is there when all agree.

A t interval of few answers near an end of the scale runs past it (68 to 98 % of them at n = 5), and there is
none when all say the same. Here the answers are a Dirichlet distribution over the steps of the scale, with a
little weight on every step before anybody spoke, and the mean's Beta distribution has its moments (Rubin
1981, The Annals of Statistics 9: 130–134). With that weight it covers .90 to .98 from five answers on scales
of 5, 11 and 101 steps; tests/scoring/test_coverage.py draws the samples.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from cfdiag.scoring.stats.distributions import incomplete_beta, log_beta_factor, normal_quantile
from cfdiag.scoring.stats.statistics import MEAN_FROM, Bounds, Series

_P = 0.975
_BEFORE = 1.25
"""So many answers is the weight before anybody spoke, spread evenly over the steps: ¼ on each of five.
A quarter a step on a scale of 101 would be 25 answers, and cover nothing."""
_TINY = 1e-300
_POINTS = (0, 25, 50, 75, 100)
"""Where that weight lies for scores, which have no steps of their own."""


def range_of_steps(answers: Series, steps: Sequence[int], of: int | None = None) -> Bounds | None:
    """The 95 % range of the mean of ratings, in scale units, from five; None under five.

    Args:
        answers: as answered, or means of one person's answers between the ends.
        steps: of the scale, from its least to its highest.
        of: how many people there are to ask; None where nobody knows.
    """
    if answers.n < MEAN_FROM:
        return None
    weight = _BEFORE / len(steps)
    total = float(answers.sum) + weight * sum(steps)
    squares = answers.squares + weight * sum(at * at for at in steps)
    return _fitting(answers.n, float(answers.sum) / answers.n, (total, squares), (steps[0], steps[-1]), of)


def range_of_scores(n: int, mean: float, variance: float | None, of: int | None = None) -> Bounds | None:
    """The 95 % range of the mean of respondents' scores, 0 to 100, from five; None under five.

    Args:
        n: respondents.
        mean: of their scores.
        variance: of their scores, with n − 1.
        of: how many people there are to ask; None where nobody knows.
    """
    if n < MEAN_FROM or variance is None:
        return None
    weight = _BEFORE / len(_POINTS)
    total = n * mean + weight * sum(_POINTS)
    squares = (n - 1) * variance + n * mean * mean + weight * sum(at * at for at in _POINTS)
    return _fitting(n, mean, (total, squares), (0, 100), of)


def _fitting(n: int, mean: float, sums: tuple[float, float], ends: tuple[int, int], of: int | None) -> Bounds:
    """Beta(mκ, (1 − m)κ) by the moments m and v of the Dirichlet mean; κ = m(1 − m)/v − 1."""
    (total, squares), (low, high) = sums, ends
    span, weight = high - low, n + _BEFORE
    m = (total / weight - low) / span
    second = (squares - 2 * low * total + low * low * weight) / (weight * span * span)
    v = max(second - m * m, 1e-12) / (weight + 1)  # all on one step, of very many: rounding, not spread
    kappa = m * (1 - m) / v - 1
    a, b = m * kappa, (1 - m) * kappa
    # an end that would leave the mean out is the mean
    left = min(low + span * beta_quantile(1 - _P, a, b), mean)
    right = max(low + span * beta_quantile(_P, a, b), mean)
    kept = 1.0 if of is None else math.sqrt(max(0.0, 1 - n / of))  # finite population, Cochran 1977, § 2.6
    return mean - (mean - left) * kept, mean + (right - mean) * kept


# Questions with few answers, and copies of one row, come to the same a and b again and again.
@lru_cache(maxsize=512)
def beta_quantile(p: float, a: float, b: float) -> float:
    """The quantile of Beta(a, b): x with I_x(a, b) = p, to about 1e-12.

    Newton's method inside a bracket that every step narrows, from a start by the normal quantile (Abramowitz
    & Stegun, 26.5.22) or, where the density runs to infinity at an end, by the first term of the series.

    Args:
        p: between 0 and 1.
        a: above 0.
        b: above 0.
    """
    front = log_beta_factor(a, b)
    low, high = _TINY, 1.0
    x = _start(p, a, b, front)
    for _ in range(200):
        error = incomplete_beta(a, b, x, 1 - x, front) - p
        if error > 0:
            high = x
        else:
            low = x
        density = math.exp(front + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        moved = x - error / density if density > 0 else -1.0
        if low < moved < high:
            if abs(moved - x) <= 1e-9 * x:  # Newton doubles the digits: this step has made them 1e-12 or less
                return moved
        else:
            moved = math.sqrt(low * high)  # halves the digits, not the distance: the quantile may be 1e-20
            if high - low <= 4e-15 * x:
                return moved
        x = moved
    return x


def _start(p: float, a: float, b: float, front: float) -> float:
    if a < 1 or b < 1:
        # near 0 the distribution function is x^a/(a·B(a, b)), and the mirror image near 1
        low = math.exp((math.log(p * a) - front) / a)
        high = 1 - math.exp((math.log((1 - p) * b) - front) / b)
        found = low if low < a / (a + b) else high
    else:
        y = -normal_quantile(p)
        r, s = 1 / (2 * a - 1), 1 / (2 * b - 1)
        h = 2 / (r + s)
        w = y * math.sqrt(h + (y * y - 3) / 6) / h if h + (y * y - 3) / 6 > 0 else 0.0
        w -= (s - r) * ((y * y - 3) / 6 + 5 / 6 - 2 / (3 * h))
        found = a / (a + b * math.exp(min(2 * w, 700.0)))
    return min(max(found, _TINY), 1 - 1e-16)
