"""What a number of people allows: by the table of the scoring page, and figures worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.scoring.foresight import Sample, half_width, may_be_found, needed


@pytest.mark.parametrize(
    ("people", "population", "width"),
    [
        # t(0.975, n − 1) of the tables: 2.364624, 1.977, 2.570582; times 20 / √n, and √(1 − n/N).
        (8, None, 16.7204),
        (8, 32, 14.4803),
        (6, 8, 10.4944),
        (8, 8, 0.0),
    ],
)
def test_how_far_an_average_may_lie_from_that_of_everybody(people, population, width):
    assert half_width(Sample(people, population), 20.0) == pytest.approx(width, abs=1e-3)


@given(st.floats(1, 50), st.floats(1, 40), st.integers(5, 400))
def test_so_many_are_enough_and_one_fewer_is_not(precision, spread, population):
    enough = needed(precision, spread, population)
    assert enough <= population
    assert half_width(Sample(enough, population), spread) <= precision
    if enough > 5:
        assert half_width(Sample(enough - 1, population), spread) > precision


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [(5, 5, True), (3, 11, False), (3, 12, True), (12, 3, True), (4, 7, False), (4, 8, True), (2, 99, False),
     (4, 4, False)],
)  # fmt: skip
def test_with_eleven_questions_a_finding_first_becomes_possible_at_3_to_12_and_4_to_8(one, other, found):
    assert may_be_found(one, other, 11) is found
