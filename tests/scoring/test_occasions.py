"""What private answers about an account rest on is told from the floor on that holds, and not before."""

from __future__ import annotations

import pytest
from kits.scoring import interview, questionnaire, rating, result

from cfdiag.model.interview import Answer
from cfdiag.model.material import Occasions
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.material import spoken

HEARD = Occasions(n=6, by_basis={"hearsay": 6}, mostly_witnessed=False)


@pytest.mark.parametrize(("floor", "told"), [(None, {"acme": HEARD}), (8, {})])
def test_the_floor_of_the_engagement_holds(floor, told):
    q = questionnaire(rating("x", private=True), min_group=5)
    answer = Answer(status="answered", value=2, basis="hearsay")
    people = [(interview(f"i{n}", {"x": answer}, account="acme"), q) for n in range(6)]
    figures = result(q, [one for one, _ in people])
    assert spoken(people, figures, Options(min_group=floor)).occasions == told


@pytest.mark.parametrize(("seen", "mostly"), [(1, False), (2, True)])
def test_half_of_them_witnessed_is_mostly(seen, mostly):
    q = questionnaire(rating("x", private=True), rating("y", private=True), min_group=1)
    answers = [Answer(status="answered", value=2, basis=b) for b in ["first_hand"] * seen + ["guess"] * 2]
    people = [
        (interview(f"i{n}", dict(zip("xy", answers[n : n + 2], strict=False)), account="acme"), q)
        for n in range(0, len(answers), 2)
    ]
    figures = result(q, [one for one, _ in people])
    told = spoken(people, figures, Options(unmasked=True)).occasions["acme"]
    assert (told.n, told.mostly_witnessed) == (seen + 2, mostly)
