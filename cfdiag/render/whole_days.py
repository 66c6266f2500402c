"""Whole days as a calendar file, as every calendar reads it.

Source: RFC 5545. At what hour is for the people to settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cfdiag.ground.marks import CALENDAR_MAKER
from cfdiag.ground.safe import safe
from cfdiag.scoring.days import day_in

_OCTETS = 75
"""Of a line before it is folded."""


class WholeDay(NamedTuple):
    """One entry."""

    uid: str
    """A calendar that takes the file again moves the entry that has it, and makes none anew."""
    day: date
    summary: str
    description: str = ""
    """Its lines, with line feeds between them."""


def calendar_of(entries: Iterable[WholeDay], *, about: str, made: date) -> bytes:
    """The file.

    Args:
        entries: in the order in which they stand in it.
        about: what part of the tool makes it, in small letters.
        made: the day that it shows; the same entries on the same day are the same bytes.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"{CALENDAR_MAKER}{about}//EN", "CALSCALE:GREGORIAN"]
    lines += [line for entry in entries for line in _lines(entry, made)]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _lines(entry: WholeDay, made: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_day(made)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    # The last day that there is has none behind it; without an end an entry of a day lasts that day.
    if after := day_in(1, entry.day.isoformat()):
        yield f"DTEND;VALUE=DATE:{_day(date.fromisoformat(after))}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    # The `%Y` of some systems gives years before 1000 fewer than four digits.
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    plain = safe(value)
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, broken between characters; a broken one goes on after a blank."""
    part, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + width
    yield part
