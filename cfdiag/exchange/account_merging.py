"""Rows to accounts: which rows are one account, and what counts where they differ."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.account_rows import DAYS, TEXTS, AccountRow
from cfdiag.formats.engagement_table import slug
from cfdiag.ground.codes import Code
from cfdiag.model.account import Account, Amount
from cfdiag.model.listed import same

YEAR = timedelta(days=365)
"""So long ago a deal may be won to count for a year's worth."""
_ALIKE = "this is the account of {before}, and counts once"
_DIFFER = "this is the account of {before}, and counts once; they differ in {fields}: this one counts"


def row_groups(rows: Sequence[AccountRow], declared: Sequence[Account]) -> list[list[AccountRow]]:
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
    groups: dict[int, list[AccountRow]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(lead(at), []).append(row)
    return list(groups.values())


def one_of(rows: Sequence[AccountRow], found: Sequence[Faults], today: date) -> Account:
    """One account: of each field what was said last, what a list of accounts says before what deals say."""
    listed = [row for row in rows if not row.is_deal]
    deals = sorted((row for row in rows if row.is_deal), key=lambda row: row.closes or date.min, reverse=True)
    account = (listed or deals)[0].account
    for row in listed[1:]:
        account = _later(account, row, found[row.table])
    names = dict.fromkeys(row.account.name for row in rows if same(row.account.name) != same(account.name))
    counted = [row for row in deals if row.won is not None and today - YEAR < row.won.closed <= today]
    told_in = dict(account.told_in)
    owner = None if listed and account.owner else next((row for row in deals if row.account.owner), None)
    if owner is not None:
        told_in["owner"] = owner.account.source
        found[owner.table].add(
            Code.OWNER_OF_DEAL, "whose account it is was taken from its latest deal", (owner.line, 1),
            severity="note",
        )  # fmt: skip
    by_currency: dict[str, float] = defaultdict(float)
    for each in counted:
        if each.won is not None:
            by_currency[each.won.value.currency] += each.won.value.amount
    if counted and not account.value:
        told_in["value"] = counted[0].account.source
    return msgspec.structs.replace(
        account,
        aliases=tuple(names),
        owner=owner.account.owner if owner else account.owner,
        value=account.value or tuple(Amount(total, sign) for sign, total in sorted(by_currency.items())),
        told_in=told_in,
        open_business=tuple(deal for row in reversed(deals) for deal in row.account.open_business),
    )


def _later(account: Account, row: AccountRow, found: Faults) -> Account:
    """An account with what a later row says of it; where they differ it is said, and the later one counts."""
    fields = (*TEXTS, *DAYS, "value", "name")
    later = {field: value for field in fields if (value := getattr(row.account, field))}
    differ = [
        field
        for field, value in later.items()
        if getattr(account, field) not in ((), "", None) and not _equal(getattr(account, field), value)
    ]
    place, hint = (row.line, 1), "if they are two, name them apart"
    if differ:
        where = ", ".join(field.replace("_", " ") for field in differ)
        found.add(Code.MERGED, _DIFFER, place, hint, "warning", before=account.source, fields=where)
    else:
        found.add(Code.MERGED, _ALIKE, place, hint, "note", before=account.source)
    # What the later row leaves open is still told by the row that told it.
    told_in = {field: account.source_of(field) for field in fields if field not in later}
    own = {"name": account.name, "source": row.account.source, "told_in": told_in}
    return msgspec.structs.replace(account, **later | own)


def _equal(before: object, after: object) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return same(before) == same(after)
    return before == after


def with_ids(accounts: Sequence[Account], declared: Sequence[Account]) -> list[Account]:
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
        # Two accounts whose names differ in signs alone would have one id, and one would take the answers
        # of both.
        while id_ in taken:
            id_, number = f"{made}_{number}", number + 1
        taken.add(id_)
        out.append(msgspec.structs.replace(account, id=id_))
    return out


def id_of(name: str) -> str:
    """An id for a name; one of letters that have no Latin form gets one that is always the same."""
    # The same name gives the same id on every machine: interviews are found again by it.
    return slug(name) or f"n_{hashlib.sha256(same(name).encode()).hexdigest()[:8]}"


def _declared(name: str, declared: Sequence[Account]) -> Account | None:
    names = same(name)
    return next((each for each in declared if names in map(same, (each.id, each.name, *each.aliases))), None)
