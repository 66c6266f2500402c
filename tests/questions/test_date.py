"""Days."""

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


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (DATE, "2026-11-22", "2026-11-22"),
        (DATE, "22-11-2026", "2026-11-22"),
        (DATE, "1.2.2026", "2026-02-01"),
    ],
)
def test_typed(q, typed, value):
    parsed = TYPE.parse(q, typed, ENGLISH)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (DATE, "11/22/2026", "a date as year-month-day, such as 2026-11-22"),
        (DATE, "31-2-2026", "a date as year-month-day, such as 2026-11-22"),
    ],
)
def test_typed_wrongly(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


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
