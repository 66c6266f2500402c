"""The perception gap: means, the rule for three and four, rank agreement."""

from __future__ import annotations

from collections import Counter

import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.scoring import interview, questionnaire, rating, result
from msgspec import UNSET

from cfdiag.model.questionnaire import ComparedGroups
from cfdiag.scoring.options import Options
from cfdiag.scoring.stats.statistics import Series, hedges_g

GROUPS = ("internal", "customer")


def make(names="a", **changes):
    questions = (rating(name, groups=GROUPS, **changes) for name in names)
    return questionnaire(*questions, compare=ComparedGroups("internal", "customer"))


def people(group, values, name="a", **changes):
    return [interview(f"{group}{i}", {name: v}, group, **changes) for i, v in enumerate(values)]


def gap(inside, outside, **options):
    interviews = [*people("internal", inside), *people("customer", outside, consent="named")]
    return result(make(), interviews, Options(**options)).questionnaires[0].perception["a"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 5), min_size=10, max_size=20),
    st.lists(st.integers(1, 5), min_size=10, max_size=20),
)
@pytest.mark.filterwarnings("ignore:Precision loss")
def test_means_interval_and_finding(inside, outside):
    found = gap(inside, outside)
    difference = sum(inside) / len(inside) - sum(outside) / len(outside)
    assert (found.n_internal, found.n_customer) == (len(inside), len(outside))
    assert found.difference == pytest.approx(difference)
    assert found.points == pytest.approx(25 * difference)
    if len(set(inside)) == len(set(outside)) == 1:
        assert (found.interval, found.finding, found.reasons["interval"]) == (None, None, "no_spread")
        return
    expected = scipy.stats.ttest_ind(inside, outside, equal_var=False).confidence_interval()
    assert found.interval == (pytest.approx(expected.low, abs=1e-9), pytest.approx(expected.high, abs=1e-9))
    if expected.low > 1e-9:
        assert found.finding == "blind_spot"
    elif expected.high < -1e-9:
        assert found.finding == "unseen_strength"
    else:
        assert found.finding is None
    assert found.g == pytest.approx(hedges_g(Series(Counter(inside)), Series(Counter(outside))))


def test_a_prediction_and_a_rating_are_never_pooled():
    interviews = [*people("internal", [5] * 6), *people("customer", [1] * 6)]
    figures = result(make(), interviews).questionnaires[0]
    assert (figures.groups_shown, figures.questions["a"].mean, figures.overall.score) == (
        ["customer"],
        1.0,
        0.0,
    )
    only_inside = result(make(), interviews[:6]).questionnaires[0]
    assert (only_inside.groups_shown, only_inside.overall.score) == (["internal"], 100.0)


@pytest.mark.parametrize(
    ("outside", "finding"),
    [
        ([2, 3, 2], "blind_spot"),  # all at least half a step under the insiders' mean of 4
        ([2, 3, 4], None),
        ([5, 5, 5, 5], "unseen_strength"),
        ([3, 3, 3, 3], "blind_spot"),
    ],
)
def test_three_or_four_are_indicative_only_when_all_say_so(outside, finding):
    found = gap([3, 4, 4, 4, 5], outside)
    assert (found.internal, found.customer, found.difference, found.interval) == (None, None, None, None)
    assert found.reason == "too_few_respondents"
    assert found.finding == finding
    assert (found.finding is not None and found.points is None) == (finding is not None)
    assert found.answers == {"customer": sorted(outside)}


def test_two_say_nothing_yet():
    found = gap([3, 4, 4, 4, 5], [1, 1])
    assert (found.internal, found.customer, found.finding) == (None, None, None)
    assert (found.answers, found.reason) == (UNSET, "too_few_respondents")


def test_the_floor_comes_before_the_rule_for_three_and_four():
    interviews = [*people("internal", [5] * 6), *people("customer", [1] * 4)]
    found = result(make(), interviews).questionnaires[0].perception["a"]
    assert (found.n_customer, found.finding, found.reason) == (None, None, "withheld")


def test_reverse_keyed_questions_compare_as_they_are_scored():
    interviews = [*people("internal", [1, 1, 1, 2, 1]), *people("customer", [5, 5, 4, 5, 5])]
    found = result(make(reverse=True), interviews).questionnaires[0].perception["a"]
    assert (found.internal, found.finding) == (4.8, "blind_spot")


def test_rank_agreement():
    inside, outside = {"a": 1, "b": 2, "c": 4, "d": 5}, {"a": 2, "b": 1, "c": 3, "d": 5}
    interviews = [interview(f"i{i}", inside) for i in range(5)]
    interviews += [interview(f"c{i}", outside, "customer") for i in range(5)]
    figures = result(make("abcd"), interviews).questionnaires[0]
    assert figures.rank_agreement == pytest.approx(0.8)
    few = questionnaire(
        *(rating(n, groups=GROUPS) for n in "abc"), compare=ComparedGroups("internal", "customer")
    )
    figures = result(few, interviews).questionnaires[0]
    assert (figures.rank_agreement, figures.reasons) == (None, {"rank_agreement": "too_few_questions"})


def test_a_dimension_of_the_other_group_is_shown_with_its_name():
    q = questionnaire(
        rating("a", groups=GROUPS),
        rating("habit", "habits", groups=("internal",)),
        compare=ComparedGroups("internal", "customer"),
    )
    interviews = [interview(f"i{i}", {"a": 3, "habit": 4}) for i in range(5)]
    interviews += [interview(f"c{i}", {"a": 2}, "customer") for i in range(5)]
    figures = result(q, interviews).questionnaires[0]
    assert (figures.dimensions["habits"].score, figures.dimensions["habits"].group) == (75.0, "internal")
    assert figures.questions["habit"].group == "internal"
    assert figures.overall.score == 25.0
