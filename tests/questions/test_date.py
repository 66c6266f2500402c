"""Days."""

import datetime as dt

import pytest
from kits.questions import ENGLISH, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.questions import MismatchError
from cfdiag.questions.date import TYPE

DATE = question("date")


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (DATE, "2024-02-29"),
    ],
)
def test_valid(q, value):
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (DATE, "2026-02-29", "a date as year-month-day, such as 2026-11-22"),
        (DATE, "2026-1-1", "a date as year-month-day, such as 2026-11-22"),
    ],
)
def test_invalid(q, value, expected):
    assert TYPE.check(q, value) == expected


MONTH = question("date", own={"precision": "month"})
YEAR = question("date", own={"precision": "year"})
DUTCH = locale_for("nl")


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (DATE, "2026-11-22", "2026-11-22"),
        (DATE, "22-11-2026", "2026-11-22"),
        (DATE, "1.2.2026", "2026-02-01"),
        (DATE, "11/22/2026", "2026-11-22"),
        (DATE, "30/11/2026", "2026-11-30"),
        (DATE, "5/5/2026", "2026-05-05"),
        (DATE, "30 nov 2026", "2026-11-30"),
        (DATE, "November 30th, 2026", "2026-11-30"),
        (MONTH, "May 2026", "2026-05"),
        (MONTH, "in may 2026", "2026-05"),
        (MONTH, "2026-05", "2026-05"),
        (MONTH, "05/2026", "2026-05"),
        (MONTH, "12 May 2026", "2026-05"),
        (YEAR, "2026", "2026"),
        (YEAR, "May 2026", "2026"),
    ],
)
def test_typed(q, typed, value):
    assert TYPE.parse(q, typed, ENGLISH) == value
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("mei 2026", "2026-05"),
        ("in mrt 2026", "2026-03"),
        ("3 okt. 2026", "2026-10"),
        ("oktober 2026", "2026-10"),
    ],
)
def test_months_are_those_of_the_language(typed, value):
    assert TYPE.parse(MONTH, typed, DUTCH) == value


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (DATE, "last spring", "a date, such as 22 November 2026 or 2026-11-22"),
        (MONTH, "last spring", "a month, such as November 2026 or 2026-11"),
        (MONTH, "in the May of 2025 or 2026", "a month, such as November 2026 or 2026-11"),
        (DATE, "31-11-2026", "a date that exists: November 2026 has 30 days"),
        (DATE, "31 February 2026", "a date that exists: February 2026 has 28 days"),
        (DATE, "12-13-2026", "a month from 1 to 12"),
        (MONTH, "13/2026", "a month from 1 to 12"),
        (MONTH, "May", "the year too, such as May 2026"),
        (DATE, "30 November", "the year too, such as 30 November 2026"),
        (DATE, "May 2026", "the day too, such as 15 May 2026"),
        (MONTH, "2026", "the month too, such as May 2026"),
        (DATE, "3/12/2026", "the month in words: 3 December 2026 or 12 March 2026"),
        (DATE, "30-11-26", "a date, such as 22 November 2026 or 2026-11-22"),
        (DATE, "0-0-2026", "a month from 1 to 12"),
    ],
)
def test_what_cannot_be_told_is_asked_back(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("typed", "locale", "value"),
    [
        ("today", ENGLISH, "2026-11-26"),
        (" Yesterday", ENGLISH, "2026-11-25"),
        ("gisteren", DUTCH, "2026-11-25"),
        ("morgen", DUTCH, "2026-11-27"),
    ],
)
def test_words_of_the_calendar(typed, locale, value):
    placed = TYPE.placed(typed, locale, dt.date(2026, 11, 26))
    assert TYPE.parse(DATE, placed, locale) == value
    assert TYPE.parse(MONTH, placed, locale) == value[:7]


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (MONTH, "2026-05-12", "a month as year-month, such as 2026-11"),
        (MONTH, "2026-13", "a month as year-month, such as 2026-11"),
        (YEAR, "26", "a year, such as 2026"),
        (YEAR, "0000", "a year, such as 2026"),
    ],
)
def test_another_precision_is_another_answer(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-05-12", dt.date(2026, 5, 12)),
        ("2026-05", dt.date(2026, 5, 31)),
        ("2026-11", dt.date(2026, 11, 26)),
        ("2026", dt.date(2026, 11, 26)),
        ("2025", dt.date(2025, 12, 31)),
        ("2027-02", dt.date(2027, 2, 28)),
        ("soon", None),
    ],
)
def test_days_are_counted_from_the_latest_day_that_is_meant(value, day):
    assert TYPE.day(value, dt.date(2026, 11, 26)) == day


def test_it_is_said_as_far_as_it_goes():
    assert TYPE.show(MONTH, "2026-05", ENGLISH) == "May 2026"
    assert TYPE.show(MONTH, "2026-05", DUTCH) == "mei 2026"
    assert TYPE.show(YEAR, "2026", ENGLISH) == "2026"


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (DATE, "2026-11-22", "nl", "22 november 2026"),
    ],
)
def test_shown(q, value, language, shown):
    assert TYPE.show(q, value, locale_for(language)) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (DATE, "2026-11-22", None),
    ],
)
def test_points(q, value, points):
    assert TYPE.points(q, value) == points


def test_told_typed_and_counted():
    assert TYPE.told(DATE, "2026-11-22", locale_for("nl"), "") == "22 november 2026"
    assert TYPE.typed(DATE, "2026-11-22", locale_for("nl")) == "2026-11-22"
    assert TYPE.notes(DATE, "2026-11-22") == [("date", "2026-11-22")]
    assert TYPE.prompt(DATE, ENGLISH) == "Date, year-month-day: "
    assert TYPE.domain(DATE).words == ()
