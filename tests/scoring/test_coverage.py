"""How often the ranges that are shown hold the truth: samples drawn from populations that are known.

Asserted are the shares that docs/scoring.md names; the draws are seeded, so that a failure is a change.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import numpy as np
import pytest
import scipy.stats

from cfdiag.scoring.stats.bounded import beta_quantile, range_of_scores, range_of_steps
from cfdiag.scoring.stats.statistics import Series

DRAWS = 800
LEAST, MOST = 0.9, 0.98
"""What the shares that hold the truth are to lie between; no allowance for the draws, which are seeded."""
BELOW = {(7, 5, "split"): 0.88}
"""By steps, people and shape: five people who each give one end of seven steps are the one case below."""
SHAPES = {"even": (1, 1), "bell": (4, 4), "good": (4, 1.6), "very good": (6, 1), "split": (0.5, 0.5)}


def population(shape, steps):
    """Shares of the steps: a Beta density cut into as many pieces."""
    edges = np.linspace(0, 1, steps + 1)
    return np.diff(scipy.stats.beta.cdf(edges, *SHAPES[shape]))


@pytest.mark.parametrize("steps", [5, 7, 11, 101])
@pytest.mark.parametrize("n", [5, 8, 15, 30])
def test_the_range_of_a_rating_holds_the_mean(steps, n):
    scale = range(1, steps + 1)
    rng = np.random.default_rng([steps, n])
    held = {}
    for shape in SHAPES:
        shares = population(shape, steps)
        truth = float(shares @ np.array(scale))
        known = lru_cache(maxsize=None)(lambda key: range_of_steps(Series(dict(key)), scale))
        hits = 0
        for answers in rng.choice(scale, (DRAWS, n), p=shares):
            low, high = known(tuple(sorted(Counter(map(int, answers)).items())))
            assert 1 <= low <= answers.mean() + 1e-9
            assert answers.mean() - 1e-9 <= high <= steps
            hits += low <= truth <= high
        held[shape] = hits / DRAWS
    assert np.mean(list(held.values())) == pytest.approx(0.945, abs=0.02), held
    assert all(BELOW.get((steps, n, shape), LEAST) <= share <= MOST for shape, share in held.items()), held


@pytest.mark.parametrize("n", [5, 8, 15, 30])
def test_the_range_of_a_dimension_of_five_items_holds_the_mean(n):
    rng = np.random.default_rng(n)
    cuts = np.array([-1.2, -0.5, 0.3, 1.1])
    hits = 0
    everybody = _points(rng, cuts, 200_000).mean()
    for _ in range(DRAWS):
        scores = _points(rng, cuts, n)
        low, high = range_of_scores(n, float(scores.mean()), float(scores.var(ddof=1)))
        assert 0 <= low <= high <= 100
        hits += low <= everybody <= high
    assert 0.92 <= hits / DRAWS <= 0.97


def _points(rng, cuts, n):
    """Respondents' scores over five items of five steps that have half of their variance in common."""
    latent = rng.normal(size=(n, 1)) * 0.7 + rng.normal(size=(n, 5)) * 0.7
    return 25 * np.searchsorted(cuts, latent.ravel()).reshape(n, 5).mean(1)


def test_the_known_number_of_people_narrows_it():
    """Eight of nine asked: the interval that takes them for a sample of many is three times too wide."""
    rng = np.random.default_rng(9)
    hits, plain, known = 0, 0.0, 0.0
    for _ in range(DRAWS):
        nine = rng.choice(5, 9, p=population("good", 5)) + 1
        eight = Series(Counter(map(int, nine[:8])))
        low, high = range_of_steps(eight, range(1, 6), of=9)
        wide = range_of_steps(eight, range(1, 6))
        hits += low <= nine.mean() <= high
        plain, known = plain + wide[1] - wide[0], known + high - low
    assert hits / DRAWS >= 0.9
    assert known == pytest.approx(plain / 3, rel=1e-9)


@pytest.mark.parametrize("p", [0.025, 0.5, 0.975])
@pytest.mark.parametrize("a", [0.3, 0.9, 1, 1.5, 12.25, 480, 9000])
@pytest.mark.parametrize("b", [0.3, 0.9, 1, 1.5, 12.25, 480, 9000])
def test_the_quantile_of_beta_agrees_with_scipy(p, a, b):
    expected = scipy.stats.beta.ppf(p, a, b)
    assert beta_quantile(p, a, b) == pytest.approx(expected, rel=1e-11, abs=1e-14)


def test_of_fewer_than_five_there_is_no_range_and_of_five_alike_there_is():
    assert range_of_steps(Series({5: 4}), range(1, 6)) is None
    assert range_of_scores(4, 50.0, 10.0) is None
    low, high = range_of_steps(Series({5: 5}), range(1, 6))
    assert (round(low, 2), high) == (3.6, 5.0)
    assert range_of_steps(Series({5: 9}), range(1, 6), of=9) == (5.0, 5.0)
