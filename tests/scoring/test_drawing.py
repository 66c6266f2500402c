"""Drawing anew in few additions comes to the same as adding one respondent after the other."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.scoring.stats.drawing import DrawnAnew, gammas
from cfdiag.scoring.stats.resampling import weights

# Some gave the same, some the same in part, some nothing; an odd number of answers among them.
people = st.dictionaries(
    st.integers(0, 2**64 - 1),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=5, unique_by=lambda key: key[0]),
    max_size=12,
)


@given(people)
def test_each_is_added_up_by_what_they_gave(people):
    packed, once = defaultdict(int), defaultdict(int)
    for seed, keys in people.items():
        for key in keys:
            packed[key] += weights(seed)
            once[key] += 1
    drawn = DrawnAnew((keys, [seed]) for seed, keys in people.items())
    assert drawn.people == len(people)
    assert {key: tuple(both) for key, both in drawn.times.items()} == {
        key: (packed[key], once[key]) for key in once
    }


@pytest.mark.parametrize("shape", [1.000001, 1.92, 2.5, 30.9, 4000.0])
def test_a_gamma_is_drawn_as_the_standard_library_draws_it(shape):
    ours, theirs = gammas(Random("seed").random, shape), Random("seed")  # noqa: S311  no secret
    assert list(islice(ours, 2000)) == [theirs.gammavariate(shape, 1.0) for _ in range(2000)]
