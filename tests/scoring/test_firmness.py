"""How firm the order of the plan is, action by action."""

from __future__ import annotations

import random

import pytest
from kits.scoring import action, interview, questionnaire, rating, result

from cfdiag.model.questionnaire import Dimension
from cfdiag.model.text import plain
from cfdiag.scoring.options import Options
from cfdiag.scoring.plan.firmness import tier_of


def plan(lows, n=20, seed=0, **changes):
    """An action a question, each below its target by what `lows` says; answers spread around it."""
    names = list(lows)
    q = questionnaire(
        *(rating(name, f"d{name}") for name in names),
        dimensions={f"d{name}": Dimension(f"d{name}", plain(name), 1, 70) for name in names},
        actions=tuple(
            action(f"mend_{name}", f"points.{name} < 70", because=(name,), **changes.get(name, {}))
            for name in names
        ),
    )
    chance = random.Random(5)  # noqa: S311  no secret hangs on it
    people = [
        interview(
            f"i{i}", {name: min(5, max(1, low + chance.choice((-1, 0, 0, 1)))) for name, low in lows.items()}
        )
        for i in range(n)
    ]
    found = result(q, people, Options(seed=seed)).questionnaires[0]
    return {each.id: each for each in found.actions}


def test_what_lies_far_below_its_target_is_firm_and_what_lies_close_is_a_draw():
    found = plan({"a": 1, "b": 1, "c": 2, "d": 3, "e": 3, "f": 3})
    assert [found[f"mend_{name}"].tier for name in "ab"] == ["first", "first"]
    assert found["mend_a"].firmness > 0.95
    assert all(found[f"mend_{name}"].tier == "later" for name in "def")
    assert sum(each.firmness for each in found.values()) == pytest.approx(3)


def test_equals_share_the_places():
    found = plan(dict.fromkeys("abcdef", 2), n=60)
    shares = [each.firmness for each in found.values()]
    assert sum(shares) == pytest.approx(3)
    assert all(0.02 < share < 0.98 for share in shares)
    assert max(plan(dict.fromkeys("abc", 2)).values(), key=lambda each: each.firmness).firmness == 1.0


def test_a_need_that_its_author_typed_in_is_drawn():
    """It may be anything from 0 to 1: hardly first, where three are borne out by figures."""
    found = plan({"a": 1, "b": 1, "c": 1, "d": 3}, d={"need": 1.0})
    assert (found["mend_d"].need, found["mend_d"].need_from) == (1.0, "author")
    assert found["mend_d"].priority == max(each.priority for each in found.values())
    assert 0.1 < found["mend_d"].firmness < 0.8


def test_under_five_the_order_is_ours():
    found = plan({"a": 1, "b": 2}, n=1)
    assert {(each.tier, each.firmness, each.reasons["tier"]) for each in found.values()} == {
        (None, None, "too_few_respondents")
    }


def test_the_same_seed_gives_the_same_and_order_does_not_matter():
    one, two, other = (plan({"a": 2, "b": 2, "c": 2, "d": 2}, seed=seed) for seed in (0, 0, 1))
    assert one == two
    assert {id_: each.firmness for id_, each in one.items()} != {id_: e.firmness for id_, e in other.items()}


@pytest.mark.parametrize(
    ("share", "tier"), [(0.8, "first"), (0.799, "next"), (0.3, "next"), (0.299, "later")]
)
def test_tiers(share, tier):
    assert tier_of(share) == tier
