"""How stable a quadrant is, against a plain loop over the resamples."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from cfdiag.scoring.stats.drawing import DrawnAnew
from cfdiag.scoring.stats.resampling import lanes, weights, widened
from cfdiag.scoring.stats.stability import Matrix, quadrant, stabilities

ONE = Fraction(1)
ODD = Fraction(10**12 + 39, 10**12)
"""So fine that no product of whole numbers fits beside the others."""


def looped(people, line, unit, home):
    """The same, resample by resample and person by person."""
    factor, offset = unit
    drawn = [(pair, lanes(widened(weights(seed)))) for pair, seed in people]
    stays = []
    for at in range(1000):
        there = [(pair, times[at]) for pair, times in drawn]
        sums = [sum(pair[side] * n for pair, n in there if pair[side] is not None) for side in (0, 1)]
        counts = [sum(n for pair, n in there if pair[side] is not None) for side in (0, 1)]
        if all(counts):
            means = [Fraction(s, n) * factor + offset for s, n in zip(sums, counts, strict=True)]
            stays.append(quadrant(*means, line) == home)
    return sum(stays) / len(stays) if stays else None


@pytest.mark.parametrize("kept", [3, 40])
@pytest.mark.parametrize(
    ("unit", "line"),
    [
        ((ONE, ONE), (Fraction(4), Fraction(4))),
        ((ONE, ONE), (Fraction(39, 10), Fraction(17, 4))),
        ((ONE, ONE), (4 * ODD, 3 * ODD)),
        ((Fraction(25), Fraction(0)), (Fraction(0), Fraction(75))),
        ((Fraction(25), Fraction(0)), (Fraction(-1), Fraction(101))),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_a_share_is_that_of_a_plain_loop(seed, unit, line, kept):
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    rated = [*range(5), 4, 4, None]
    people = [((draw.choice(rated), draw.choice(rated)), draw.getrandbits(64)) for _ in range(kept)]
    known = [pair for pair, _ in people]
    means = {"a": (Fraction(3) * unit[0] + unit[1], Fraction(3) * unit[0] + unit[1])}
    found = stabilities(
        DrawnAnew(([place], [seed_]) for place, (_, seed_) in enumerate(people)),
        lambda place: ("a", known[place]),
        Matrix({"a": unit}, "lines", {"a": line}),
        means,
        kept,
    )
    expected = looped(people, line, unit, quadrant(*means["a"], line))
    assert found == ({} if expected is None else {"a": expected})
