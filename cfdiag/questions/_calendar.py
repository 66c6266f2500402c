"""Days, months and years as people type them: `2026-11-30`, `30 nov 2026`, `May 2026`, `yesterday`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from cfdiag.locales.locale import Locale
from cfdiag.questions._type import MismatchError

Precision = Literal["day", "month", "year"]
"""How much of a date is asked for."""

PRECISIONS: tuple[Precision, ...] = ("day", "month", "year")

_STORED: dict[Precision, str] = {
    "day": r"([0-9]{4})-([0-9]{2})-([0-9]{2})",
    "month": r"([0-9]{4})-([0-9]{2})",
    "year": r"([0-9]{4})",
}
_NUMBERS = r"([0-9]{1,4})(?:\s*([-./])\s*([0-9]{1,4})(?:\s*\2\s*([0-9]{1,4}))?)?"
_ORDINAL = r"([0-9]{1,2})(?:st|nd|rd|th|e|ste|de)?\.?"
_YEAR = r"[0-9]{4}"
_MONTHS = 12


class _Parts(msgspec.Struct, frozen=True):
    """What was said of a date; None: not said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def stored_date(value: str, precision: Precision) -> bool:
    """Whether a text is a date of that precision, as it is stored, and exists."""
    found = re.fullmatch(_STORED[precision], value)
    return found is not None and _exists(*(int(part) for part in found.groups()))


def last_day(value: str, today: dt.date) -> dt.date | None:
    """The latest day that a stored date may mean: of this month or year, today."""
    for precision in PRECISIONS:
        found = re.fullmatch(_STORED[precision], value)
        if found is None or not stored_date(value, precision):
            continue
        year, month, day = (*(int(part) for part in found.groups()), None, None)[:3]
        if year is None or day is not None:
            return dt.date(int(found[1]), month or 1, day or 1)
        last = month or _MONTHS
        end = dt.date(year, last, _days_in(year, last))
        # `This month` is not yet over: its last day would lie in the future.
        return today if dt.date(year, month or 1, 1) <= today <= end else end
    return None


def in_calendar_words(typed: str, locale: Locale, today: dt.date) -> str:
    """What was typed; of `today`, `yesterday` and `tomorrow` the day that they are."""
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    for word, days in near.items():
        if typed.strip().casefold() in (word, locale(word).casefold()):
            return (today + dt.timedelta(days)).isoformat()
    return typed


def read_date(typed: str, precision: Precision, locale: Locale) -> str | None:
    """The date that was typed, as it is stored; None where it is none.

    A finer date than is asked for is taken as far as it is asked for.

    Raises:
        MismatchError: it is one of two dates, does not exist, or says too little.
    """
    parts = _numbers(typed.strip(), locale) or _words(typed, locale)
    if parts is None:
        return None
    if parts.year is None:
        example = _named(parts, locale)
        raise MismatchError("the year too, such as {example}", quotes=True, example=example)
    if precision != "year" and parts.month is None:
        example = locale.date(f"{parts.year}-05")
        raise MismatchError("the month too, such as {example}", quotes=True, example=example)
    if precision == "day" and parts.day is None:
        example = locale.date(f"{parts.year}-{parts.month:02}-15")
        raise MismatchError("the day too, such as {example}", quotes=True, example=example)
    _must_exist(parts, locale)
    said = (f"{parts.year:04}", f"{parts.month or 0:02}", f"{parts.day or 0:02}")
    return "-".join(said[: 3 - PRECISIONS.index(precision)])


def _named(parts: _Parts, locale: Locale) -> str:
    """A date without a year, with one for an example."""
    day = f"-{parts.day:02}" if parts.day is not None else ""
    return locale.date(f"2026-{parts.month or 1:02}{day}")


def _numbers(typed: str, locale: Locale) -> _Parts | None:
    """`2026-05-12`, `12-5-2026`, `12/5/2026` where it can be one day only, `05/2026`, `2026`."""
    found = re.fullmatch(_NUMBERS, typed)
    if found is None:
        return None
    numbers = [part for part in (found[1], found[3], found[4]) if part is not None]
    years = [n for n, part in enumerate(numbers) if len(part) == len("2026")]
    if len(years) != 1 or years[0] not in (0, len(numbers) - 1):
        return None
    rest = [int(part) for n, part in enumerate(numbers) if n != years[0]]
    year = int(numbers[years[0]])
    if years[0] == 0:
        return _Parts(year, *rest)
    # With dashes or points the day comes first wherever those are written; with slashes it depends.
    if len(rest) == 1 or found[2] != "/":
        return _Parts(year, *reversed(rest))
    first, second = rest
    if first == second or first > _MONTHS:
        return _Parts(year, second, first)
    if second > _MONTHS:
        return _Parts(year, first, second)
    one, other = (locale.date(f"{year}-{month:02}-{day:02}") for day, month in (rest, rest[::-1]))
    raise MismatchError("the month in words: {one} or {other}", one=one, other=other, quotes=True)


def _words(typed: str, locale: Locale) -> _Parts | None:
    """`30 nov 2026`, `November 30, 2026`, `in May 2026`, `May`."""
    words = typed.casefold().replace(",", " ").split()
    if words and words[0] in ("in", "on", locale("in"), locale("on")):
        words = words[1:]
    months = [month for word in words if (month := locale.month(word.rstrip("."))) is not None]
    rest = [word for word in words if locale.month(word.rstrip(".")) is None]
    years = [int(word) for word in rest if re.fullmatch(_YEAR, word)]
    days = [int(found[1]) for word in rest if (found := re.fullmatch(_ORDINAL, word)) is not None]
    if len(months) != 1 or len(years) > 1 or len(days) > 1 or len(years) + len(days) != len(rest):
        return None
    return _Parts(years[0] if years else None, months[0], days[0] if days else None)


def _must_exist(parts: _Parts, locale: Locale) -> None:
    year, month, day = parts.year, parts.month, parts.day
    if _exists(year or 0, month, day):
        return
    if month is None or not 1 <= month <= _MONTHS or not year:
        raise MismatchError("a month from 1 to 12")
    days = _days_in(year, month)
    named = locale.date(f"{year}-{month:02}")
    raise MismatchError("a date that exists: {month} has {n} days", month=named, n=days, quotes=True)


def _days_in(year: int, month: int) -> int:
    return next(day for day in range(31, 0, -1) if _exists(year, month, day))


def _exists(year: int, month: int | None = None, day: int | None = None) -> bool:
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return False
    return month != 0 and day != 0
