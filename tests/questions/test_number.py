"""Figures."""

import math

import pytest
from kits.questions import ENGLISH, TEN, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.text import Text
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
        (question("number"), 1e300, "a number of at most 100000000000000"),
        (question("number"), -(10**15), "a number of at most 100000000000000"),
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
        (NUMBER, "1_000", "a number in digits, such as 12.5"),
        (NUMBER, "1e9", "a number in digits, such as 12.5"),
        (NUMBER, "٣", "a number in digits, such as 12.5"),
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


MONEY = question("number", min=0, own={"currency": "EUR"})
HOURS = question("number", own={"unit": Text({"": {"en": "hours", "nl": "uur"}}, "en"), "decimals": 0})


@pytest.mark.parametrize(
    ("q", "typed", "language", "message"),
    [
        (question("number"), "120.000", "en", "it in full: 120\u202f000 or 120"),
        (question("number"), "120,000", "nl", "it in full: 120\u202f000 or 120"),
        (MONEY, "$ 12", "en", "an amount in EUR"),
        (MONEY, "12.345,678", "en", "at most 2 decimals"),
        (MONEY, "a lot", "en", "a number in digits, such as 12.5"),
        (MONEY, "veel", "nl", "a number in digits, such as 12,5"),
        (question("number", min=0, max=100), ".5", "en", "a number in digits, such as 12.5"),
        (question("number", min=0, max=100), "1.234,56", "en", "a number from 0 to 100"),
        (HOURS, "1.5", "en", "a whole number"),
        (HOURS, "many", "en", "a whole number in digits, such as 12"),
        (question("number", min=0, max=1_000_000), "-1", "en", "a number from 0 to 1000000"),
    ],
)
def test_what_can_be_two_things_or_none_is_asked_back(q, typed, language, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, locale_for(language))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (MONEY, "120,000", 120_000),
        (MONEY, "€ 120.000,50", 120_000.5),
        (MONEY, "120.125", 120_125),  # money has no thousandths
        (question("number", max=100), "12.500", 12.5),  # and there are no more than 100
        (HOURS, "12 hours", 12),
        (HOURS, "1.2k", 1200),
    ],
)
def test_what_can_be_one_thing_only_is_taken(q, typed, value):
    assert TYPE.parse(q, typed, ENGLISH) == value


@pytest.mark.parametrize(
    ("q", "typed", "language", "echo"),
    [
        (MONEY, "120k", "en", "120\u202f000 EUR (120 thousand)"),
        (MONEY, "1,2m", "nl", "1\u202f200\u202f000 EUR (1,2 miljoen)"),
        (HOURS, "12", "nl", "12 uur"),
        (question("number"), "120.000", "en", "120\u202f000 or 120?"),
        (MONEY, "soon", "en", ""),
    ],
)
def test_what_is_typed_is_echoed_in_words(q, typed, language, echo):
    assert TYPE.echo(q, typed, locale_for(language)) == echo


@pytest.mark.parametrize(("value", "fits"), [(12, True), (12.5, True), (12.505, False)])
def test_decimals(value, fits):
    assert TYPE.fits(MONEY, value) is fits


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("value", [120.125, 1.5, 120_000, -0.25])
def test_what_is_saved_can_be_accepted_again(language, value):
    locale = locale_for(language)
    assert TYPE.parse(question("number"), TYPE.typed(question("number"), value, locale), locale) == value
