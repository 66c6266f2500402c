"""Student's t and the beta distribution, by the standard library alone."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import count, islice
from statistics import NormalDist

_P = 0.975


_LARGE_DF = 2000.0


_ACCURACY = 1e-15
_MOST_STEPS = 100


@lru_cache(maxsize=8)
def normal_quantile(p: float) -> float:
    """The quantile of the standard normal distribution."""
    return NormalDist().inv_cdf(p)


@lru_cache(maxsize=512)
def t_quantile(p: float, df: float) -> float:
    """The quantile of Student's t: x with P(T ≤ x) = p, to about 1e-12.

    Newton's method on the distribution function (regularised incomplete beta by Lentz's continued
    fraction: Press et al., Numerical Recipes, 3rd ed., § 6.4), started from the normal quantile; from
    2,000 degrees of freedom the expansion in 1/df (Abramowitz & Stegun, 26.7.5).

    Args:
        p: between 0 and 1.
        df: degrees of freedom, above 0; not necessarily whole (Welch).
    """
    z = normal_quantile(p)
    if df >= _LARGE_DF:
        return _expanded(z, df)
    if p == 0.5:  # noqa: PLR2004  the middle of a symmetric distribution
        return 0.0
    # Under 3 degrees of freedom the expansion strays further than Newton can bring it back.
    x = _expanded(z, max(df, 3.0))
    passed: list[float] = []
    for turn in range(_MOST_STEPS):
        if x in passed:  # rounding leads it in a circle: where that stands after the last step is known
            start = passed.index(x)
            return passed[start + (_MOST_STEPS - start) % (turn - start)]
        passed.append(x)
        step = (t_cdf(x, df) - p) / _t_density(x, df)
        # Newton overshoots in heavy tails: never more than doubling or halving keeps it on its way.
        step = math.copysign(min(abs(step), 1.0 + abs(x) / 2), step)
        x -= step
        if abs(step) <= _ACCURACY * 4 * abs(x):
            break
    return x


def _expanded(z: float, df: float) -> float:
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * df**4)
    )


def _t_density(x: float, df: float) -> float:
    log = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(log - (df + 1) / 2 * math.log1p(x * x / df))


def t_cdf(x: float, df: float) -> float:
    """P(T ≤ x) of Student's t."""
    # 1 − x is handed in as its own quotient: the difference of two near numbers has no digits left.
    tail = incomplete_beta(df / 2, 0.5, df / (df + x * x), x * x / (df + x * x)) / 2
    return tail if x < 0 else 1 - tail


def incomplete_beta(a: float, b: float, x: float, rest: float, log: float | None = None) -> float:
    """The distribution function of Beta(a, b) at x, I_x(a, b).

    Args:
        a: above 0.
        b: above 0.
        x: from 0 to 1.
        rest: 1 − x, handed in exactly.
        log: `log_beta_factor(a, b)`, where that is known.
    """
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    log = log_beta_factor(a, b) if log is None else log
    front = math.exp(log + a * math.log(x) + b * math.log(rest))
    # The fraction converges fast on this side only; the other half follows from symmetry.
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(a, b, x) / a
    return 1 - front * _continued_fraction(b, a, rest) / b


def log_beta_factor(a: float, b: float) -> float:
    """The logarithm of 1/B(a, b): by logarithms, for the gamma function leaves the range of floats at 171."""
    return math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)


_MOST_TERMS = 9_999


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Lentz's method, its two steps written out, all in floats: the ranges of a run take thousands."""
    tiny, both = 1e-300, a + b
    # What is 1 plus something is 0 or at least 1e-16: nothing but 0 has to be kept away from.
    c, d = 1.0, 1.0 / (1.0 - both * x / (a + 1.0) or tiny)
    h = d
    for m in islice(count(1.0), _MOST_TERMS):
        at = a + 2.0 * m
        numerator = m * (b - m) * x / ((at - 1.0) * at)
        d = 1.0 / (1.0 + numerator * d or tiny)
        c = 1.0 + numerator / c or tiny
        h *= d * c
        numerator = -(a + m) * (both + m) * x / (at * (at + 1.0))
        d = 1.0 / (1.0 + numerator * d or tiny)
        c = 1.0 + numerator / c or tiny
        step = d * c
        h *= step
        if abs(step - 1.0) < _ACCURACY:
            break
    return h
