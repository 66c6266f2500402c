"""Accounts and talks of a handover, in memory."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cfdiag.handover.values import HANDOVER, KnownAccount, KnownContact, KnownPromise
from cfdiag.model.account import Account, Amount
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent

TODAY = date(2026, 11, 26)
"""A Thursday."""


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def safe(**changes: Any) -> KnownAccount:
    """An account of which everything is known and nothing is wrong."""
    known: dict[str, Any] = {
        "key": "acme",
        "name": "Acme",
        "value": (Amount(100.0, "EUR"),),
        "renewal": in_days(200),
        "last_contact": in_days(-5),
    }
    return KnownAccount(**{**known, **changes})


def contact(name: str = "Eva", roles: tuple[str, ...] = ("buyer",), **more: Any) -> KnownContact:
    return KnownContact(name=name, roles=roles, **more)


def promise(what: str = "Free swap", **more: Any) -> KnownPromise:
    return KnownPromise(what=what, item="i1", **more)


def row(name: str, **more: Any) -> Account:
    return Account(id=name.casefold().replace(" ", "_"), name=name, source="accounts.csv:2", **more)


def talk(
    account: str,
    answers: dict[str, Any] | None = None,
    items: dict[str, dict[str, str]] | None = None,
    *,
    group: str = "leaver",
    finished: str | None = "2026-11-24",
    **more: Any,
) -> Interview:
    """An interview about an account; answers are values, or whole `Answer`s."""
    return Interview(
        id=more.pop("id", f"{group}-{account}-{finished}"),
        questionnaire=QuestionnaireRef(id=more.pop("questionnaire", HANDOVER)),
        respondent=Respondent(group=group, account=account, name=more.pop("name", "Lea")),
        started="2026-11-20",
        finished=finished,
        items=items or {},
        answers={
            key: value if isinstance(value, Answer) else Answer(status="answered", value=value)
            for key, value in (answers or {}).items()
        },
        **more,
    )
