"""What a leaver's answers say of an account that may not stay: reasons, no probability."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cfdiag.scoring.days import days_until

STALE_DAYS = 90
"""A renewal within so many days, and silence or facts older than that, are worth a word."""


class AccountTold(NamedTuple):
    """What was told of one account; days as they are stored, empty where nobody knew."""

    renewal: str = ""
    last_contact: str = ""
    facts_checked: str = ""
    promises: tuple[tuple[str, str], ...] = ()
    """Of each its state and the day that it is due."""


class Signs(NamedTuple):
    """Days are counted from the day of the report; None where there is nothing to say."""

    renewal_in: int | None
    overdue: int
    """Promises that are: by what was said, or by the calendar since."""
    silent_for: int | None
    unchecked_for: int | None


def signs_of(told: AccountTold, today: str) -> Signs:
    """The signs of one account.

    Args:
        told: what the leaver said.
        today: the day that is counted from, `YYYY-MM-DD`.
    """
    renewal = days_until(told.renewal, today)
    return Signs(
        renewal_in=renewal if renewal is not None and 0 <= renewal <= STALE_DAYS else None,
        overdue=sum(_is_overdue(state, due, today) for state, due in told.promises),
        silent_for=_stale(told.last_contact, today),
        unchecked_for=_stale(told.facts_checked, today),
    )


def value_at_risk(accounts: Iterable[tuple[bool, float]]) -> float:
    """What the accounts at risk are worth a year together: each says whether it is, and what it is worth."""
    return sum(value for at_risk, value in accounts if at_risk)


def _is_overdue(state: str, due: str, today: str) -> bool:
    return state == "overdue" or (state == "on_time" and (days_until(due, today) or 0) < 0)


def _stale(day: str, today: str) -> int | None:
    days = days_until(day, today)
    return -days if days is not None and days < -STALE_DAYS else None
