"""Dates and times in the files: RFC 3339, a day (`2026-11-22`) or a moment (`2026-11-22T09:00:00Z`)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)
_LEAP_SECOND = 60


def read_moment(text: str) -> date | datetime | None:
    """The day, or the moment with its time zone; None where the text is neither.

    A leap second (`23:59:60`) is the second before it. Source: RFC 3339, section 5.6, and its `full-date`.
    """
    day = _DAY.fullmatch(text)
    found = None if day else _MOMENT.fullmatch(text)
    try:
        if day:
            return date.fromisoformat(text)
        if found is None:
            return None
        at, hours, minutes, seconds, fraction, sign, off_hours, off_minutes = found.groups()
        second = int(seconds)
        # Put together anew: Python before 3.11 reads fewer forms of RFC 3339 than may be in a file.
        time = datetime.fromisoformat(f"{at}T{hours}:{minutes}:{min(second, 59):02}")
    except ValueError:
        return None
    off = timedelta(hours=int(off_hours or 0), minutes=int(off_minutes or 0))
    if second > _LEAP_SECOND or off >= timedelta(days=1) or int(off_minutes or 0) > 59:  # noqa: PLR2004  minutes
        return None
    zone = timezone(-off if sign == "-" else off)
    return time.replace(microsecond=int((fraction or "0")[:6].ljust(6, "0")), tzinfo=zone)


def is_before(one: date | datetime, other: date | datetime) -> bool:
    """Whether one comes before the other; a day and a moment are compared by the day that is written."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return _day(one) < _day(other)


def in_order(text: str | None) -> str:
    """A key to sort moments by; a day comes before its hours, and what is no moment before all of them."""
    found = read_moment(text or "")
    if isinstance(found, datetime):
        # In one time zone and with all of its digits: only then is the order of texts that of time.
        return found.astimezone(timezone.utc).isoformat(timespec="microseconds")
    return found.isoformat() if found is not None else ""


def day_of(text: str | None) -> date | None:
    """The day of a moment as it is written; None where there is none."""
    found = read_moment(text or "")
    return _day(found) if found is not None else None


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
