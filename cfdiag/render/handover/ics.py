"""The days that are left as a calendar file: talks, read-backs, joint visits, promises.

Source: RFC 5545. All are whole days: at what hour is for the people to settle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from cfdiag.ground.safe import safe
from cfdiag.handover.reasons import CLOSED_STATES
from cfdiag.handover.territory import Territory
from cfdiag.locales.locale import Locale

_FOLD = 73
"""Octets of a line before it is folded; 75 with the blank and the line's end."""


def calendar_file(territory: Territory, w: Locale) -> bytes:
    """All events of a territory; the same territory gives the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cfdiag//handover//EN", "CALSCALE:GREGORIAN"]
    stamp = f"{territory.today:%Y%m%d}T000000Z"
    for day, kind, account, summary in _events(territory, w):
        seed = f"{kind}/{account}/{summary}".encode("utf-8", "surrogatepass")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(seed).hexdigest()[:32]}@cfdiag",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _events(territory: Territory, w: Locale) -> Iterator[tuple[date, str, str, str]]:
    names = {each.account.key: each.account.name for each in territory.accounts}
    table = territory.timetable
    for talk in table.talks:
        if talk.day:
            said = w("Talk with the leaver, {n} minutes", n=talk.minutes)
            yield talk.day, "talk", talk.account, f"{names[talk.account]}: {said}"
    for talk in table.read_backs:
        if talk.day:
            said = w("Read back, {n} minutes", n=talk.minutes)
            yield talk.day, "read-back", talk.account, f"{names[talk.account]}: {said}"
    for visit in table.visits:
        if visit.day:
            yield visit.day, "visit", visit.account, f"{names[visit.account]}: {w('Visit or call together')}"
    for each in territory.accounts:
        for number, promise in enumerate(each.account.promises):
            if promise.due and promise.state not in CLOSED_STATES:
                said = w("Promise: {what}", what=promise.what)
                yield promise.due, f"promise-{number}", each.account.key, f"{each.account.name}: {said}"


def _escaped(text: str) -> str:
    plain = safe(text, keep_lines=False)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets; what follows begins with a blank."""
    piece, size, first = "", 0, True
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > _FOLD:
            yield piece if first else f" {piece}"
            piece, size, first = "", 0, False
        piece, size = piece + sign, size + octets
    yield piece if first else f" {piece}"
