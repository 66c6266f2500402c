"""Accounts out of the lists that other programs write: of accounts, of deals, or of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.account_columns import NO_COLUMNS, AccountColumns, told_beside
from cfdiag.exchange.account_merging import one_of, row_groups, with_ids
from cfdiag.exchange.account_names import maybe_the_same
from cfdiag.exchange.account_rows import AccountSheet
from cfdiag.exchange.table import PlainTable
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.model.account import Account

_TOLD_BY = {
    "value": ("what an account is worth in a year", "Yearly value"),
    "renewal": ("when it is renewed", "Renewal date"),
    "last_contact": ("when somebody was last in touch", "Last contact"),
}
"""What decides which account comes first, in words, and what a column of it may be called."""
_MOST_HEADERS = 8


class Accounts(msgspec.Struct, frozen=True):
    """What the lists hold."""

    accounts: tuple[Account, ...]
    maybe_the_same: tuple[tuple[str, ...], ...]
    """Names that differ in marks, diacritics or legal form only: all are kept."""
    columns: dict[str, dict[str, str]]
    """What was understood: `{file: {field: header}}`."""
    faults: tuple[Diagnostic, ...]
    """What was left out, merged, or taken for something; each with its line."""


def header_words() -> frozenset[str]:
    """The folded words that stand in the header of a list of accounts or deals."""
    fields = (*words().accounts.values(), *words().deals.values())
    return frozenset(word for several in fields for word in several)


def read_accounts(
    tables: Sequence[PlainTable],
    *,
    today: date,
    columns: AccountColumns = NO_COLUMNS,
    declared: Sequence[Account] = (),
) -> Accounts:
    """The accounts in these tables; lists of accounts lead, lists of deals add to them.

    Args:
        tables: with their headers found by `header_words`.
        today: deals that were won in the 365 days before it make a year's worth.
        columns: headers by field, where the words of the header do not tell.
        declared: accounts that somebody wrote down with their aliases: a row by any of their names is theirs.

    Raises:
        CfdiagError: `no-column`: nothing names an account; or what is said of the columns cannot be read.
    """
    found = [Faults(table.file) for table in tables]
    lacking = columns.in_force(tables)
    # A header that somebody named and that is not there is why nothing names an account.
    with told_beside(lacking):
        sheets = [
            AccountSheet(table, n, today, given, found[n])
            for n, (table, given) in enumerate(zip(tables, columns.of_each(tables), strict=True))
        ]
    if not lacking:
        _say_what_no_list_tells(sheets, found, columns.headers)
    # A list of accounts knows names, owners and dates; deals only add what they are worth.
    rows = [row for sheet in sorted(sheets, key=lambda sheet: sheet.of_deals) for row in sheet.rows()]
    accounts = [one_of(group, found, today) for group in row_groups(rows, declared)]
    accounts = with_ids(accounts, declared)
    alike = maybe_the_same(accounts)
    for several in alike:
        found[0].add(
            Code.MAYBE_THE_SAME,
            "these may be the same account, and are kept apart: {names}",
            hint="if they are, call them the same in the table", severity="warning",
            names=", ".join(several),
        )  # fmt: skip
    said = tuple(
        diagnostic
        for table, faults in zip(tables, found, strict=True)
        for diagnostic in (*table.faults, *faults.sorted())
    )
    said = (*lacking, *said)
    return Accounts(tuple(accounts), alike, {sheet.table.file: sheet.understood() for sheet in sheets}, said)


def _say_what_no_list_tells(
    sheets: Sequence[AccountSheet], found: Sequence[Faults], given: Mapping[str, str]
) -> None:
    """What is unknown of every account although a column that was not read may tell it."""
    told = {*given, *(field for sheet in sheets for field in sheet.at)}
    told |= {"value"} if "monthly_value" in told or any(sheet.of_deals for sheet in sheets) else set()
    missing = [field for field in _TOLD_BY if field not in told]
    for sheet, faults in zip(sheets, found, strict=True):
        names = sheet.unread()
        if missing and names and not sheet.of_deals and not faults.errors():
            more = f" and {len(names) - _MOST_HEADERS} more" if len(names) > _MOST_HEADERS else ""
            faults.add(
                Code.NO_COLUMN,
                f"no column says {', nor '.join(_TOLD_BY[field][0] for field in missing)}; not read:"
                f" {', '.join(names[:_MOST_HEADERS])}{more}",
                (sheet.table.header_rows[0].line, 1),
                f"call it '{_TOLD_BY[missing[0]][1]}', or say which it is: --columns FILE with"
                f" {missing[0]}: {names[0]}",
                "note",
            )
