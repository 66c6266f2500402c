"""Ratings: steps of a scale."""

import pytest
from kits.questions import ENGLISH, FIVE, TEN, plain_text, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Scale
from cfdiag.model.result import QuestionScore
from cfdiag.questions import MismatchError
from cfdiag.questions.rating import TYPE

RATING = question("rating", scale=FIVE)


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (RATING, 1),
        (RATING, 5),
        (question("rating", scale=TEN), 0),
    ],
)
def test_valid(q, value):
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (RATING, 0, "a whole number from 1 to 5"),
        (RATING, 6, "a whole number from 1 to 5"),
        (RATING, 4.0, "a whole number from 1 to 5"),
        (RATING, True, "a whole number from 1 to 5"),
        (RATING, "4", "a whole number from 1 to 5"),
    ],
)
def test_invalid(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (RATING, " 4 ", 4),
        (RATING, "excellent", 5),
        (question("rating", scale=TEN), "10", 10),
    ],
)
def test_typed(q, typed, value):
    parsed = TYPE.parse(q, typed, ENGLISH)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (RATING, "6", "a whole number from 1 to 5"),
        (RATING, "", "a whole number from 1 to 5"),
        (RATING, "٣", "a whole number from 1 to 5"),
    ],
)
def test_typed_wrongly(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (RATING, 5, "nl", "5 – Uitstekend"),
        (RATING, 3, "en", "3"),
    ],
)
def test_shown(q, value, language, shown):
    assert TYPE.show(q, value, locale_for(language)) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (RATING, 1, 0),
        (RATING, 4, 75),
        (question("rating", scale=FIVE, reverse=True), 4, 25),
        (question("rating", scale=TEN), 7, 70),
    ],
)
def test_points(q, value, points):
    assert TYPE.points(q, value) == points


def test_prompt_says_the_ends():
    assert TYPE.prompt(RATING, ENGLISH) == "Rating, 1 Very poor to 5 Excellent: "
    assert TYPE.prompt(question("rating", scale=TEN), ENGLISH) == "Rating, 0 to 10: "


def test_every_step_has_its_points_and_its_place_in_a_distribution():
    assert TYPE.values(RATING) == (1, 2, 3, 4, 5)
    assert TYPE.bins(RATING) == ("1", "2", "3", "4", "5")
    assert TYPE.value_of("4") == 4
    assert TYPE.discrete(question("rating", scale=FIVE, reverse=True)) == {1: 100, 2: 75, 3: 50, 4: 25, 5: 0}


def test_recommend_implies_the_scale_it_needs():
    implied = TYPE.implied_scale(recommend=True)
    assert (implied.min, implied.max) == (0, 10)
    assert TYPE.implied_scale(recommend=False) is None
    assert list(TYPE.wrongs(question("rating", scale=TEN, recommend=True))) == []
    (wrong,) = TYPE.wrongs(question("rating", scale=FIVE, recommend=True))
    assert (wrong.key, wrong.message) == ("recommend", "'recommend' needs a scale from 0 to 10")


def test_a_rule_compares_it_with_whole_steps():
    domain = TYPE.domain(RATING)
    assert (domain.low, domain.high, domain.whole) == (1, 5, True)


def test_a_report_lists_the_steps_that_may_be_listed():
    few, many = QuestionScore(n=3, answers=[1.0, 4.0, 4.0]), QuestionScore(n=6, distribution={"4": 6})
    assert TYPE.cell(RATING, few, locale_for("en"), plain_text) == "1, 4, 4"
    assert TYPE.cell(RATING, many, locale_for("en"), plain_text) == ""


OPPOSITES = question("rating", scale=Scale("o", -3, 3, {}))
TENS = question("rating", scale=Scale("t", 0, 100, {}, step=10))


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (OPPOSITES, "-3", -3),
        (OPPOSITES, "\u22122", -2),
        (OPPOSITES, "+1", 1),
        (TENS, "100", 100),
        (TENS, "0", 0),
    ],
)
def test_below_nought_and_in_steps(q, typed, value):
    assert TYPE.parse(q, typed, ENGLISH) == value


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (OPPOSITES, -4, "a whole number from -3 to 3"),
        (TENS, 15, "0 to 100 in steps of 10"),
        (TENS, 110, "0 to 100 in steps of 10"),
    ],
)
def test_no_step_of_the_scale(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(("q", "value", "points"), [(OPPOSITES, -3, 0), (OPPOSITES, 0, 50), (TENS, 30, 30)])
def test_points_run_from_end_to_end(q, value, points):
    assert TYPE.points(q, value) == points
    assert TYPE.discrete(q)[value] == points
