"""Tests that stand beside others: p of few against many, and the correction for how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from cfdiag.scoring.stats.statistics import Series

LEVEL = 0.05
"""How often a family of tests may find something where there is nothing."""


def holm(values: Sequence[float]) -> list[bool]:
    """Which of a family of p values are findings: the smallest first, each against what is left of the level.

    Holm 1979, Scandinavian Journal of Statistics 6: 65–70. In at most one of twenty families without any
    difference there is a finding, however the tests hang together.
    """
    found = [False] * len(values)
    order = sorted(range(len(values)), key=values.__getitem__)
    for done, place in enumerate(order):
        if values[place] > LEVEL / (len(values) - done):
            break
        found[place] = True
    return found


def permutation_p(few: Series, many: Series) -> float | None:
    """In which share of all ways to part the people the two means lie so far apart, or further; exact.

    Fisher 1935, The Design of Experiments, § 21. The ways are counted by the sum that the few would have, not
    listed: 4 of 1,000 people make 41 thousand million of them. None where everybody says the same.

    Args:
        few: three or four answers.
        many: those of the other side.
    """
    together = Counter(few.counts)
    together.update(many.counts)
    if len(together) < 2:  # noqa: PLR2004  one value: there is nothing to part
        return None
    ways: list[dict[int | Fraction, int]] = [{0: 1}, *({} for _ in range(few.n))]
    for value, times in together.items():
        ways = _with(ways, value, times)
    middle = Fraction(few.n * (few.sum + many.sum)) / (few.n + many.n)
    apart = abs(few.sum - middle)
    far = sum(count for total, count in ways[-1].items() if abs(total - middle) >= apart)
    return far / sum(ways[-1].values())


def _with(
    ways: list[dict[int | Fraction, int]], value: int | Fraction, times: int
) -> list[dict[int | Fraction, int]]:
    """The ways to choose so many people, by the sum of their answers, with one more value to choose from."""
    found = [dict(sums) for sums in ways]
    choose = 1
    for taken in range(1, min(times, len(ways) - 1) + 1):
        choose = choose * (times - taken + 1) // taken
        for before in range(len(ways) - taken):
            into = found[before + taken]
            for total, count in ways[before].items():
                sum_ = total + taken * value
                into[sum_] = into.get(sum_, 0) + count * choose
    return found
