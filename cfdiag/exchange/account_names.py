"""Which account a word means: by its id, its name, an alias, or by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from cfdiag.exchange.table import folded
from cfdiag.exchange.words import words
from cfdiag.model.account import Account
from cfdiag.model.listed import same


class Match(NamedTuple):
    """The account that a word means; None where it is none of them, or may be several."""

    account: Account | None
    by: Literal["id", "number", "name", "alias", "likeness", ""]
    """`likeness` should be said: marks, diacritics or the legal form differ."""


def find_account(word: str, accounts: Sequence[Account]) -> Match:
    """The account that a word means: its id, number, name or alias; else the only one that is alike."""
    said = same(word)
    ways: tuple[tuple[Literal["id", "number", "name", "alias"], Callable[[Account], Sequence[str]]], ...] = (
        ("id", lambda each: (each.id,)),
        ("number", lambda each: (each.number,) if each.number else ()),
        ("name", lambda each: (each.name,)),
        ("alias", lambda each: each.aliases),
    )
    for way, names in ways:
        for account in accounts:
            if said in map(same, names(account)):
                return Match(account, way)
    alike = likeness(word)
    # Only where one is alike: of two that are, a guess would give one account the answers of the other.
    near = [each for each in accounts if alike in map(likeness, (each.name, *each.aliases))]
    return Match(near[0], "likeness") if len(near) == 1 else Match(None, "")


@lru_cache(maxsize=8192)
def likeness(name: str) -> str:
    """A name without marks, diacritics, blanks and the legal form at its end; never nothing."""
    parts = ["&" if part in words().ands else part for part in folded(name.replace("&", " and ")).split()]
    # A name that is nothing but marks keeps them: two such names are not the same account.
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
