"""Which account a word means: by its id, its name, an alias, or by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from cfdiag.exchange.table import folded
from cfdiag.exchange.words import words
from cfdiag.model.account import Account
from cfdiag.model.listed import same


class Match(NamedTuple):
    """The account that a word means; None where it is none of them, or may be several."""

    account: Account | None
    by: Literal["id", "name", "alias", "likeness", ""]
    """`likeness` should be said: marks, diacritics or the legal form differ."""


def find_account(word: str, accounts: Sequence[Account]) -> Match:
    """The account that a word means: its id, its name, an alias; else the only one that is alike."""
    for account in accounts:
        if same(word) == same(account.id):
            return Match(account, "id")
    for account in accounts:
        if same(word) == same(account.name):
            return Match(account, "name")
    for account in accounts:
        if same(word) in map(same, account.aliases):
            return Match(account, "alias")
    near = [
        account for account in accounts if likeness(word) in map(likeness, (account.name, *account.aliases))
    ]
    return Match(near[0], "likeness") if len(near) == 1 else Match(None, "")


def likeness(name: str) -> str:
    """A name without marks, diacritics, blanks and the legal form at its end; never nothing."""
    parts = ["&" if part in words().ands else part for part in folded(name.replace("&", " and ")).split()]
    text = " ".join(part for part in parts if part != "&") or same(name)
    cut = True
    while cut:
        ending = next((form for form in words().legal_forms if text.endswith(f" {form}")), "")
        cut = bool(ending)
        text = text.removesuffix(f" {ending}") if cut else text
    # `ä` lost its dots above; who cannot type it writes `ae`.
    for written, plain in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        text = text.replace(written, plain)
    return text.replace(" ", "")


def maybe_the_same(accounts: Sequence[Account]) -> tuple[tuple[str, ...], ...]:
    """Names that differ in marks, diacritics or legal form only, together."""
    groups: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        groups[likeness(account.name)].append(account.name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)
