"""The perception gap: means, the rule for three and four, rank agreement."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.scoring import ENGLISH, interview, questionnaire, rating, result, tally
from msgspec import UNSET
from scipy import stats
from statsmodels.stats.multitest import multipletests

from cfdiag.model.questionnaire import ComparedGroups
from cfdiag.model.result import Inputs
from cfdiag.scoring.options import Options
from cfdiag.scoring.stats.families import holm, permutation_p
from cfdiag.scoring.stats.statistics import Series, hedges_g, welch_p
from cfdiag.scoring.summary import summarise

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


def rows(inside, outside, names):
    """As many questions on which each side says the same, person by person."""
    interviews = [interview(f"i{i}", dict.fromkeys(names, v)) for i, v in enumerate(inside)]
    interviews += [
        interview(f"c{i}", dict.fromkeys(names, v), "customer", consent="named")
        for i, v in enumerate(outside)
    ]
    return result(make(names), interviews).questionnaires[0].perception


@pytest.mark.parametrize(
    ("inside", "outside", "finding"),
    [
        ([4, 4, 4, 5, 5], [2, 3, 2], "blind_spot"),
        ([4, 4, 4, 5, 5], [2, 3, 4], None),
        ([1, 1, 2, 2, 3, 3], [5, 5, 5, 5], "unseen_strength"),
    ],
)
def test_three_or_four_against_five_are_compared_by_all_ways_to_part_them(inside, outside, finding):
    found = rows(inside, outside, "a")["a"]
    assert (found.internal, found.customer, found.difference, found.interval) == (None, None, None, None)
    assert found.reason == "too_few_respondents"
    sums = [sum(few) for few in combinations([*inside, *outside], len(outside))]
    middle = len(outside) * sum([*inside, *outside]) / len([*inside, *outside])
    apart = abs(sum(outside) - middle) - 1e-9
    assert found.p == pytest.approx(sum(abs(each - middle) >= apart for each in sums) / len(sums))
    assert found.finding == finding
    assert found.answers == {"customer": sorted(outside)}


def test_of_three_or_four_on_both_sides_there_are_the_answers_and_nothing_else():
    found = rows([5, 5, 5, 5], [1, 1, 1, 1], "a")["a"]
    assert (found.p, found.finding, found.leans) == (UNSET, None, UNSET)


def test_a_finding_counts_how_many_questions_were_compared():
    """What is a finding alone leans that way among eleven: else a third of reports name one by chance."""
    inside, outside = [4, 4, 5, 3, 4, 5], [3, 3, 4, 2, 3, 4]
    alone = rows(inside, outside, "a")["a"]
    among = rows(inside, outside, "abcdefghijk")
    assert 0.05 / 11 < alone.p < 0.05
    assert (alone.finding, alone.leans) == ("blind_spot", UNSET)
    assert {(each.finding, each.leans) for each in among.values()} == {(None, "blind_spot")}
    assert {each.interval for each in among.values()} == {alone.interval}


def test_all_tables_of_a_run_are_one_family():
    inside, outside = [4, 4, 5, 3, 4, 5, 5, 4], [3, 3, 4, 2, 3, 4, 4, 3]
    p = rows(inside, outside, "a")["a"].p
    names = "abcdefghijklmnopqrstuvwxyz"[: int(0.05 / p)]
    q = make(names)
    interviews = [
        interview(f"{group}{i}", dict.fromkeys(names, v), group)
        for group, values in (("internal", inside), ("customer", outside))
        for i, v in enumerate(values)
    ]
    alone = summary({q.id: tally(q, interviews)}, {q.id: q})
    both = summary({name: tally(q, interviews) for name in ("one", "two")}, {"one": q, "two": q})
    assert {each.finding for each in alone.questionnaires[0].perception.values()} == {"blind_spot"}
    assert {each.finding for part in both.questionnaires for each in part.perception.values()} == {None}


def summary(tallies, questionnaires):
    inputs = Inputs(interviews=1, unfinished=0)
    return summarise(tallies, questionnaires, Options(), inputs, words=ENGLISH)


@pytest.mark.parametrize(("n", "m"), [(5, 5), (8, 8), (30, 30), (3, 12), (4, 8)])
def test_where_there_is_no_difference_one_report_in_twenty_names_one(n, m):
    """Eleven questions, answers that hang together as people's do; 600 reports."""
    rng = np.random.default_rng([n, m])
    reports = 600
    named = 0
    for _ in range(reports):
        people = rng.normal(size=(n + m, 1)) * 0.6 + rng.normal(size=(n + m, 11)) * 0.8
        answers = np.searchsorted([-1.4, -0.6, 0.4, 1.2], people.ravel()).reshape(n + m, 11)
        ps = []
        for column in answers.T:
            one, other = Series(Counter(column[:n].tolist())), Series(Counter(column[n:].tolist()))
            p = permutation_p(one, other) if n < 5 else welch_p(one, other)
            ps += [] if p is None else [p]
        named += any(holm(ps))
    assert named / reports <= 0.05


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=12))
def test_the_correction_agrees_with_statsmodels(ps):
    expected = multipletests(ps, 0.05, "holm")[0].tolist() if ps else []
    assert holm(ps) == expected


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


def ordered(questions, people):
    """What both sides say of so many questions, in orders that differ by one exchange."""
    inside = {name: 1 + place % 5 if place < 5 else 3 for place, name in enumerate(questions)}
    outside = inside | {questions[0]: inside[questions[1]], questions[1]: inside[questions[0]]}
    interviews = [interview(f"i{i}", inside) for i in range(people[0])]
    interviews += [interview(f"c{i}", outside, "customer") for i in range(people[1])]
    figures = result(make(questions), interviews).questionnaires[0]
    expected = stats.spearmanr(list(inside.values()), list(outside.values())).statistic
    return figures.rank_agreement, (figures.reasons or {}).get("rank_agreement"), expected


def test_rank_agreement_from_seven_questions_and_fifteen_people_a_side():
    rho, why, expected = ordered("abcdefg", (15, 15))
    assert (rho, why) == (pytest.approx(expected), None)
    assert ordered("abcdef", (15, 15))[:2] == (None, "too_few_questions")
    assert ordered("abcdefg", (14, 40))[:2] == (None, "too_few_respondents")
    assert ordered("abcdefg", (40, 14))[:2] == (None, "too_few_respondents")


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
