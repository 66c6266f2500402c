"""Every statistic against another implementation, and against published figures."""

from __future__ import annotations

import math
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from cfdiag.scoring.stats.distributions import t_quantile
from cfdiag.scoring.stats.statistics import (
    Series,
    agreement,
    alpha,
    hedges_g,
    median,
    ranks,
    recommend_interval,
    spearman,
    t_interval,
    welch,
    wilson,
)

steps = st.integers(1, 7)
many = st.lists(steps, min_size=5, max_size=60)


def series(values):
    return Series(Counter(values))


def close(value):
    return pytest.approx(value, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(
    "df", [1, 1.3, 2, 2.5, 3, 4, 5, 7.7, 10, 15.5, 30, 100, 193, 1999, 2000, 2500.5, 1e4, 1e6]
)
@pytest.mark.parametrize("p", [0.5, 0.6, 0.9, 0.95, 0.975, 0.995, 0.9995, 0.025])
def test_t_quantile_agrees_with_scipy(p, df):
    assert t_quantile(p, df) == pytest.approx(scipy.stats.t.ppf(p, df), rel=1e-10, abs=1e-10)


@given(many)
def test_mean_sd_median_and_interval(values):
    found = series(values)
    assert found.mean == close(np.mean(values))
    assert found.sd == close(np.std(values, ddof=1))
    assert found.median == np.median(values)
    if len(set(values)) == 1:
        assert found.interval() is None
    else:
        expected = scipy.stats.t.interval(0.95, len(values) - 1, np.mean(values), scipy.stats.sem(values))
        assert found.interval() == close(expected)


def test_no_interval_under_five():
    assert t_interval(4, 3.0, 1.0) is None
    assert t_interval(5, 3.0, 1.0) is not None
    assert t_interval(5, 3.0, 0.0) is None


@pytest.mark.filterwarnings("ignore:Precision loss")  # the oracle's own, where one side has no spread
@given(many, many)
def test_welch(one, other):
    if len(set(one)) == 1 and len(set(other)) == 1:
        assert welch(series(one), series(other)) is None
        return
    test = scipy.stats.ttest_ind(one, other, equal_var=False)
    expected = test.confidence_interval(0.95)
    found = welch(series(one), series(other))
    assert found == (pytest.approx(expected.low, abs=1e-9), pytest.approx(expected.high, abs=1e-9))


def test_welch_needs_five_on_each_side():
    assert welch(series([1, 2, 3, 4]), series([1, 2, 3, 4, 5])) is None


@given(st.integers(1, 400), st.data())
def test_wilson(n, data):
    successes = data.draw(st.integers(0, n))
    expected = proportion_confint(successes, n, method="wilson")
    assert wilson(successes, n) == (
        pytest.approx(expected[0], abs=1e-9),
        pytest.approx(expected[1], abs=1e-9),
    )


@given(st.lists(steps, min_size=10, max_size=40), st.lists(steps, min_size=10, max_size=40))
def test_hedges_g(one, other):
    n, m = len(one), len(other)
    pooled = ((n - 1) * np.var(one, ddof=1) + (m - 1) * np.var(other, ddof=1)) / (n + m - 2)
    found = hedges_g(series(one), series(other))
    if pooled == 0:
        assert found is None
    else:
        d = (np.mean(one) - np.mean(other)) / math.sqrt(pooled)
        assert found == close(d * (1 - 3 / (4 * (n + m) - 9)))


def test_hedges_g_needs_ten_on_each_side():
    assert hedges_g(series([1, 2, 3] * 3), series([1, 2, 3, 4] * 3)) is None


@given(st.lists(st.tuples(steps, steps), min_size=7, max_size=30))
def test_spearman(pairs):
    one, other = zip(*pairs, strict=True)
    found = spearman(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
    else:
        assert found == close(scipy.stats.spearmanr(one, other).statistic)
    assert ranks(one) == list(scipy.stats.rankdata(one))


def test_spearman_needs_seven_pairs():
    assert spearman([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]) is None
    with pytest.raises(ValueError, match="pairs"):
        spearman([1, 2, 3, 4], [1, 2, 3])


@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=30, max_size=60))
def test_alpha(rows):
    table = np.array(rows)
    variances = table.var(axis=0, ddof=1)
    total = table.sum(axis=1).var(ddof=1)
    found = alpha(len(rows), list(variances), total)
    if total == 0:
        assert found is None
    else:
        # The same by covariances: mean covariance over mean element of the covariance matrix, times k.
        covariances = np.cov(table, rowvar=False)
        k = 4
        off = (covariances.sum() - np.trace(covariances)) / (k * (k - 1))
        assert found == close(k * off / (np.trace(covariances) / k + (k - 1) * off))


def test_alpha_from_thirty_and_three_questions():
    assert alpha(29, [1, 1, 1], 4) is None
    assert alpha(30, [1, 1], 4) is None
    assert alpha(30, [1, 1, 1], 4) == 0.375


def test_agreement():
    # James, Demaree & Wolf: full agreement 1; answers spread evenly over five steps have variance 2.
    assert agreement(5, 0.0, 5) == 1.0
    assert agreement(5, 2.0, 5) == 0.0
    assert agreement(5, 5.0, 5) == 0.0
    assert agreement(5, 0.5, 5) == 0.75
    assert agreement(4, 0.5, 5) is None


def test_recommend_interval():
    # By hand: 10 promoters, 3 detractors of 20; 23 with the added three.
    up, down = 10.75 / 23, 3.75 / 23
    half = scipy.stats.norm.ppf(0.975) * math.sqrt((up + down - (up - down) ** 2) / 23)
    expected = 100 * (up - down - half), 100 * (up - down + half)
    assert recommend_interval(10, 3, 20) == close(expected)
    assert recommend_interval(1, 0, 1)[1] <= 100


def test_median_of_few():
    assert median([3.0]) == 3.0
    assert median([4.0, 1.0]) == 2.5


# --- published figures

SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
"""Cushny & Peebles 1905, the data of Student 1908; `sleep` in R."""


def tenths(values):
    return series([round(10 * v) for v in values])


def test_student_sleep_welch():
    # R 4: t.test(extra ~ group, sleep): t = -1.8608, df = 17.776, 95 % interval -3.3654832 0.2054832.
    low, high = welch(tenths(SLEEP[0]), tenths(SLEEP[1]))
    assert (low / 10, high / 10) == (pytest.approx(-3.3654832, abs=1e-6), pytest.approx(0.2054832, abs=1e-6))


def test_student_sleep_paired():
    # R 4: paired: t = -4.0621, df = 9, 95 % interval -2.4598858 -0.7001142, mean -1.58.
    pairs = [round(10 * a) - round(10 * b) for a, b in zip(*SLEEP, strict=True)]
    low, high = series(pairs).interval()
    assert (low / 10, high / 10) == (pytest.approx(-2.4598858, abs=1e-6), pytest.approx(-0.7001142, abs=1e-6))
    assert series(pairs).mean / 10 == pytest.approx(-1.58)


def test_newcombe_wilson():
    # Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3: 81/263 and 15/148.
    assert wilson(81, 263) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    assert wilson(15, 148) == (pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5))
    assert wilson(0, 20) == (0.0, pytest.approx(0.1611, abs=5e-5))
    assert wilson(1, 29) == (pytest.approx(0.0061, abs=5e-5), pytest.approx(0.1718, abs=5e-5))


def test_borenstein_hedges_g():
    # Borenstein, Hedges, Higgins & Rothstein 2009, Introduction to Meta-Analysis, chapter 4: means 103 and
    # 100, SD 5.5 and 4.5, 50 in each group: d = 0.5970, J = 0.9923, g = 0.5924.
    one = SimpleNamespace(n=50, mean=103.0, variance=5.5**2)
    other = SimpleNamespace(n=50, mean=100.0, variance=4.5**2)
    assert hedges_g(one, other) == pytest.approx(0.5924, abs=5e-5)
