"""Why an account needs attention: each reason with the day and the source that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cfdiag.handover.values import (
    MISSING_KINDS,
    HardKind,
    JudgedAccount,
    KnownAccount,
    KnownFrom,
    KnownPromise,
    NotKnownKind,
    Reason,
)

SOON_DAYS = 90
"""A renewal in so many days or fewer is soon; so many days without contact are silence."""
PASSED_DAYS = 400
"""A renewal that passed longer ago was never updated: nobody knows the next one."""
CLOSED_STATES = frozenset({"kept", "withdrawn"})
DECIDES, CRITIC, DAILY = "buyer", "critic", "day_to_day"
ONLY_LEAVER = "only_me"


def judged(account: KnownAccount, today: date) -> JudgedAccount:
    """An account with its reasons: in danger before not known before nothing seen."""
    hard, soft = tuple(hard_reasons(account, today)), tuple(not_known(account, today))
    return JudgedAccount(
        account=account,
        state="at_risk" if hard else "not_known" if soft else "nothing_seen",
        reasons=(*hard, *soft),
        unknown=tuple(MISSING_KINDS[each.kind] for each in soft if each.kind in MISSING_KINDS),
    )


def hard_reasons(account: KnownAccount, today: date) -> Iterator[Reason]:
    """What puts an account at risk, the strongest first."""
    yield from _of_renewal(account, today)
    yield from _of_words(account)
    yield from _of_people(account)
    yield from _of_promises(account, today)
    if account.last_contact is not None and (today - account.last_contact).days >= SOON_DAYS:
        yield _on("no_contact", account.last_contact, today, account.last_contact_source)


def _of_renewal(account: KnownAccount, today: date) -> Iterator[Reason]:
    if account.renewal is not None:
        days = (account.renewal - today).days
        if -PASSED_DAYS <= days < 0:
            yield _on("renewal_passed", account.renewal, today, account.renewal_source)
        elif 0 <= days <= SOON_DAYS:
            yield _on("renewal_soon", account.renewal, today, account.renewal_source)


def _of_words(account: KnownAccount) -> Iterator[Reason]:
    if account.could_end:
        yield Reason(kind="said_could_end", what=account.could_end, source=account.could_end_source)


def _of_people(account: KnownAccount) -> Iterator[Reason]:
    for contact in account.contacts:
        central = DECIDES in contact.roles or DAILY in contact.roles
        # Introduced, somebody knows two people already: the danger is over before the leaver goes.
        if central and contact.knows == ONLY_LEAVER and not contact.introduced:
            yield Reason(kind="knows_only_leaver", what=contact.name, source=contact.source)
        if DECIDES in contact.roles and CRITIC in contact.roles:
            yield Reason(kind="critic_decides", what=contact.name, source=contact.source)


def _of_promises(account: KnownAccount, today: date) -> Iterator[Reason]:
    for promise in account.promises:
        if is_overdue(promise, today):
            days = (promise.due - today).days if promise.due else 0
            yield Reason(
                kind="promise_overdue", day=promise.due, days=days, what=promise.what, source=promise.source
            )


def not_known(account: KnownAccount, today: date) -> Iterator[Reason]:
    """What nobody knows of an account, or only from memory: it is not safe, it is not known."""
    if not account.value:
        yield Reason(kind="value_unknown", source=account.value_source)
    if account.renewal is None:
        yield Reason(kind="renewal_unknown", source=account.renewal_source)
    elif (account.renewal - today).days < -PASSED_DAYS:
        yield _on("renewal_stale", account.renewal, today, account.renewal_source)
    if account.last_contact is None:
        yield Reason(kind="last_contact_unknown", source=account.last_contact_source)
    if account.from_memory:
        yield Reason(kind="from_memory", source=account.value_source)


def is_overdue(promise: KnownPromise, today: date) -> bool:
    """Whether a promise is late: as somebody says, or by the calendar since."""
    if promise.state in CLOSED_STATES:
        return False
    # What was on time when it was told may have become late since.
    return promise.state == "overdue" or (promise.due is not None and promise.due < today)


def state_now(promise: KnownPromise, today: date) -> str:
    """Where a promise stands on a day: as it was told, or overdue since; empty where nobody said."""
    return "overdue" if is_overdue(promise, today) else promise.state


def _on(kind: HardKind | NotKnownKind, day: date, today: date, source: KnownFrom) -> Reason:
    return Reason(kind=kind, day=day, days=(day - today).days, source=source)
