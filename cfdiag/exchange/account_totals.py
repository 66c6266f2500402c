"""What accounts are worth together: a total a currency, never one of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cfdiag.model.account import Account, Total


def account_totals(
    accounts: Sequence[Account], maybe_the_same: Iterable[Sequence[str]] = ()
) -> tuple[Total, ...]:
    """What the accounts are worth, by currency; those of unknown value are in none of them.

    Args:
        accounts: of which to take the total.
        maybe_the_same: names of accounts that may be one: `low` counts the smallest of each such group.
    """
    group_of = {name: number for number, several in enumerate(maybe_the_same) for name in several}
    high: dict[str, list[float]] = defaultdict(list)
    low: dict[str, dict[int, float]] = defaultdict(dict)
    for number, account in enumerate(accounts):
        key = group_of.get(account.name, -1 - number)
        for value in account.value:
            high[value.currency].append(value.amount)
            # Two lines of one account would count it twice; the smaller one is certain.
            least = low[value.currency].get(key, value.amount)
            low[value.currency][key] = min(least, value.amount)
    return tuple(
        Total(currency, len(high[currency]), sum(low[currency].values()), sum(high[currency]))
        for currency in sorted(high)
    )
