"""What private answers about an account rest on is told from the floor on that holds, and not before."""

from __future__ import annotations

import pytest
from kits.scoring import interview, questionnaire, rating

from cfdiag.model.interview import Answer
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.material import spoken


@pytest.mark.parametrize(("floor", "told"), [(None, {"acme": {"hearsay": 6}}), (8, {})])
def test_the_floor_of_the_engagement_holds(floor, told):
    q = questionnaire(rating("x", private=True), min_group=5)
    answer = Answer(status="answered", value=2, basis="hearsay")
    people = [(interview(f"i{n}", {"x": answer}, account="acme"), q) for n in range(6)]
    assert spoken(people, Options(min_group=floor)).occasions == told
