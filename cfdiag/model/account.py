"""Accounts: the customers that an engagement is about, as a list of them or another program knows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec


class Amount(msgspec.Struct, frozen=True):
    """Money; the currency as a code or a sign, empty where nothing says which it is."""

    amount: float
    currency: str = ""


class Deal(msgspec.Struct, frozen=True):
    """Business with an account that is neither won nor lost."""

    title: str
    value: Amount | None = None
    closes: date | None = None
    source: str = ""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One customer. What is not known is empty, never 0."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    """Other names that mean this one: those that somebody declared, and those it was merged from."""
    number: str = ""
    """What the program it comes from calls it by."""
    owner: str = ""
    value: tuple[Amount, ...] = ()
    """A year's worth, by currency; two currencies are two amounts and never added."""
    renewal: date | None = None
    last_contact: date | None = None
    products: str = ""
    type: str = ""
    territory: str = ""
    city: str = ""
    contact: str = ""
    next_step: str = ""
    parent: str = ""
    open_business: tuple[Deal, ...] = ()
    source: str = ""
    """`FILE:line` of the row that was read last; empty where no table holds it."""
    told_in: Mapping[str, str] = {}
    """By field: `FILE:line` of the row that tells it, where that is another one."""

    def source_of(self, field: str) -> str:
        """`FILE:line` of the row that tells a field; of one that none tells the row that was read last."""
        return self.told_in.get(field, self.source)

    @property
    def also_called(self) -> tuple[str, ...]:
        """What else people may say for it: its other names, and the number that its program has for it."""
        return (*self.aliases, self.number) if self.number else self.aliases


class Total(msgspec.Struct, frozen=True):
    """What accounts are worth in one currency, from and to.

    The two differ where accounts may be the same one: `high` counts each of them, `low` one, the smallest.
    """

    currency: str
    accounts: int
    low: float
    high: float
