"""The accounts that are handed over: out of lists, else the engagement's; with what a leaver filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from cfdiag.api.lists import account_columns
from cfdiag.api.surroundings import Around
from cfdiag.documents.faults import suggest
from cfdiag.exchange.account_columns import NO_COLUMNS, told_beside
from cfdiag.exchange.accounts import Accounts, header_words, read_accounts
from cfdiag.exchange.reading import read
from cfdiag.exchange.table import MAX_TABLE_BYTES, PlainTable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, fault
from cfdiag.ground.files import read_bytes
from cfdiag.handover.leaver_words import is_leaver_table
from cfdiag.model.account import Account
from cfdiag.model.handover import LeftOut
from cfdiag.model.listed import same


class AccountsGiven(msgspec.Struct, frozen=True, kw_only=True):
    """What lists hold, and the tables that a leaver filled in."""

    accounts: tuple[Account, ...]
    filled_in: tuple[PlainTable, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


class ListReading(msgspec.Struct, frozen=True, kw_only=True):
    """How lists are to be read, where they do not tell themselves."""

    today: date
    columns: Path | None = None
    encoding: str = ""
    sheet: str = ""
    leaver: str = ""


def accounts_given(files: Sequence[Path], near: Around, how: ListReading) -> AccountsGiven:
    """The accounts in these files; without a list of accounts among them, those of the engagement.

    Raises:
        CfdiagError: a file cannot be read, names no account, or nobody of the leaver's name owns one.
    """
    columns = account_columns(how.columns) if how.columns else NO_COLUMNS
    with told_beside(columns.faults):
        tables = [
            read(
                read_bytes(file, MAX_TABLE_BYTES), str(file), encoding=how.encoding, sheet=how.sheet,
                aliases=header_words(),
            )
            for file in files
        ]  # fmt: skip
    filled = tuple(table for table in tables if is_leaver_table(table))
    lists = [table for table in tables if not is_leaver_table(table)]
    if lists:
        declared = near.engagement.listed_accounts()
        found = read_accounts(lists, today=how.today, columns=columns, declared=declared)
    else:
        if near.unreadable:
            raise CfdiagError(*near.unreadable)
        columns.in_force()
        listed = near.engagement.listed_accounts()
        found = near.accounts or Accounts(listed, (), {}, ())
    mine, others, said = _of_leaver(found, how.leaver)
    gone = (each for each in found.faults if each.code in (Code.NO_NAME, Code.ROW_TOO_LONG) and each.location)
    return AccountsGiven(
        accounts=tuple(mine),
        filled_in=filled,
        left_out=(
            *(
                LeftOut(file=str(e.location.file), line=e.location.line, code=e.code.value)
                for e in gone
                if e.location
            ),
            *others,
        ),
        faults=(*found.faults, *said),
    )


def _of_leaver(found: Accounts, leaver: str) -> tuple[list[Account], list[LeftOut], list[Diagnostic]]:
    """The accounts of one owner; those of others are left out, each with its line."""
    accounts = list(found.accounts)
    owners = sorted({account.owner for account in accounts if account.owner})
    if not leaver or not accounts:
        return accounts, [], []
    if not owners:
        message = "no list says whose accounts these are: all of them are taken"
        hint = "call the column of owners 'Account owner', or name it with --columns"
        return accounts, [], [Diagnostic(Code.NO_OWNER, message, None, hint, "warning")]
    mine = [account for account in accounts if same(account.owner) == same(leaver)]
    if not mine:
        near = suggest(leaver, owners, "owners")
        raise fault(
            Code.UNKNOWN_OWNER, f"no account is owned by '{leaver}'", near or f"owners: {', '.join(owners)}"
        )
    others = []
    for account in accounts:
        if same(account.owner) != same(leaver):
            file, _, line = account.source_of("owner").rpartition(":")
            others.append(LeftOut(file=file, line=int(line or 0), code="other-owner"))
    return mine, others, []
