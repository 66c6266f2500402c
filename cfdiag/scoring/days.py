"""Days reckoned from and to; a day is text, `YYYY-MM-DD`, or begins with it."""

from __future__ import annotations

from datetime import date, timedelta

from cfdiag.questions import TYPES


def days_until(day: str, today: str) -> int | None:
    """Days from today to a day; negative when it is past, None where either is no day.

    Of a month or a year, `2026-05` or `2026`, the latest day that it may mean.
    """
    try:
        here = date.fromisoformat(today[:10])
    except ValueError:
        return None
    meant = TYPES["date"].day(day[:10], here)
    return (meant - here).days if meant is not None else None


def day_in(days: int, today: str) -> str:
    """The day so many days from today; empty where today is no day."""
    try:
        return (date.fromisoformat(today[:10]) + timedelta(days=days)).isoformat()
    except ValueError:
        return ""
