"""Accounts out of the lists that other programs write: of accounts, of deals, or of both."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

import msgspec

from cfdiag.documents.faults import Faults, suggest
from cfdiag.exchange.columns import find_columns, headers, in_brackets
from cfdiag.exchange.table import PlainTable, TableCell, TableRecord, folded
from cfdiag.exchange.values import DayOrder, amount, day, is_ambiguous, named_currency, order_of_days
from cfdiag.exchange.words import words
from cfdiag.formats.engagement import slug
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, fault
from cfdiag.model.account import Account, Amount, Deal, Total
from cfdiag.model.listed import same

YEAR = timedelta(days=365)
"""So long ago a deal may be won to count for a year's worth."""
MONTHS_OF_A_YEAR = 12

_DAYS = ("renewal", "last_contact")
_TEXTS = (
    "owner", "number", "products", "type", "territory", "city", "contact", "next_step", "parent",
)  # fmt: skip
_DEAL = ("stage", "amount", "closes")


class Accounts(msgspec.Struct, frozen=True):
    """What the lists hold."""

    accounts: tuple[Account, ...]
    maybe_the_same: tuple[tuple[str, ...], ...]
    """Names that differ in marks, diacritics or legal form only: all are kept."""
    columns: dict[str, dict[str, str]]
    """What was understood: `{file: {field: header}}`."""
    faults: tuple[Diagnostic, ...]
    """What was left out, merged, or taken for something; each with its line."""


class Match(NamedTuple):
    """The account that a word means; None where it is none of them, or may be several."""

    account: Account | None
    by: Literal["id", "name", "alias", "likeness", ""]
    """`likeness` should be said: marks, diacritics or the legal form differ."""


class _Won(NamedTuple):
    value: Amount
    closed: date


class _Row(msgspec.Struct, frozen=True):
    """One row of a list: what it says of an account, and of a deal where it is one."""

    account: Account
    table: int
    line: int
    is_deal: bool = False
    won: _Won | None = None
    closes: date | None = None


def header_words() -> frozenset[str]:
    """The folded words that stand in the header of a list of accounts or deals."""
    fields = (*words().accounts.values(), *words().deals.values())
    return frozenset(word for several in fields for word in several)


def read_accounts(
    tables: Sequence[PlainTable],
    *,
    today: date,
    columns: Mapping[str, str] | None = None,
    declared: Sequence[Account] = (),
    owner: str = "",
) -> Accounts:
    """The accounts in these tables; lists of accounts lead, lists of deals add to them.

    Args:
        tables: with their headers found by `header_words`.
        today: deals that were won in the 365 days before it make a year's worth.
        columns: headers by field, where the words of the header do not tell.
        declared: accounts that somebody wrote down with their aliases: a row by any of their names is theirs.
        owner: whose accounts they are; those of others are left out, each with its line.

    Raises:
        CfdiagError: `no-column`: nothing names an account; `unknown-owner`, with those there are.
    """
    found = [Faults(table.file) for table in tables]
    sheets = [
        _Sheet(table, number, today, columns or {}, found[number]) for number, table in enumerate(tables)
    ]
    rows = [row for sheet in sorted(sheets, key=lambda sheet: sheet.of_deals) for row in sheet.rows()]
    accounts = [_one_of(group, found, today) for group in _groups(rows, declared)]
    accounts = _with_ids(accounts, declared)
    if owner:
        accounts = _owned_by(owner, accounts, found, rows)
    alike = _maybe_the_same(accounts)
    for several in alike:
        found[0].add(
            Code.MAYBE_THE_SAME,
            f"these may be the same account, and are kept apart: {', '.join(several)}",
            hint="if they are, call them the same in the table", severity="warning",
        )  # fmt: skip
    said = tuple(
        diagnostic
        for table, faults in zip(tables, found, strict=True)
        for diagnostic in (*table.faults, *faults.sorted())
    )
    return Accounts(tuple(accounts), alike, {sheet.table.file: sheet.understood() for sheet in sheets}, said)


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
            least = low[value.currency].get(key, value.amount)
            low[value.currency][key] = min(least, value.amount)
    return tuple(
        Total(currency, len(high[currency]), sum(low[currency].values()), sum(high[currency]))
        for currency in sorted(high)
    )


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


class _Sheet:
    """One table, and what its columns mean."""

    def __init__(
        self, table: PlainTable, number: int, today: date, columns: Mapping[str, str], found: Faults
    ) -> None:
        self.table, self.number, self.today, self.found = table, number, today, found
        known = words()
        mine = {field: header for field, header in columns.items() if field in known.accounts}
        self.at = find_columns(table, known.accounts, found, mine)
        if "account" not in self.at and "name" in self.at:
            self.at["account"] = self.at["name"]
        self.deal = find_columns(
            table, known.deals, found, {f: header for f, header in columns.items() if f in known.deals}
        )
        self.of_deals = all(field in self.deal for field in _DEAL)
        if "account" not in self.at:
            names = [name for name in headers(table) if name]
            raise fault(
                Code.NO_COLUMN, "no column of the table names an account",
                f"call it 'Account'; there are {', '.join(names[:12])}",
                found.place(table.header_rows[0].line, 1),
            )  # fmt: skip
        self.order = self._order()
        self._say()

    def rows(self) -> Iterable[_Row]:
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

    def understood(self) -> dict[str, str]:
        """The header that each field was taken from."""
        names = headers(self.table)
        at = self.at | ({field: self.deal[field] for field in self.deal} if self.of_deals else {})
        return {field: names[place] for field, place in at.items() if field not in ("turnover", "name")}

    def _row(self, record: TableRecord, name: str) -> _Row:
        texts = {field: self._text(record, field) for field in _TEXTS}
        days = {field: self._day(record, self.at.get(field)) for field in _DAYS}
        account = msgspec.structs.replace(
            Account(id="", name=name, source=f"{self.table.file}:{record.line}"), **texts, **days
        )
        if not self.of_deals:
            account = msgspec.structs.replace(account, value=self._value(record))
            return _Row(account, self.number, record.line)
        # A deal has a number and a type of its own: they are not the account's.
        account = msgspec.structs.replace(account, number="", type="", renewal=None, last_contact=None)
        stage = folded(self._text_at(record, self.deal["stage"]))
        closes = self._day(record, self.deal["closes"])
        value = self._amount(record, self.deal["amount"])
        if stage in words().won:
            won = _Won(value, closes) if value is not None and closes is not None else None
            return _Row(account, self.number, record.line, is_deal=True, won=won, closes=closes)
        if stage not in words().lost:
            title = self._text_at(record, self.deal.get("title"))
            deal = Deal(title, value, closes, account.source)
            account = msgspec.structs.replace(account, open_business=(deal,))
        return _Row(account, self.number, record.line, is_deal=True, closes=closes)

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
                Code.BAD_AMOUNT, f"'{headers(self.table)[at]}' holds no amount here: it counts as unknown",
                (record.line, 1), "write figures, with or without a currency: EUR 12,400", "warning",
            )  # fmt: skip
        return read

    def _day(self, record: TableRecord, at: int | None) -> date | None:
        cell = None if at is None else record.cells[at]
        read = day(cell, self.order)
        if read is None and cell is not None and not (not self.order and is_ambiguous(cell)):
            self.found.add(
                Code.BAD_DATE, f"'{headers(self.table)[at or 0]}' holds no day here: it counts as unknown",
                (record.line, 1), "write YYYY-MM-DD", "warning",
            )  # fmt: skip
        return read

    def _order(self) -> DayOrder:
        """The order of days and months that the columns of days tell, all together."""
        places = [self.at[field] for field in _DAYS if field in self.at]
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
                f"nothing tells whether the day or the month comes first: {unclear} days count as unknown",
                (first, 1), "write them as YYYY-MM-DD", "warning",
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
                (line, 1), "if it is, call it 'Value'", "note",
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


def _groups(rows: Sequence[_Row], declared: Sequence[Account]) -> list[list[_Row]]:
    """Rows of one account together: the same number, or the same name but for case and blanks."""
    meant = {
        same(name): same(account.name)
        for account in declared
        for name in (account.id, account.name, *account.aliases)
    }
    first: dict[tuple[str, str], int] = {}
    leads = list(range(len(rows)))

    def lead(at: int) -> int:
        while leads[at] != at:
            leads[at] = at = leads[leads[at]]
        return at

    for at, row in enumerate(rows):
        name = same(row.account.name)
        keys = [("name", meant.get(name, name))]
        keys += [("number", row.account.number)] if row.account.number else []
        for key in keys:
            a, b = sorted((lead(first.setdefault(key, at)), lead(at)))
            leads[b] = a
    groups: dict[int, list[_Row]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(lead(at), []).append(row)
    return list(groups.values())


def _one_of(rows: Sequence[_Row], found: Sequence[Faults], today: date) -> Account:
    """One account: of each field what was said last, what a list of accounts says before what deals say."""
    listed = [row for row in rows if not row.is_deal]
    deals = sorted((row for row in rows if row.is_deal), key=lambda row: row.closes or date.min, reverse=True)
    account = (listed or deals)[0].account
    for row in listed[1:]:
        account = _later(account, row, found[row.table])
    names = dict.fromkeys(row.account.name for row in rows if same(row.account.name) != same(account.name))
    won = [row.won for row in deals if row.won is not None and today - YEAR < row.won.closed <= today]
    owner = next((row for row in deals if row.account.owner), None)
    if owner is not None and not (listed and account.owner):
        found[owner.table].add(
            Code.OWNER_OF_DEAL, "whose account it is was taken from its latest deal", (owner.line, 1),
            severity="note",
        )  # fmt: skip
    by_currency: dict[str, float] = defaultdict(float)
    for deal in won:
        by_currency[deal.value.currency] += deal.value.amount
    return msgspec.structs.replace(
        account,
        aliases=tuple(names),
        owner=(account.owner if listed else "") or (owner.account.owner if owner else ""),
        value=account.value or tuple(Amount(total, sign) for sign, total in sorted(by_currency.items())),
        open_business=tuple(deal for row in reversed(deals) for deal in row.account.open_business),
    )


def _later(account: Account, row: _Row, found: Faults) -> Account:
    """An account with what a later row says of it; where they differ it is said, and the later one counts."""
    fields = (*_TEXTS, *_DAYS, "value", "name")
    later = {field: value for field in fields if (value := getattr(row.account, field))}
    differ = [
        field
        for field, value in later.items()
        if getattr(account, field) not in ((), "", None) and not _equal(getattr(account, field), value)
    ]
    before = account.source
    message = f"this is the account of {before}, and counts once"
    if differ:
        message += (
            f"; they differ in {', '.join(field.replace('_', ' ') for field in differ)}: this one counts"
        )
    found.add(
        Code.MERGED, message, (row.line, 1), "if they are two, name them apart",
        "warning" if differ else "note",
    )  # fmt: skip
    return msgspec.structs.replace(account, **later | {"name": account.name, "source": row.account.source})


def _equal(before: object, after: object) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return same(before) == same(after)
    return before == after


def _with_ids(accounts: Sequence[Account], declared: Sequence[Account]) -> list[Account]:
    """Accounts with an id each: the declared one, else one made of the name, told apart by a number."""
    taken = {account.id for account in declared}
    out = []
    for account in accounts:
        match = next(
            (m for name in (account.name, *account.aliases) if (m := _declared(name, declared))), None
        )
        if match is not None:
            aliases = dict.fromkeys((*match.aliases, *account.aliases, account.name))
            names = tuple(name for name in aliases if same(name) != same(match.name))
            out.append(msgspec.structs.replace(account, id=match.id, name=match.name, aliases=names))
            continue
        made = id_of(account.name)
        id_, number = made, 2
        while id_ in taken:
            id_, number = f"{made}_{number}", number + 1
        taken.add(id_)
        out.append(msgspec.structs.replace(account, id=id_))
    return out


def id_of(name: str) -> str:
    """An id for a name; one of letters that have no Latin form gets one that is always the same."""
    return slug(name) or f"n_{hashlib.sha256(same(name).encode()).hexdigest()[:8]}"


def _declared(name: str, declared: Sequence[Account]) -> Account | None:
    names = same(name)
    return next((each for each in declared if names in map(same, (each.id, each.name, *each.aliases))), None)


def _owned_by(
    owner: str, accounts: Sequence[Account], found: Sequence[Faults], rows: Sequence[_Row]
) -> list[Account]:
    owners: dict[str, str] = {}
    for account in accounts:
        if account.owner:
            owners.setdefault(same(account.owner), account.owner)
    kept = [account for account in accounts if same(account.owner) == same(owner)]
    if not kept:
        hint = suggest(owner, owners.values(), "owners")
        raise fault(
            Code.UNKNOWN_OWNER, f"no account of the list is owned by '{owner}'", hint, found[0].place()
        )
    names = {same(name) for account in kept for name in (account.name, *account.aliases)}
    for row in rows:
        if same(row.account.name) not in names:
            found[row.table].add(
                Code.OTHER_OWNER, "the account is of another owner, or of none: it is left out",
                (row.line, 1), severity="note",
            )  # fmt: skip
    return kept


def _maybe_the_same(accounts: Sequence[Account]) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        groups[likeness(account.name)].append(account.name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)
