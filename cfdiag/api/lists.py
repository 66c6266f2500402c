"""The lists of an engagement: its accounts and its roster, out of the tables beside it, or its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import suggest
from cfdiag.exchange.accounts import header_words, read_accounts
from cfdiag.exchange.reading import read
from cfdiag.exchange.roster import check_groups, read_roster, roster_words
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.formats.library import Library
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.files import inside
from cfdiag.model.engagement import Engagement
from cfdiag.model.listed import same


class Listed(NamedTuple):
    """An engagement with its lists."""

    engagement: Engagement
    faults: tuple[Diagnostic, ...]
    """What is wrong in the tables, in every line of them."""
    unreadable: tuple[Diagnostic, ...]
    """Why a table could not be read at all; its part of the engagement is empty."""


def with_lists(
    engagement: Engagement, folder: Path, today: date, needed: Callable[[str], bool] = lambda _: True
) -> Listed:
    """The engagement with what stands in the tables it names.

    Args:
        engagement: as its file says.
        folder: where that is.
        today: the day that days are understood by.
        needed: whether the task needs `accounts`, `roster`; a table that it does not need stays closed.
    """
    faults: list[Diagnostic] = []
    unreadable: list[Diagnostic] = []
    if engagement.account_file and needed("accounts"):
        file = engagement.account_file
        try:
            table = read(inside(folder, file, MAX_TABLE_BYTES), str(folder / file), aliases=header_words())
            accounts = read_accounts([table], today=today)
        except CfdiagError as error:
            unreadable += error.diagnostics
        else:
            faults += accounts.faults
            names = {account.id: account.name for account in accounts.accounts}
            aliases = {account.id: account.aliases for account in accounts.accounts if account.aliases}
            engagement = msgspec.structs.replace(engagement, accounts=names, account_aliases=aliases)
            engagement, unknown = _with_account_ids(engagement)
            faults += unknown
    if engagement.roster_file and needed("roster"):
        file = engagement.roster_file
        try:
            data = inside(folder, file, MAX_TABLE_BYTES)
            roster = read_roster(read(data, str(folder / file), aliases=roster_words()), engagement)
        except CfdiagError as error:
            said = [_as_note(each) for each in error.diagnostics]
            faults += [each for each in said if each.severity == "note"]
            unreadable += [each for each in said if each.severity != "note"]
        else:
            faults += roster.faults
            engagement = msgspec.structs.replace(engagement, roster=roster.people)
    return Listed(engagement, tuple(faults), tuple(unreadable))


def _as_note(diagnostic: Diagnostic) -> Diagnostic:
    """A roster without people is how every engagement begins."""
    if diagnostic.code is not Code.NO_RESPONSES:
        return diagnostic
    return msgspec.structs.replace(
        diagnostic, severity="note", message="nobody is on the roster yet", hint="write a line for each"
    )


def roster_faults(engagement: Engagement, library: Library) -> tuple[Diagnostic, ...]:
    """People of the roster in groups, or for questionnaires, that there are not."""
    groups: dict[str, tuple[str, ...]] = {}
    for id_ in library.ids():
        try:
            groups[id_] = tuple(library.get(id_).groups)
        except CfdiagError:  # noqa: PERF203  a broken questionnaire tells so itself
            continue
    return check_groups(engagement.roster, groups, engagement.questionnaires)


def listed_id(engagement: Engagement, field: str, word: str) -> str:
    """The id of a department or an account that was named by id, title or alias, without regard to case.

    Args:
        engagement: with its lists; where it lists none of that kind, any word will do.
        field: `department` or `account`.
        word: what was said.

    Raises:
        CfdiagError: `unknown-department`, `unknown-account`: the engagement lists some, and not this one.
    """
    names = {"department": engagement.departments, "account": engagement.accounts}[field]
    if not word or not names:
        return word
    id_ = engagement.ids()[field].get(same(word))
    if id_ is None:
        hint = suggest(word, (*names.values(), *names), f"{field}s")
        raise fault(Code(f"unknown-{field}"), f"there is no {field} '{word}' in this engagement", hint)
    return id_


def _with_account_ids(engagement: Engagement) -> tuple[Engagement, list[Diagnostic]]:
    """The roster of the file itself, with the ids of accounts that a table holds."""
    people, found = [], []
    for person in engagement.roster:
        try:
            account = listed_id(engagement, "account", person.account or "") or None
            people.append(msgspec.structs.replace(person, account=account))
        except CfdiagError as error:  # noqa: PERF203  every person is told of, not the first
            file, _, line = person.source.rpartition(":")
            place = Location(file, int(line), 1)
            found += [msgspec.structs.replace(each, location=place) for each in error.diagnostics]
    return msgspec.structs.replace(engagement, roster=tuple(people)), found
