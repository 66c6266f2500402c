"""What a page rests on, in a sentence at its foot: a list of accounts, interviews, or both."""

from __future__ import annotations

from collections.abc import Iterable

from cfdiag.handover.values import KnownAccount
from cfdiag.locales.locale import Locale


def made_from_interviews(w: Locale) -> str:
    """The sentence of a page that shows what people said, and nothing else."""
    return w("Made from interviews with cfdiag; not a validated scale.")


def made_from_accounts(accounts: Iterable[KnownAccount], w: Locale, *, of_whole: bool = False) -> str:
    """The sentence of a page about accounts, by what is known of them.

    Args:
        accounts: that the page is about.
        w: the language.
        of_whole: whether it shows what was told in a talk about the territory as a whole.
    """
    known = tuple(accounts)
    if not of_whole and not any(
        each.leaver or each.arriver or each.colleagues or each.customer for each in known
    ):
        return w("Made from a list of accounts with cfdiag; not a validated scale.")
    if any(each.row for each in known):
        return w("Made from a list of accounts and interviews with cfdiag; not a validated scale.")
    return made_from_interviews(w)
