"""Figures."""

import math

import pytest
from kits.questions import ENGLISH, TEN, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.questions import MismatchError
from cfdiag.questions.number import TYPE

NUMBER = question("number", min=0, max=100)


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (NUMBER, 0),
        (NUMBER, 99.5),
    ],
)
def test_valid(q, value):
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (NUMBER, 101, "a number from 0 to 100"),
        (NUMBER, float("nan"), "a number from 0 to 100"),
        (question("number"), float("inf"), "a number"),
        (question("number", min=3), 2, "a number of at least 3"),
        (question("number", max=3), 4, "a number of at most 3"),
        (question("number"), True, "a number"),
    ],
)
def test_invalid(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (NUMBER, "12,5", 12.5),
        (NUMBER, "7", 7),
        (question("number"), "-3", -3),
    ],
)
def test_typed(q, typed, value):
    parsed = TYPE.parse(q, typed, ENGLISH)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (NUMBER, "1_000", "a number from 0 to 100"),
        (NUMBER, "1e9", "a number from 0 to 100"),
        (NUMBER, "٣", "a number from 0 to 100"),
        (NUMBER, "101", "a number from 0 to 100"),
    ],
)
def test_typed_wrongly(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (NUMBER, 12.5, "nl", "12,5"),
    ],
)
def test_shown(q, value, language, shown):
    assert TYPE.show(q, value, locale_for(language)) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (NUMBER, 50, None),
        (question("number", scale=TEN), 2.5, 25),
    ],
)
def test_points(q, value, points):
    assert TYPE.points(q, value) == points


@pytest.mark.parametrize(
    ("q", "low", "high"),
    [
        (question("number"), -math.inf, math.inf),
        (NUMBER, 0, 100),
        (question("number", scale=TEN, max=99), 0, 10),
    ],
)
def test_a_rule_compares_it_within_its_bounds(q, low, high):
    domain = TYPE.domain(q)
    assert (domain.low, domain.high, domain.whole) == (low, high, False)


def test_told_typed_and_counted():
    assert TYPE.told(NUMBER, 12500, locale_for("en"), "") == "12 500"
    assert TYPE.typed(NUMBER, 12.5, locale_for("nl")) == "12,5"
    assert TYPE.notes(NUMBER, 12.5) == [("number", 12.5)]
    assert TYPE.prompt(NUMBER, ENGLISH) == "Number: "
