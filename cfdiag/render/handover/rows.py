"""Tables for other programs: the promises, the tasks for a CRM, the cleaned list of accounts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cfdiag.ground.safe import safe_cell
from cfdiag.handover.reasons import CLOSED_STATES, state_now
from cfdiag.handover.territory import Territory
from cfdiag.handover.values import JudgedAccount
from cfdiag.locales.locale import Locale
from cfdiag.render.handover.sentences import next_step_text, source_text

TASK_COLUMNS = ("Account ID", "Account", "Subject", "Due date", "Owner", "Status", "Description")
"""As CRMs import tasks: their own names, whatever the language."""
ACCOUNT_COLUMNS = (
    "Account ID", "Account", "Owner", "Yearly value", "Currency", "Renewal date", "Last contact", "Products",
    "Territory", "City", "Contact",
)  # fmt: skip
PROMISE_COLUMNS = ("Account ID", "Account", "Promise", "Due date", "State", "Read back", "Source")
_OPEN = "Not started"


def table_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as UTF-8 with a byte order mark, which Excel needs; no cell begins a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _number(each: JudgedAccount) -> str:
    return each.account.row.number if each.account.row else ""


def _plain(amount: float) -> str:
    """An amount as programs read it."""
    return str(int(amount)) if amount == int(amount) else f"{amount:.2f}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def task_rows(territory: Territory, leaver: str, successor: str, w: Locale) -> Iterator[tuple[str, ...]]:
    """What is to be done, as tasks: visits, talks, read-backs, promises; each with its account's number."""
    by_key = {each.account.key: each for each in territory.accounts}
    table = territory.timetable

    def task(key: str, subject: str, due: str, owner: str, about: str = "") -> tuple[str, ...]:
        each = by_key[key]
        return _number(each), each.account.name, subject, due, owner, _OPEN, about

    for visit in table.visits:
        subject = w("Visit or call together") if visit.day else w("Write the introduction")
        yield task(visit.account, subject, _iso(visit.day), leaver, next_step_text(by_key[visit.account], w))
    for talk in table.talks:
        n = len(territory.gaps.get(talk.account, ()))
        about = w.plural("{n} open question", "{n} open questions", n)
        subject = w("Talk with the leaver, {n} minutes", n=talk.minutes)
        yield task(talk.account, subject, _iso(talk.day), successor, about)
    for talk in table.read_backs:
        yield task(talk.account, w("Read back, {n} minutes", n=talk.minutes), _iso(talk.day), successor)
    for each in territory.accounts:
        for promise in each.account.promises:
            if promise.state not in CLOSED_STATES:
                said = w("Promise: {what}", what=promise.what)
                about = source_text(promise.source, w)
                yield task(each.account.key, said, _iso(promise.due), successor, about)


def promise_list(territory: Territory) -> Iterator[tuple[str, ...]]:
    """Every promise of the territory, the earliest first; those without a day last."""
    found = [(promise, each) for each in territory.accounts for promise in each.account.promises]
    found.sort(key=lambda pair: (pair[0].due or date.max, pair[1].account.name))
    for promise, each in found:
        yield (
            _number(each), each.account.name, promise.what, _iso(promise.due),
            state_now(promise, territory.today), promise.read_back, str(promise.source),
        )  # fmt: skip


def account_list(territory: Territory) -> Iterator[tuple[str, ...]]:
    """The cleaned list: a row an account and currency, as lists and talks together know it."""
    for each in territory.accounts:
        account, row = each.account, each.account.row
        for value in account.value or (None,):
            yield (
                _number(each), account.name, row.owner if row else "", _plain(value.amount) if value else "",
                value.currency if value else "", _iso(account.renewal), _iso(account.last_contact),
                row.products if row else "", row.territory if row else "", row.city if row else "",
                row.contact if row else "",
            )  # fmt: skip
