"""Whom to call first: in danger before not known before nothing seen, and in each what weighs most."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cfdiag.handover.values import ACCOUNT_STATES, JudgedAccount


def calling_order(judged: Iterable[JudgedAccount]) -> tuple[JudgedAccount, ...]:
    """The order of calling: by state; then unknown value, then the larger value, then the earliest date.

    What is not known may be the largest of all: it comes before every amount. Currencies are not converted,
    so that of accounts in two of them the larger figure leads.
    """
    return tuple(sorted(judged, key=_place))


def _place(each: JudgedAccount) -> tuple[int, bool, float, tuple[date, ...], str]:
    value = max((amount.amount for amount in each.account.value), default=0.0)
    # Where the earliest is the same day, the next one tells: silent as long, whose contract ends sooner.
    days = (*sorted(reason.day for reason in each.reasons if reason.day is not None), date.max)
    return ACCOUNT_STATES.index(each.state), bool(each.account.value), -value, days, each.account.name
