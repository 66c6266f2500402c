"""Days that people work on: what is due falls on one, and Monday is a Monday of work."""

from __future__ import annotations

import datetime as dt

import pytest

from cfdiag.scoring.days import due_in, easter, is_working_day, next_monday

EASTER = {
    2000: (4, 23),
    2008: (3, 23),
    2011: (4, 24),
    2024: (3, 31),
    2025: (4, 20),
    2026: (4, 5),
    2038: (4, 25),
}
"""As published (United States Naval Observatory)."""


@pytest.mark.parametrize("year", EASTER)
def test_easter_as_published(year):
    assert easter(year) == dt.date(year, *EASTER[year])


@pytest.mark.parametrize(
    ("days", "today", "due"),
    [
        (30, "2026-11-20", "2026-12-21"),  # a Sunday
        (30, "2026-11-26", "2027-01-04"),  # Boxing Day: nobody reads a plan between Christmas and New Year
        (31, "2025-11-27", "2026-01-02"),  # a Sunday
        (30, "2026-11-24", "2026-12-24"),
        (60, "2026-11-27", "2027-01-26"),
        (1, "2026-12-24", "2027-01-04"),
        (35, "2027-02-21", "2027-03-30"),  # Easter Sunday, and Easter Monday after it
        (30, "a day", ""),
    ],
)
def test_nothing_is_due_on_a_day_off(days, today, due):
    assert due_in(days, today) == due


def test_monday_is_the_next_one_on_which_people_work():
    assert next_monday("2026-11-27") == "2026-11-30"
    assert next_monday("2026-11-30T09:00") == "2026-12-07"  # on a Monday it is too late for that Monday
    assert next_monday("2026-12-23") == "2027-01-04"  # not the Monday between the years
    assert next_monday("2027-03-26") == "2027-04-05"  # not Easter Monday
    assert next_monday("") == ""


def test_days_off_are_weekends_and_public_holidays():
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    off = [day.isoformat() for day in year if day.weekday() < 5 and not is_working_day(day.isoformat())]
    assert off == [
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25",
    ]  # fmt: skip
