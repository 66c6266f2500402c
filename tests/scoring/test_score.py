"""One interview: every rule of the table, null with its reason, repeats, overall, levels."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.scoring import FIVE, SEVEN, interview, questionnaire, rating, result

from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.expression import Compare, Const, Name
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Dimension, Option, Question, Repeat, Scale, Section
from cfdiag.model.text import plain
from cfdiag.scoring.one.dimension import needed_answers
from cfdiag.scoring.one.score import Scorer, level_of


def score(q, answers, group="internal", **changes):
    return Scorer(q).score(interview("i1", answers, group, **changes))


def points(q, answers):
    return Scorer(q).points(interview("i1", answers))


def four(**changes):
    return questionnaire(*(rating(name, **changes) for name in "abcd"))


def status(name):
    return Answer(status=name)


@pytest.mark.parametrize(
    ("last", "coverage"),
    [
        (3, 1.0),
        (status("skipped"), 0.75),
        (status("unknown"), 0.75),
        (status("not_applicable"), 1.0),
        (None, 0.75),  # not reached: an interview left early is not a full one
    ],
)
def test_what_counts_in_coverage(last, coverage):
    answers = {"a": 5, "b": 5, "c": 5} | ({} if last is None else {"d": last})
    found = score(four(), answers).dimensions["d"]
    assert found.coverage == coverage
    assert found.score == (87.5 if last == 3 else 100.0)


def test_a_question_whose_condition_does_not_hold_is_left_out():
    condition = Compare(Name(("a",)), ">=", Const(4))
    q = questionnaire(rating("a"), rating("b"), rating("c", when=condition))
    assert score(q, {"a": 5, "b": 3}).dimensions["d"].coverage == pytest.approx(2 / 3)
    assert score(q, {"a": 3, "b": 3}).dimensions["d"].coverage == 1.0
    # Unknown, since it rests on an answer that is not there: it does not hold.
    assert score(q, {"b": 3}).dimensions["d"].applicable == 2


def test_questions_of_another_group_are_no_part():
    q = questionnaire(rating("a", groups=("internal",)), rating("b", groups=("customer",)))
    found = score(q, {"a": 2, "b": 5})
    assert found.dimensions["d"].asked == 1
    assert found.dimensions["d"].score == 25.0
    assert found.unmatched == ("b",)


def test_weights_and_reverse():
    q = questionnaire(rating("a", weight=2), rating("b", reverse=True), rating("c", weight=0.5))
    assert score(q, {"a": 5, "b": 1, "c": 3}).dimensions["d"].score == pytest.approx(
        (2 * 100 + 100 + 25) / 3.5
    )


def test_a_seven_step_scale_is_exact():
    q = questionnaire(*(rating(name, scale=SEVEN) for name in "abc"))
    assert score(q, {"a": 2, "b": 3, "c": 4}).dimensions["d"].score == 100 / 3


@pytest.mark.parametrize(
    ("asked", "applicable", "min_valid", "needed"),
    [(5, 5, 0, 3), (5, 1, 0, 2), (1, 1, 0, 1), (6, 6, 5, 5), (3, 3, 9, 3), (2, 0, 0, 2), (10, 7, 2, 4)],
)
def test_needed_answers(asked, applicable, min_valid, needed):
    assert needed_answers(asked, applicable, min_valid) == needed


def test_too_few_answers_is_null_with_a_reason():
    found = score(four(), {"a": 5})
    assert (found.dimensions["d"].score, found.dimensions["d"].reason) == (None, "too_few_answers")
    assert (found.overall, found.reason) == (None, "too_few_dimensions")
    assert found.dimensions["d"].coverage == 0.25


def test_all_not_applicable_is_null_and_never_zero():
    found = score(four(), {name: status("not_applicable") for name in "abcd"}).dimensions["d"]
    assert (found.score, found.reason, found.coverage) == (None, "not_applicable", None)


def test_overall_needs_half_of_the_weight():
    q = questionnaire(rating("a", "d"), rating("b", "e"))
    assert score(q, {"a": 4}).overall == 75.0
    heavier = msgspec.structs.replace(
        q, dimensions={**q.dimensions, "e": Dimension("e", plain("E"), weight=1.01)}
    )
    found = score(heavier, {"a": 4})
    assert (found.overall, found.reason) == (None, "too_few_dimensions")
    assert score(heavier, {"a": 5, "b": 1}).overall == pytest.approx(100 / 2.01)


def test_a_checklist_has_met_and_of_and_no_part_in_overall():
    yes = [
        Question(id=f"c{i}", type="yes_no", ask=plain("?"), groups=("internal",), dimension="list")
        for i in range(4)
    ]
    q = questionnaire(rating("a"), *yes, rating("step", "list"))
    lists = Dimension("list", plain("L"), kind="checklist", weight=9)
    q = msgspec.structs.replace(q, dimensions={**q.dimensions, "list": lists})
    answers = {
        "a": 1,
        "c0": "yes",
        "c1": "no",
        "c2": status("not_applicable"),
        "c3": status("unknown"),
        "step": 4,
    }
    found = score(q, answers)
    assert found.overall == 0.0
    part = found.dimensions["list"]
    assert (part.score, part.reason, part.met, part.applicable) == (None, "", 2, 4)  # 4 on 1-5 is 75 points


def test_choices_and_options_without_points():
    options = (
        Option("x", plain("X"), 60.0),
        Option("y", plain("Y"), 60.0),
        Option("z", plain("Z")),
        Option("w", plain("W"), -30.0),
    )
    many = Question(
        id="m", type="choices", ask=plain("?"), groups=("internal",), dimension="d", options=options
    )
    one = Question(
        id="o", type="choice", ask=plain("?"), groups=("internal",), dimension="d", options=options
    )
    q = questionnaire(many, one)
    assert points(q, {"m": ["x"], "o": "x"}) == {"m": 60.0, "o": 60.0}
    assert points(q, {"m": ["x", "y"]}) == {"m": 100.0}
    assert points(q, {"m": ["w"]}) == {"m": 0.0}
    left_out = score(q, {"m": ["x"], "o": "z"}).dimensions["d"]
    assert (left_out.applicable, left_out.valid) == (1, 1)


def test_number_on_a_scale_and_yes_no_reversed():
    number = Question(id="n", type="number", ask=plain("?"), groups=("internal",), dimension="d", scale=FIVE)
    no = Question(id="y", type="yes_no", ask=plain("?"), groups=("internal",), dimension="d", reverse=True)
    assert points(questionnaire(number, no), {"n": 2.5, "y": "no"}) == {"n": 37.5, "y": 100.0}


def test_basis_counts_in_its_dimension():
    asked = frozenset({"internal"})
    q = questionnaire(*(rating(name, basis=asked) for name in "abc"))
    dimensions = {**q.dimensions, "evidence": Dimension("evidence", plain("E"))}
    q = msgspec.structs.replace(q, dimensions=dimensions, basis_dimension="evidence")
    answers = {
        "a": Answer(status="answered", value=3, basis="guess"),
        "b": Answer(status="answered", value=3, basis="figures"),
        "c": Answer(status="answered", value=3),
    }
    found = score(q, answers).dimensions["evidence"]
    assert (found.score, found.valid, found.applicable) == (33.5, 2, 3)


def journey(**changes):
    known = {"ask": plain("Which?"), "name": plain("point"), "items": {"x": plain("X"), "y": plain("Y")}}
    repeat = Repeat(**(known | changes))
    questions = (rating("good", "points"), rating("quick", "points"))
    return questionnaire(Section(id="way", title=plain("Way"), repeat=repeat, questions=questions))


def test_items_count_like_questions_and_have_a_score_each():
    answers = {"way/x/good": 5, "way/x/quick": 3, "way/i1/good": 1, "way/i1/quick": status("unknown")}
    found = score(journey(), answers, items={"way": {"x": "X", "i1": "Own"}})
    points = found.dimensions["points"]
    assert (points.asked, points.valid, points.score) == (4, 3, pytest.approx(50.0))
    assert found.item_scores == {"points": {"way/x": 75.0, "way/i1": None}}


def test_items_that_were_never_named_count_as_not_reached():
    found = score(journey(min=2), {"way/x/good": 5, "way/x/quick": 5}, items={"way": {"x": "X"}})
    assert found.dimensions["points"].coverage == 0.5
    assert score(journey(), {}).dimensions["points"].reason == "not_asked"


def test_invalid_answers_take_no_part():
    answers = {"a": 9, "b": 5, "c": (5, 3), "d": "x"}
    assert score(four(), answers).invalid == {"a", "c", "d"}
    assert points(four(), answers) == {"b": 100.0, "c": 100.0}


def test_overrides_change_target_and_weight():
    q = questionnaire(rating("a", "d"), rating("b", "e"))
    scorer = Scorer(q, {"d": DimensionOverride(weight=3, target=40)})
    assert scorer.score(interview("i", {"a": 5, "b": 1})).overall == 75.0
    assert scorer.dimensions["d"].target == 40


def test_levels():
    assert [level_of(x, 70) for x in (None, 39.9, 40, 69.9, 70)] == [
        None,
        "critical",
        "developing",
        "developing",
        "on_target",
    ]
    assert [level_of(x, 30) for x in (29.9, 30)] == ["critical", "on_target"]


values = st.fixed_dictionaries({}, optional={name: st.integers(1, 5) for name in "abcd"})


@given(values)
def test_scores_stay_between_0_and_100(answers):
    found = score(four(), answers)
    assert found.overall is None or 0 <= found.overall <= 100


@given(values, st.integers(1, 5))
def test_importance_never_changes_a_score(answers, importance):
    q = four(importance=frozenset({"internal"}))
    rated = {key: (value, importance) for key, value in answers.items()}
    one, other = score(q, answers), score(q, rated)
    assert one.overall == other.overall
    assert one.dimensions == other.dimensions


@given(values)
def test_reversing_question_and_answer_changes_nothing(answers):
    turned = {key: 6 - value for key, value in answers.items()}
    assert score(four(), answers).dimensions == score(four(reverse=True), turned).dimensions


@given(values, st.randoms())
def test_the_order_of_answers_changes_nothing(answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    q = four(weight=0.1)
    assert score(q, answers) == score(q, dict(shuffled))


def test_agreement_on_a_scale_in_steps_is_that_of_its_steps() -> None:
    tens = Scale("tens", 0, 100, {}, step=25)
    by_ones, by_tens = (
        result(
            questionnaire(rating("a", scale=scale)),
            [interview(f"{n}", {"a": value * factor}) for n, value in enumerate((0, 1, 1, 2, 4, 3))],
        )
        .questionnaires[0]
        .questions["a"]
        for scale, factor in ((Scale("ones", 0, 4, {}), 1), (tens, 25))
    )
    assert by_ones.agreement is not None
    assert by_tens.agreement == pytest.approx(by_ones.agreement)
    assert by_tens.top2.share == by_ones.top2.share
    assert by_tens.range == pytest.approx([25 * end for end in by_ones.range])
