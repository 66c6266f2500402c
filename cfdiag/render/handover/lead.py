"""Above the tables of a territory's plan: whom to call first, what to find out, what is said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfdiag.handover.reasons import CLOSED_STATES, DAILY, DECIDES
from cfdiag.handover.territory import Territory
from cfdiag.handover.values import JudgedAccount, KnownAccount, ReasonKind
from cfdiag.model.view import Labelled
from cfdiag.render.handover.sentences import amounts_text, day_text, reason_text
from cfdiag.render.handover.timetable import NAMED_ACCOUNTS, first_few, name_of
from cfdiag.render.view.context import Material

CALLED_FIRST = 3
"""So many accounts are named at the top, with why."""
_FIND_OUT: dict[ReasonKind, str] = {
    "value_unknown": "What they buy in a year, which may be more than any other does: {names}.",
    "renewal_unknown": "When the contract ends: {names}.",
    "renewal_stale": "Whether there is a contract at all, as the list shows an end of long ago: {names}.",
    "last_contact_unknown": "When anybody last spoke with them: {names}.",
    "from_memory": "Whether the value is right, which was said from memory: {names}.",
}
"""What to find out first, by what is not known."""


def called_first(m: Material, territory: Territory) -> Iterator[Labelled]:
    """The first ones in danger, each with all its reasons, its worth, whom to call there, and when."""
    w = m.words
    in_danger = [each for each in territory.accounts if each.state == "at_risk"]
    for each in in_danger[:CALLED_FIRST]:
        worth = w("worth {value} a year", value=amounts_text(each.account.value, w))
        known = [worth] if each.account.value else [w("what they buy in a year is not known")]
        people = _to_call(each)
        whom = [w("to call: {names}", names=w.listing(people))] if people else []
        said = [reason_text(reason, w) for reason in each.reasons if reason.kind != "value_unknown"]
        when = [day] if (day := _when(m, territory, each.account)) else []
        yield Labelled(label=name_of(m, each), value="; ".join([*said, *known, *whom, *when]))


def _when(m: Material, territory: Territory, account: KnownAccount) -> str:
    """The day of the first visit, else until when the leaver can call; empty where neither is known."""
    w, last = m.words, territory.timetable.last_day
    day = territory.first_visit(account)
    if day is not None:
        said = "together on {day}" if territory.comes_along(account) else "first visit on {day}"
        return w(said, day=day_text(day, w))
    if last is None or last < territory.today or account.comes_along is False:
        return ""
    return w("call by {day}, the leaver's last day", day=day_text(last, w))


def _to_call(each: JudgedAccount) -> tuple[str, ...]:
    """Who decides there, else the daily contact, else whom the list names."""
    account = each.account
    for role in (DECIDES, DAILY):
        found = tuple(contact.name for contact in account.contacts if role in contact.roles)
        if found:
            return found
    return (account.row.contact,) if account.row and account.row.contact else ()


def find_out_first(m: Material, territory: Territory) -> Iterator[str]:
    """What is not known, whatever else is: which accounts, in the order of calling."""
    w = m.words
    by_kind: dict[ReasonKind, list[str]] = {kind: [] for kind in _FIND_OUT}
    for each in territory.accounts:
        for kind in dict.fromkeys(reason.kind for reason in each.reasons if reason.kind in by_kind):
            by_kind[kind].append(name_of(m, each))
    for kind, names in by_kind.items():
        if names:
            yield w(_FIND_OUT[kind], names=w.listing(first_few(m.words, names)))


def said_once(m: Material, territory: Territory) -> Iterator[str]:
    """What is said once and not forty times: who was not talked with, and whose words stay out."""
    w, accounts = m.words, territory.accounts
    silent = [name_of(m, each) for each in accounts if not each.account.talked]
    told = [name_of(m, each) for each in accounts if each.account.talked]
    if silent:
        said = w("Accounts without a talk with the leaver yet: {n} of {of}.", n=len(silent), of=len(accounts))
        filled = sum(each.account.filled_in is not None and not each.account.talked for each in accounts)
        rows = w("Their table came back with {n} of these.", n=filled) if filled else ""
        yield " ".join(filter(None, (said + _which(m, silent, told), rows)))
    unread = [
        name_of(m, each)
        for each in accounts
        if each.account.leaver is not None and each.account.arriver is None
    ]
    if unread:
        yield w(
            "Accounts that the leaver told of, and the successor has not read back yet: {n} of {of}.",
            n=len(unread),
            of=len(accounts),
        ) + _which(m, unread, [])
    withheld = sum(each.account.withheld for each in accounts)
    if withheld:
        yield w("Words that stay out, as those who said them agreed to be counted only: {n}.", n=withheld)
    left = [
        w("{label}: {value}", label=name_of(m, each), value=w.quoted(promise.what))
        for each in accounts
        for promise in each.account.promises
        if not promise.named and promise.state not in CLOSED_STATES
    ]
    if left:
        said = w("No longer named in the leaver's table, and kept: is it settled?")
        yield f"{said} {'; '.join(first_few(m.words, left))}."
    differ = [name_of(m, each) for each in accounts if each.account.differs]
    if differ:
        yield w("Told twice and differently, the later talk counts: {names}.", names=w.listing(differ))


def _which(m: Material, names: Sequence[str], others: Sequence[str]) -> str:
    """Which accounts are meant, or which are not, where either are few."""
    w = m.words
    if len(names) <= NAMED_ACCOUNTS and (len(names) <= len(others) or not others):
        return " " + w("These: {names}.", names=w.listing(names))
    if 0 < len(others) <= NAMED_ACCOUNTS:
        return " " + w("Talked through: {names}.", names=w.listing(others))
    return ""
