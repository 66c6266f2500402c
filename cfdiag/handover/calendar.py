"""Working days, and how talks and visits fill them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cfdiag.scoring.days import is_working_day

MOST_DAYS = 366
"""Nobody plans further ahead."""


def working_days(today: date, last_day: date) -> tuple[date, ...]:
    """The days from today to the last one on which people work, both included."""
    # A year that was mistyped would give a list of half a million days.
    days = min((last_day - today).days, MOST_DAYS)
    every = (today + timedelta(days=n) for n in range(days + 1))
    return tuple(day for day in every if is_working_day(day.isoformat()))


def from_tomorrow(days: Sequence[date], today: date) -> tuple[date, ...]:
    """The days for appointments: today only where there is no other."""
    return tuple(day for day in days if day > today) or tuple(days)
