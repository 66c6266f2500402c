"""The statistics of a report, by the standard library alone. Each says its formula, source and least n.

All intervals are at 95 %.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from operator import mul

from cfdiag.scoring.stats.distributions import _P, normal_quantile, t_cdf, t_quantile

Bounds = tuple[float, float]
Real = int | float | Fraction
Counts = Mapping[int, int] | Mapping[int | Fraction, int]
"""A histogram: how often each value."""

MEAN_FROM = 5
AGREEMENT_FROM = 5
EFFECT_FROM = 10
ALPHA_FROM = 30
ALPHA_QUESTIONS = 3
RANKS_FROM = 7
RANKS_PEOPLE = 15
"""A side: the order of fewer questions, or by fewer people, says more of chance than of the two sides."""
RECOMMEND_FROM = 15
"""Below, half of the interval is 35 points wide and more."""

Z = normal_quantile(_P)


class Series:
    """A histogram with its exact n, mean, variance and median.

    Args:
        counts: how often each value; whole numbers or fractions, so that nothing is rounded on the way.
    """

    __slots__ = ("_squares", "_total", "_unit", "counts", "n")

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.n = sum(counts.values())
        # Exact sums, not a running mean: any split and any order of the people gives the same figure. Whole
        # numbers of a common unit add up ten times as fast as fractions.
        self._unit = unit = math.lcm(*[value.denominator for value in counts])
        whole = [value.numerator * (unit // value.denominator) for value in counts]
        weighted = list(map(mul, whole, counts.values()))
        self._total: int = sum(weighted)
        self._squares: int = sum(map(mul, whole, weighted))

    @property
    def sum(self) -> Fraction:
        """Σx."""
        return Fraction(self._total, self._unit)

    @property
    def squares(self) -> float:
        """Σx²."""
        return self._squares / (self._unit * self._unit)

    @property
    def exact_mean(self) -> Fraction | None:
        """Σx/n as the ratio it is: what lies on a line, or ties, is decided on it. None without values."""
        return Fraction(self._total, self._unit * self.n) if self.n else None

    @property
    def mean(self) -> float | None:
        """Σx/n; None without values."""
        return self._total / (self._unit * self.n) if self.n else None

    @property
    def variance(self) -> float | None:
        """(Σx² − (Σx)²/n)/(n − 1); None under two values."""
        n = self.n
        if n < 2:  # noqa: PLR2004  n − 1
            return None
        return (n * self._squares - self._total * self._total) / (n * (n - 1) * self._unit * self._unit)

    @property
    def sd(self) -> float | None:
        """The sample standard deviation; None under two values."""
        variance = self.variance
        return None if variance is None else math.sqrt(variance)

    @property
    def median(self) -> float | None:
        """The middle value, or the mean of the two in the middle; None without values."""
        if not self.n:
            return None
        return float((self._at((self.n - 1) // 2) + self._at(self.n // 2)) / 2)

    def _at(self, place: int) -> int | Fraction:
        for value, times in sorted(self.counts.items()):
            place -= times
            if place < 0:
                return value
        raise IndexError(place)

    def interval(self) -> Bounds | None:
        """The t interval of the mean; see `t_interval`."""
        mean, variance = self.mean, self.variance
        return None if mean is None or variance is None else t_interval(self.n, mean, variance)


def t_interval(n: int, mean: float, variance: float) -> Bounds | None:
    """Mean ± t(n − 1)·s/√n (Student 1908), from 5 values; None under 5 or when all are equal.

    Percentile bootstrap intervals undercover at such n; t holds.
    """
    if n < MEAN_FROM or variance <= 0:
        return None
    half = t_quantile(_P, n - 1) * math.sqrt(variance / n)
    return mean - half, mean + half


def welch(one: Series, other: Series) -> Bounds | None:
    """The interval of the difference of two means, mean(one) − mean(other), from 5 values on each side.

    Unequal variances, degrees of freedom by Welch (1947, Biometrika 34: 28–35) and Satterthwaite. None
    under 5, or when both sides have no spread.
    """
    found = _welch(one, other)
    if found is None:
        return None
    difference, error, df = found
    half = t_quantile(_P, df) * error
    return difference - half, difference + half


def welch_p(one: Series, other: Series) -> float | None:
    """How often chance alone would part two means so far or further, by Welch's t; see `welch`."""
    found = _welch(one, other)
    if found is None:
        return None
    difference, error, df = found
    return 2 * t_cdf(-abs(difference) / error, df)


def _welch(one: Series, other: Series) -> tuple[float, float, float] | None:
    """The difference, its standard error and the degrees of freedom."""
    if min(one.n, other.n) < MEAN_FROM:
        return None
    found = welch_error((one.n, one.sd or 0.0), (other.n, other.sd or 0.0))
    return None if found is None else ((one.mean or 0.0) - (other.mean or 0.0), *found)


def welch_error(one: tuple[int, float], other: tuple[int, float]) -> tuple[float, float] | None:
    """The standard error of the difference of two means, and its degrees of freedom; None without any spread.

    Args:
        one: n, two at least, and standard deviation.
        other: the same of the other side.
    """
    (n, s), (m, r) = one, other
    a, b = s * s / n, r * r / m
    if a + b <= 0:
        return None
    return math.sqrt(a + b), (a + b) ** 2 / (a * a / (n - 1) + b * b / (m - 1))


def hedges_g(one: Series, other: Series) -> float | None:
    """The difference of two means in pooled standard deviations, d·(1 − 3/(4N − 9)), from 10 on each side.

    N is both sides together (Hedges 1981, Journal of Educational Statistics 6: 107–128). None under 10 on
    either side, or when the pooled standard deviation is 0.
    """
    if min(one.n, other.n) < EFFECT_FROM:
        return None
    total = one.n + other.n
    pooled = ((one.n - 1) * (one.variance or 0.0) + (other.n - 1) * (other.variance or 0.0)) / (total - 2)
    if pooled <= 0:
        return None
    d = ((one.mean or 0.0) - (other.mean or 0.0)) / math.sqrt(pooled)
    return d * (1 - 3 / (4 * total - 9))


def wilson(successes: int, n: int) -> Bounds | None:
    """The score interval of a share (Wilson 1927).

    Journal of the American Statistical Association 22: 209–212. From 1 answer; None without. Shown from 5.
    """
    if not n:
        return None
    share, z2 = successes / n, Z * Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 and at n the end is the share itself; rounding must not push it past.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return low, high


def recommend_interval(promoters: int, detractors: int, n: int) -> Bounds | None:
    """The adjusted Wald interval of %promoters − %detractors, in points from −100 to 100.

    Three answers are added, ¾ of them promoters' and ¾ detractors' (Rocks 2016, The American
    Statistician 70: 365–372). From 1 answer; None without. Shown from 15.
    """
    if not n:
        return None
    total = n + 3
    up, down = (promoters + 0.75) / total, (detractors + 0.75) / total
    difference = up - down
    half = Z * math.sqrt((up + down - difference**2) / total)
    return max(-100.0, 100 * (difference - half)), min(100.0, 100 * (difference + half))


def agreement(n: int, variance: float | None, steps: int) -> float | None:
    """Within-group agreement rwg = 1 − s²/((A² − 1)/12), A steps, from 5 raters, never below 0.

    James, Demaree & Wolf 1984, Journal of Applied Psychology 69: 85–98: 1 is full agreement, 0 is what
    answers spread evenly over the scale would give.
    """
    if n < AGREEMENT_FROM or variance is None or steps < 2:  # noqa: PLR2004  one step is no scale
        return None
    return max(0.0, 1 - variance / ((steps * steps - 1) / 12))


def alpha(n: int, variances: Sequence[float], total: float | None) -> float | None:
    """Cronbach's α = k/(k − 1)·(1 − Σs²ᵢ/s²ₜ) of k questions, listwise, from 30 complete and k ≥ 3.

    Cronbach 1951, Psychometrika 16: 297–334. None under that, or when the totals have no spread.

    Args:
        n: respondents who answered all of them.
        variances: of each question.
        total: of the respondents' totals.
    """
    k = len(variances)
    if n < ALPHA_FROM or k < ALPHA_QUESTIONS or not total:
        return None
    return k / (k - 1) * (1 - math.fsum(variances) / total)


def spearman(one: Sequence[Real], other: Sequence[Real]) -> float | None:
    """Spearman's rank correlation, ties by mean rank (Spearman 1904), from 7 pairs.

    None under 7, or when one side has no order.
    """
    if len(one) != len(other):
        raise ValueError("rank correlation needs pairs")
    if len(one) < RANKS_FROM:
        return None
    a, b = ranks(one), ranks(other)
    mean = (len(one) + 1) / 2
    over = math.fsum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = math.fsum((x - mean) ** 2 for x in a) * math.fsum((y - mean) ** 2 for y in b)
    return over / math.sqrt(spread) if spread > 0 else None


def ranks(values: Sequence[Real]) -> list[float]:
    """Ranks from 1; equal values share the mean of their ranks: hand in fractions, so that ties are ties."""
    # Places and not values: equal ones are found again by where they stood.
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            found[place] = (start + end) / 2 + 1
        start = end + 1
    return found


def median(values: Sequence[Real]) -> Real:
    """The middle of some values, at least one."""
    order = sorted(values)
    return (order[(len(order) - 1) // 2] + order[len(order) // 2]) / 2
