"""The days that are left as a calendar file: talks, read-backs, joint visits, promises."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from cfdiag.ground.safe import safe
from cfdiag.handover.reasons import CLOSED_STATES
from cfdiag.handover.territory import Territory
from cfdiag.locales.locale import Locale
from cfdiag.render.whole_days import WholeDay, calendar_of


def calendar_file(territory: Territory, w: Locale) -> bytes:
    """All events of a territory; the same territory gives the same bytes."""
    return calendar_of(_entries(territory, w), about="handover", made=territory.today)


def _entries(territory: Territory, w: Locale) -> Iterator[WholeDay]:
    for day, kind, account, summary in _events(territory, w):
        seed = f"{kind}/{account}/{summary}".encode("utf-8", "surrogatepass")
        yield WholeDay(
            f"{hashlib.sha256(seed).hexdigest()[:32]}@cfdiag", day, safe(summary, keep_lines=False)
        )


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
