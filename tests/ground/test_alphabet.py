"""The order of names."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cfdiag.ground.alphabet import alphabetical

NAMES = [
    "9 Zuid",
    "10 Noord",
    "Ändern",
    "apotheek",
    "éénheid",
    "Export",
    "ijs",
    "Team 2",
    "Team 10",
    "Zorg",
    "zorg",
]


def test_names_stand_where_people_look_for_them() -> None:
    for order in itertools.islice(itertools.permutations(NAMES), 50):
        assert sorted(order, key=alphabetical) == NAMES


@given(st.permutations(["a", "A", "á", "Á", "a1", "a01", "1", "01", "", " ", "٣", "²"]))
def test_any_names_have_one_order(names: list[str]) -> None:
    once = ["a", "A", "á", "Á", "a1", "a01", "1", "01", "", " ", "٣", "²"]
    assert sorted(names, key=alphabetical) == sorted(once, key=alphabetical)
