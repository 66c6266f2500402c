"""The days of a plan for calendars (RFC 5545): a whole-day entry for each thing that is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.following import FollowedAction, Following
from cfdiag.render.context import OutputContext
from cfdiag.render.plan._words import seen_words

_OCTETS = 75


def render(view: Following, context: OutputContext) -> bytes:
    """Entries keep their UID: a calendar that takes the file again moves them and makes none anew."""
    words = locale_for(context.language)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cfdiag//plan//EN", "CALSCALE:GREGORIAN"]
    for action in view.actions:
        if action.due and action.state in ("open", "under_way", "late"):
            lines += _entry(action, action.due, view, words)
        if action.then_by and action.status == "done":
            lines += _entry(action, action.then_by, view, words, spread=True)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _entry(
    action: FollowedAction, day: str, view: Following, words: Locale, *, spread: bool = False
) -> Iterator[str]:
    begins = date.fromisoformat(day)
    title = words("Spread: {title}", title=action.title) if spread else action.title
    said = [action.owner, action.where if spread else seen_words(action, words), f"{view.plan}: {action.id}"]
    yield "BEGIN:VEVENT"
    yield f"UID:{action.id}{'-then' if spread else ''}@{_uid(view.plan)}.cfdiag"
    yield f"DTSTAMP:{view.date.replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{begins:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{begins + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(title)}"
    yield f"DESCRIPTION:{_text(chr(10).join(each for each in said if each))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(name: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)


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
