"""What is at risk, what is not known, where nothing was seen: three totals that add up, by currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cfdiag.exchange.account_totals import account_totals
from cfdiag.handover.values import ACCOUNT_STATES, JudgedAccount, State
from cfdiag.model.account import Account


class StateTotal(msgspec.Struct, frozen=True, kw_only=True):
    """Some accounts in one currency."""

    accounts: int = 0
    """Those whose value is known in this currency."""
    amount: float = 0
    value_unknown: int = 0
    """How many more there are whose value nobody knows."""


class CurrencyTotals(msgspec.Struct, frozen=True, kw_only=True):
    """The three totals of one currency, and all of them."""

    currency: str
    parts: dict[State, StateTotal]
    whole: StateTotal
    low: float
    """What all are worth where each of those that may be the same counts once; else as `whole`."""


def state_totals(
    judged: Sequence[JudgedAccount], maybe_the_same: Sequence[Sequence[str]] = ()
) -> tuple[CurrencyTotals, ...]:
    """The totals by currency; amounts of different currencies are never added.

    Accounts of unknown value are counted once: with the one currency there is, else in an entry of their own
    that has no currency.

    Args:
        judged: the accounts.
        maybe_the_same: names of accounts that may be one.
    """
    currencies = sorted({value.currency for each in judged for value in each.account.value})
    unknown_in = currencies[0] if len(currencies) == 1 else ""
    if any(not each.account.value for each in judged) and unknown_in not in currencies:
        currencies.insert(0, unknown_in)
    rows = [Account(id=e.account.key, name=e.account.name, value=e.account.value) for e in judged]
    lows = {total.currency: total.low for total in account_totals(rows, maybe_the_same)}
    return tuple(
        _of_currency(judged, currency, lows, counts_unknown=currency == unknown_in) for currency in currencies
    )


def _of_currency(
    judged: Sequence[JudgedAccount], currency: str, lows: Mapping[str, float], *, counts_unknown: bool
) -> CurrencyTotals:
    parts: dict[State, StateTotal] = {}
    for state in ACCOUNT_STATES:
        mine = [each.account for each in judged if each.state == state]
        amounts = [
            sum(value.amount for value in account.value if value.currency == currency)
            for account in mine
            if any(value.currency == currency for value in account.value)
        ]
        unknown = sum(not account.value for account in mine) if counts_unknown else 0
        parts[state] = StateTotal(accounts=len(amounts), amount=sum(amounts), value_unknown=unknown)
    several = parts.values()
    whole = StateTotal(
        accounts=sum(each.accounts for each in several),
        amount=sum(each.amount for each in several),
        value_unknown=sum(each.value_unknown for each in several),
    )
    return CurrencyTotals(currency=currency, parts=parts, whole=whole, low=lows.get(currency, 0.0))
