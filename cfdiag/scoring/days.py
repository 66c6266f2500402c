"""Days reckoned from; a day is text, `YYYY-MM-DD`, or begins with it."""

from __future__ import annotations

from datetime import date, timedelta

_MONDAY, _SATURDAY = 0, 5
_DECEMBER, _CHRISTMAS = 12, 25
_FIXED = frozenset({(1, 1), (27, 4), (25, 12), (26, 12)})
"""Day and month on which hardly anybody works in one of the countries whose languages the tool speaks."""
_AROUND_EASTER = frozenset({-2, 0, 1, 39, 49, 50})
"""Days from Easter Sunday: Good Friday, Easter, Ascension, Whitsun. One too many costs a day, no more."""


def day_in(days: int, today: str) -> str:
    """The day so many days from today; empty where today is no day, or the calendar ends before it."""
    try:
        return (date.fromisoformat(today[:10]) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""


def due_in(days: int, today: str) -> str:
    """That day, or the first after it on which people are at work: nothing is due at Christmas."""
    found = day_in(days, today)
    while found and not _is_somebody_there(found):
        found = day_in(1, found)
    return found


def next_monday(today: str) -> str:
    """The first Monday after today on which people work; empty where today is no day."""
    found = day_in(1, today)
    while found and (date.fromisoformat(found).weekday() != _MONDAY or not _is_somebody_there(found)):
        found = day_in(1, found)
    return found


def _is_somebody_there(day: str) -> bool:
    """A working day, but none between Christmas and New Year: most houses are shut then, or nearly."""
    at = date.fromisoformat(day[:10])
    return is_working_day(day) and not (at.month == _DECEMBER and at.day >= _CHRISTMAS)


def is_working_day(day: str) -> bool:
    """Monday to Friday, and no public holiday."""
    at = date.fromisoformat(day[:10])
    holiday = (at.day, at.month) in _FIXED or (at - easter(at.year)).days in _AROUND_EASTER
    return at.weekday() < _SATURDAY and not holiday


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's rule, in Meeus, Astronomical Algorithms, 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    last = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * last) // 451
    month, day = divmod(h + last - 7 * m + 114, 31)
    return date(year, month, day + 1)
