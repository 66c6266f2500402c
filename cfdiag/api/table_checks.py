"""What `check` says of a table: a roster, accounts or a leaver's rows, and how it was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cfdiag.api.lists import ACCOUNT_TABLE, ROSTER_TABLE, read_account_list, read_roster_list, roster_faults
from cfdiag.api.surroundings import Around, around, nothing
from cfdiag.exchange.account_totals import account_totals
from cfdiag.exchange.accounts import Accounts, header_words
from cfdiag.exchange.columns import find_columns
from cfdiag.exchange.reading import read
from cfdiag.exchange.roster import Roster, roster_words
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.handover.leaver_words import is_leaver_table
from cfdiag.model.account import Total
from cfdiag.model.engagement import Engagement

TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
"""How the names of tables end."""
LEAVER_TABLE = "leaver"
"""A table that neither list is: its rows are answers."""
_MOST_OWNERS = 8


def is_table(file: str) -> bool:
    """Whether a file is called like a table."""
    return file.lower().endswith(TABLES)


def check_table(data: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """What a table holds, `roster`, `accounts` or `leaver`, and what there is to say of it.

    The engagement beside it says which of the two lists it is; else its columns do.
    """
    near = _around(file)
    name = Path(file).name
    kinds = {near.engagement.account_file: ACCOUNT_TABLE, near.engagement.roster_file: ROSTER_TABLE}
    kind = kinds.get(name, "") if near.folder is not None else ""
    try:
        kind = kind or _kind_of(data, file)
        if kind == LEAVER_TABLE:
            return kind, [_of_leaver(file)]
        if kind == ACCOUNT_TABLE:
            today = date.today()  # noqa: DTZ011  the day where the user is
            accounts = read_account_list(data, file, today, engagement=_own_list(near, name))
            return ACCOUNT_TABLE, [*accounts.faults, *understood(accounts)]
        roster = read_roster_list(data, file, near.engagement, near.library)
    except CfdiagError as error:
        return kind, list(error.diagnostics)
    people = roster.people
    of_groups = roster_faults(people, near.library, near.engagement.questionnaires)
    return ROSTER_TABLE, [*roster.faults, *of_groups, *_counted(roster, file)]


def _around(file: str) -> Around:
    """What stands around a table; what is wrong with the engagement is told where that is checked."""
    try:
        return around([file], needed=ACCOUNT_TABLE.__eq__)
    except CfdiagError:
        return around([file], needed=nothing)


def _own_list(near: Around, name: str) -> Engagement | None:
    """The engagement, where it lists accounts itself and not in this very table."""
    return None if name == near.engagement.account_file else near.engagement


def understood(accounts: Accounts) -> list[Diagnostic]:
    """What was taken out of lists of accounts: from which columns, whose they are, what they are worth."""
    found = []
    for file, fields in accounts.columns.items():
        taken = ", ".join(f"{field.replace('_', ' ')} from '{header}'" for field, header in fields.items())
        found.append(_note(file, f"{_several(len(accounts.accounts), 'account')}: {taken}"))
    first = next(iter(accounts.columns))
    owners = Counter(account.owner for account in accounts.accounts if account.owner)
    if owners:
        named = ", ".join(f"{owner} {n}" for owner, n in owners.most_common(_MOST_OWNERS))
        found.append(_note(first, f"owners: {named}{', …' if len(owners) > _MOST_OWNERS else ''}"))
    totals = account_totals(accounts.accounts, accounts.maybe_the_same)
    unknown = sum(not account.value for account in accounts.accounts)
    worth = [f"{_total(each)} in {_several(each.accounts, 'account')}" for each in totals]
    worth += [f"not known of {_several(unknown, 'account')}"] if unknown else []
    found.append(_note(first, f"worth in a year: {'; '.join(worth)}"))
    deals = sum(len(account.open_business) for account in accounts.accounts)
    if deals:
        found.append(_note(first, f"business that is open: {_several(deals, 'deal')}"))
    return found


def _total(total: Total) -> str:
    apart = "" if total.low == total.high else f"{total.low:,.0f} to "
    return f"{total.currency} {apart}{total.high:,.0f}".strip()


def _counted(roster: Roster, file: str) -> Iterable[Diagnostic]:
    groups = Counter(person.group for person in roster.people)
    said = ", ".join(f"{group} {n}" for group, n in groups.items())
    found = [_note(file, f"{_several(len(roster.people), 'person', 'people')}: {said}")] if groups else []
    return [*found, _note(file, f"not read: {', '.join(roster.unread)}")] if roster.unread else found


def _of_leaver(file: str) -> Diagnostic:
    taken_in = f"take it in beside the list of accounts: cfdiag handover accounts.csv {Path(file).name}"
    return _note(file, "a table that a leaver fills in", taken_in)


def _note(file: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(Code.UNDERSTOOD, message, Location(file), hint, "note")


def _several(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or f'{one}s'}"


def _kind_of(data: bytes, file: str) -> str:
    """The leaver's table, else which of the two lists has more of its columns there; people in doubt.

    Raises:
        CfdiagError: `no-column`: it is none of them.
    """
    table = read(data, file, aliases=header_words() | roster_words())
    if is_leaver_table(table):
        return LEAVER_TABLE
    known = words()
    of_accounts = find_columns(table, {**known.accounts, **known.deals})
    of_roster = find_columns(table, known.roster)
    if not of_accounts and not of_roster:
        raise fault(
            Code.NO_COLUMN, "this is neither a roster nor a list of accounts: no column of it is known",
            "call one 'Name', or 'Account'", Location(file, table.header_rows[0].line, 1),
        )  # fmt: skip
    return ACCOUNT_TABLE if len(of_accounts) > len(of_roster) else ROSTER_TABLE
