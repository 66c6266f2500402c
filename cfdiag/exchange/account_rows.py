"""Rows of a list of accounts, or of deals: what each says of an account, and of a deal where it is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.columns import find_columns, headers, in_brackets
from cfdiag.exchange.table import PlainTable, TableCell, TableRecord, folded
from cfdiag.exchange.values import amount, day, is_ambiguous, named_currency, order_of_days
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.account import Account, Amount, Deal
from cfdiag.model.mapping import DayOrder

MONTHS_OF_A_YEAR = 12

DAYS = ("renewal", "last_contact")
TEXTS = (
    "owner", "number", "products", "type", "territory", "city", "contact", "next_step", "parent",
)  # fmt: skip
_DEAL = ("stage", "amount", "closes")


class WonDeal(NamedTuple):
    """A deal that was won: what it brings, and the day."""

    value: Amount
    closed: date


class AccountRow(msgspec.Struct, frozen=True):
    """One row of a list: what it says of an account, and of a deal where it is one."""

    account: Account
    table: int
    line: int
    is_deal: bool = False
    won: WonDeal | None = None
    closes: date | None = None


class AccountSheet:
    """One table, and what its columns mean."""

    def __init__(
        self, table: PlainTable, number: int, today: date, columns: Mapping[str, str], found: Faults
    ) -> None:
        self.table, self.number, self.today, self.found = table, number, today, found
        known = words()
        mine = {field: header for field, header in columns.items() if field in known.accounts}
        self.at = find_columns(table, known.accounts, mine)
        # `Name` is the account only where nothing else is: in lists of people it is the person.
        if "account" not in self.at and "name" in self.at:
            self.at["account"] = self.at["name"]
        self.deal = find_columns(
            table, known.deals, {f: header for f, header in columns.items() if f in known.deals}
        )
        self.of_deals = all(field in self.deal for field in _DEAL)
        if "account" not in self.at:
            names = [name for name in headers(table) if name]
            found.add(
                Code.NO_COLUMN, "no column of the table names an account", (table.header_rows[0].line, 1),
                f"call it 'Account'; there are {', '.join(names[:12])}",
            )  # fmt: skip
            raise CfdiagError(*(each for each in found.sorted() if each.severity == "error"))
        self.order = self._order()
        self._say()

    def rows(self) -> Iterable[AccountRow]:
        """Every row that names an account."""
        for record in self.table.rows:
            name = self._text(record, "account")
            if name:
                yield self._row(record, name)
            else:
                self.found.add(
                    Code.NO_NAME, "the row names no account: it is left out", (record.line, 1),
                    severity="warning",
                )  # fmt: skip

    def unread(self) -> list[str]:
        """The headers that nothing was taken from."""
        taken = {*self.at.values(), *self.deal.values()}
        return [name for place, name in enumerate(headers(self.table)) if name and place not in taken]

    def understood(self) -> dict[str, str]:
        """The header that each field was taken from."""
        names = headers(self.table)
        at = self.at | ({field: self.deal[field] for field in self.deal} if self.of_deals else {})
        return {field: names[place] for field, place in at.items() if field not in ("turnover", "name")}

    def _row(self, record: TableRecord, name: str) -> AccountRow:
        texts = {field: self._text(record, field) for field in TEXTS}
        days = {field: self._day(record, self.at.get(field)) for field in DAYS}
        account = msgspec.structs.replace(
            Account(id="", name=name, source=f"{self.table.file}:{record.line}"), **texts, **days
        )
        if not self.of_deals:
            account = msgspec.structs.replace(account, value=self._value(record))
            return AccountRow(account, self.number, record.line)
        # A deal has a number and a type of its own: they are not the account's.
        account = msgspec.structs.replace(account, number="", type="", renewal=None, last_contact=None)
        stage = folded(self._text_at(record, self.deal["stage"]))
        closes = self._day(record, self.deal["closes"])
        value = self._amount(record, self.deal["amount"])
        # Won deals are what an account is worth, open ones what it may become; what was lost is neither.
        if stage in words().won:
            won = WonDeal(value, closes) if value is not None and closes is not None else None
            return AccountRow(account, self.number, record.line, is_deal=True, won=won, closes=closes)
        if stage not in words().lost:
            title = self._text_at(record, self.deal.get("title"))
            deal = Deal(title, value, closes, account.source)
            account = msgspec.structs.replace(account, open_business=(deal,))
        return AccountRow(account, self.number, record.line, is_deal=True, closes=closes)

    def _value(self, record: TableRecord) -> tuple[Amount, ...]:
        if "value" in self.at:
            yearly = self._amount(record, self.at["value"])
            return () if yearly is None else (yearly,)
        if "monthly_value" in self.at:
            month = self._amount(record, self.at["monthly_value"])
            return () if month is None else (Amount(month.amount * MONTHS_OF_A_YEAR, month.currency),)
        return ()

    def _amount(self, record: TableRecord, at: int) -> Amount | None:
        cell = record.cells[at]
        currency = self._text(record, "currency") or in_brackets(headers(self.table)[at])
        read = amount(cell, named_currency(currency))
        if read is None and cell is not None:
            self.found.add(
                Code.BAD_AMOUNT, "'{column}' holds no amount here: it counts as unknown",
                (record.line, 1), "write figures, with or without a currency: EUR 12,400", "warning",
                column=headers(self.table)[at],
            )  # fmt: skip
        return read

    def _day(self, record: TableRecord, at: int | None) -> date | None:
        cell = None if at is None else record.cells[at]
        read = day(cell, self.order)
        if read is None and cell is not None and not (not self.order and is_ambiguous(cell)):
            self.found.add(
                Code.BAD_DATE, "'{column}' holds no day here: it counts as unknown",
                (record.line, 1), "write YYYY-MM-DD", "warning", column=headers(self.table)[at or 0],
            )  # fmt: skip
        return read

    def _order(self) -> DayOrder:
        """The order of days and months that the columns of days tell, all together."""
        places = [self.at[field] for field in DAYS if field in self.at]
        places += [self.deal["closes"]] if self.of_deals else []
        cells: list[TableCell] = [record.cells[at] for record in self.table.rows for at in places]
        order = order_of_days(cells)
        unclear = sum(is_ambiguous(cell) for cell in cells)
        if unclear and not order:
            first = next(
                record.line
                for record in self.table.rows
                if any(is_ambiguous(record.cells[at]) for at in places)
            )
            self.found.add(
                Code.AMBIGUOUS_DATE,
                "nothing tells whether the day or the month comes first: {n} days count as unknown",
                (first, 1), "write them as YYYY-MM-DD", "warning", n=str(unclear),
            )  # fmt: skip
        return order

    def _say(self) -> None:
        """What was taken for something, or not taken."""
        line, names = self.table.header_rows[0].line, headers(self.table)
        if "turnover" in self.at and self.at["turnover"] not in (
            self.at.get("value"),
            self.deal.get("amount"),
        ):
            self.found.add(
                Code.OWN_TURNOVER,
                f"'{names[self.at['turnover']]}' is customers' own turnover, not what they are worth",
                (line, 1), "if it is, call it 'Yearly value'", "note",
            )  # fmt: skip
        if "monthly_value" in self.at and "value" not in self.at and not self.of_deals:
            self.found.add(
                Code.MONTHLY_VALUE,
                f"'{names[self.at['monthly_value']]}' is a month's: twelve times it is taken as a year's",
                (line, 1), severity="note",
            )  # fmt: skip

    def _text(self, record: TableRecord, field: str) -> str:
        return self._text_at(record, self.at.get(field))

    @staticmethod
    def _text_at(record: TableRecord, at: int | None) -> str:
        cell = None if at is None else record.cells[at]
        text = "" if cell is None else " ".join(str(cell).split())
        return "" if text in ("-", "–", "—") else text
