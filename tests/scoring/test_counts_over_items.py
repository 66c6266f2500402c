"""How many gave each answer over several items: told only where beside the means nobody's answer follows."""

from __future__ import annotations

import pytest
from kits.scoring import headline, interview, questionnaire, rating, result
from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Repeat, Scale, Section
from cfdiag.model.text import plain
from cfdiag.rules.facts import share


def asked(**changes):
    repeat = Repeat(ask=plain("Which?"), name=plain("thing"), items={"x": plain("X")}, add=True)
    return questionnaire(
        Section(id="way", title=plain("Way"), repeat=repeat, questions=(rating("r", **changes),))
    )


def heard(people):
    """Interviews of people by their ratings: of `x`, which all share, and of things of their own."""
    found = []
    for place, said in enumerate(people):
        answers = {f"way/{item}/r": Answer(status="answered", value=value) for item, value in said.items()}
        found.append(interview(f"p{place}", answers, items={"way": dict.fromkeys(said, "It")}))
    return found


def figure(people, **changes):
    return result(asked(**changes), heard(people)).questionnaires[0].questions["r"]


TWO = [{"i1": 1 + n % 4, "i2": 2 + n % 4} for n in range(8)]
"""Eight people who rated two things of their own, each unlike the other."""


def test_one_rating_of_one_person_does_not_follow_from_mean_and_distribution():
    shown = figure([*TWO, {"i1": 5}])
    # Nobody rated two things alike: the distribution is the sum of all ratings, and twice the mean of all but
    # one. What is left over would be the rating of the one who gave one.
    assert (shown.n, shown.given, shown.distribution) == (9, 17, {})
    assert shown.mean == pytest.approx((sum(sum(each.values()) / 2 for each in TWO) + 5) / 9)
    assert shown.reasons["distribution"] == "withheld"
    assert (shown.top2, shown.agreement) == (UNSET, UNSET)
    assert share(shown, "5") is None  # not 'nobody said so'


def test_two_who_gave_one_rating_hide_each_other():
    shown = figure([*TWO, {"i1": 5}, {"i1": 2}])
    assert sum(shown.distribution.values()) == shown.given == 18
    assert shown.reasons is UNSET or "distribution" not in shown.reasons


def test_who_alone_rated_two_items_is_not_told_to_have_said_the_same_of_both():
    # All are counted under `x` too: what is counted beyond that is what one said of the other item.
    people = [{"x": 1 + n % 5} for n in range(9)]
    assert figure(people).distribution == {"1": 2, "2": 2, "3": 2, "4": 2, "5": 1}
    assert figure([*people, {"x": 4, "i1": 4}]).distribution == {}
    assert figure([*people, {"x": 4, "i1": 3}]).distribution == {}  # whatever was said


def test_a_finding_that_is_to_tell_numbers_tells_none_that_is_withheld():
    q = replace(asked(), findings=(headline("worst", "n.internal > 0", tell={"r": "5"}),))

    def told(people):
        findings = result(q, heard(people)).questionnaires[0].findings
        return next(each.counts for each in findings if each.id == "worst")

    assert told([*TWO, {"i1": 5}]) is UNSET
    assert [(each.n, each.of, each.group) for each in told([*TWO, {"i1": 5}, {"i1": 2}])] == [
        (3, 10, "internal")
    ]


@pytest.mark.parametrize(("more", "reason"), [([{"i1": 5}], "withheld"), ([], "not_scored")])
def test_who_would_recommend_is_withheld_with_the_counts_that_it_is_made_of(more, reason):
    shown = figure([*TWO, *more], recommend=True, scale=Scale("ten", 0, 10, {}))
    assert (shown.distribution == {}) is (reason == "withheld")
    assert (shown.recommend, shown.reasons["recommend"]) == (None, reason)
