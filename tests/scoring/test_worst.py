"""Which may be the worst: a set that holds the true one, whatever the sample."""

from __future__ import annotations

import numpy as np
import pytest
from kits.scoring import interview, questionnaire, rating, result
from msgspec import UNSET

from cfdiag.model.questionnaire import Repeat, Section
from cfdiag.model.text import plain
from cfdiag.scoring.stats.worst import worst_set


@pytest.mark.parametrize("n", [8, 15, 30, 60])
def test_the_true_worst_is_in_the_set_and_more_people_make_it_smaller(n):
    """Twelve questions of five steps whose means lie .1 apart, people whose answers hang together."""
    rng = np.random.default_rng(n)
    shift = np.linspace(0, 1.1, 12)
    cuts = np.array([-0.6, 0.0, 0.6, 1.2])
    samples, held, sizes = 40, 0, []
    for _ in range(samples):
        latent = rng.normal(size=(n, 1)) * 0.6 + rng.normal(size=(n, 12)) * 0.7 + shift
        steps = np.searchsorted(cuts, latent.ravel()).reshape(n, 12)
        people = [(row.tolist(), [int(rng.integers(2**63))]) for row in steps]
        found = worst_set(people, [-25.0] * 12, [70.0] * 12)
        held += 0 in found
        sizes.append(len(found))
    assert held / samples >= 0.95
    assert np.mean(sizes) < {8: 12, 15: 10, 30: 8, 60: 6}[n]


def test_questions_that_are_clearly_better_are_not_in_it_and_order_does_not_matter():
    people = [([seed % 2, 1 - seed % 2, 4, 4 - seed % 2], [seed]) for seed in range(12)]
    assert worst_set(people, [-25.0] * 4, [70.0] * 4) == [0, 1]
    assert worst_set(people[::-1], [-25.0] * 4, [70.0] * 4) == [0, 1]
    alike = [(people[at][0], range(at, 12, 2)) for at in (0, 1)]
    assert worst_set(alike, [-25.0] * 4, [70.0] * 4) == [0, 1]
    # a lower target for the first two makes the third the one that misses most
    assert worst_set(people, [-25.0] * 4, [0.0, 0.0, 200.0, 0.0]) == [2]


def test_of_few_people_or_one_question_there_is_none():
    assert worst_set([([1, 2], [seed]) for seed in range(7)], [-25.0] * 2, [70.0] * 2) == []
    assert worst_set([([1], [seed]) for seed in range(9)], [-25.0], [70.0]) == []


def scored(values, n=8, **changes):
    q = questionnaire(*(rating(name, **changes) for name in values))
    made = [
        interview(f"i{i}", {name: each[i % len(each)] for name, each in values.items()}) for i in range(n)
    ]
    return result(q, made).questionnaires[0]


def test_where_importance_is_asked_it_is_the_gap_that_counts():
    values = {"a": [(2, 2), (3, 3)], "b": [(4, 5), (4, 5)], "c": [(5, 5), (5, 4)]}
    found = scored(values, importance=frozenset({"internal"}))
    assert found.worst_set == found.groups["internal"].worst_set == ["b"]
    assert scored({name: [v for v, _ in each] for name, each in values.items()}).worst_set == ["a"]


def test_from_eight_people_who_gave_all_of_them():
    values = {"a": [2, 3], "b": [3, 2], "c": [5, 4]}
    assert scored(values).worst_set == ["a", "b"]
    assert scored(values, n=7).worst_set is UNSET


def test_ratings_about_shared_items_stand_in_it_beside_those_that_were_asked_once():
    items = {"offer": plain("Offer"), "invoice": plain("Invoice")}
    repeat = Repeat(ask=plain("Which?"), name=plain("step"), items=items)
    steps = Section(id="step", title=plain("Steps"), repeat=repeat, questions=(rating("good"),))
    values = {"a": [5, 4], "b": [4, 5], "step/offer/good": [3, 4], "step/invoice/good": [1, 2]}
    made = [interview(f"i{i}", {key: each[i % 2] for key, each in values.items()}) for i in range(8)]
    found = result(questionnaire(rating("a"), rating("b"), steps), made).questionnaires[0]
    assert found.worst_set == ["step/invoice/good"]
