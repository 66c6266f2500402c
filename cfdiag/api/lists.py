"""The lists that an engagement names: its accounts, out of the table beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from cfdiag.exchange.accounts import Accounts, header_words, read_accounts
from cfdiag.exchange.reading import read
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.ground.files import inside
from cfdiag.model.account import Account
from cfdiag.model.engagement import Engagement


def listed_accounts(engagement: Engagement, folder: Path, today: date) -> Accounts:
    """The accounts of an engagement: those it declares itself, or those of the table it names.

    Raises:
        CfdiagError: the table lies elsewhere, cannot be read, or names no accounts.
    """
    if not engagement.account_file:
        declared = tuple(
            Account(id=id_, name=name, aliases=engagement.account_aliases.get(id_, ()))
            for id_, name in engagement.accounts.items()
        )
        return Accounts(declared, (), {}, ())
    file = engagement.account_file
    table = read(inside(folder, file, MAX_TABLE_BYTES), str(folder / file), aliases=header_words())
    return read_accounts([table], today=today)


def with_accounts(engagement: Engagement, accounts: Accounts) -> Engagement:
    """The engagement with the accounts of its table by id, as one that declares them itself."""
    names = {account.id: account.name for account in accounts.accounts}
    aliases = {account.id: account.aliases for account in accounts.accounts if account.aliases}
    return msgspec.structs.replace(engagement, accounts=names, account_aliases=aliases)
