"""The lists of an engagement: its accounts and its roster, out of the tables beside it, or its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import suggest
from cfdiag.exchange.account_columns import NO_COLUMNS, AccountColumns, read_account_columns, told_beside
from cfdiag.exchange.accounts import Accounts, header_words, read_accounts
from cfdiag.exchange.asked import Items
from cfdiag.exchange.reading import read
from cfdiag.exchange.roster import Roster, check_groups, read_roster, roster_words
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.formats.library import Library
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, diagnostic_of
from cfdiag.ground.files import inside, read_bytes
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import USUAL_GROUP, Questionnaire
from cfdiag.scoring.options import lists_of

ROSTER_TABLE, ACCOUNT_TABLE = "roster", "accounts"
"""What a table of an engagement may hold."""


class Listed(NamedTuple):
    """An engagement with its lists."""

    engagement: Engagement
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong in the tables, in every line of them."""
    unreadable: tuple[Diagnostic, ...] = ()
    """Why a table could not be read at all; its part of the engagement is empty."""
    accounts: Accounts | None = None
    """What the table of accounts holds, where one was read."""
    files: tuple[tuple[str, str], ...] = ()
    """The tables that were opened, each with what it is to hold."""


def with_lists(
    engagement: Engagement,
    folder: Path,
    today: date,
    library: Library,
    *,
    needed: Callable[[str], bool] = lambda _: True,
    columns: AccountColumns | None = None,
) -> Listed:
    """The engagement with what stands in the tables it names.

    Args:
        engagement: as its file says.
        folder: where that is.
        today: the day that days are understood by.
        library: the questionnaires at hand, whose groups a roster names.
        needed: whether the task needs `accounts`, `roster`; a table that it does not need stays closed.
        columns: headers of the list of accounts by field, where its words do not tell.
    """
    listed = Listed(engagement)
    if engagement.account_file and needed(ACCOUNT_TABLE):
        listed = _with_accounts(listed, folder, today, columns or NO_COLUMNS)
    if engagement.roster_file and needed(ROSTER_TABLE):
        listed = _with_roster(listed, folder, library)
    return listed


def read_account_list(
    data: bytes,
    file: str,
    today: date,
    columns: AccountColumns = NO_COLUMNS,
    engagement: Engagement | None = None,
) -> Accounts:
    """The accounts in a table of whatever kind; those that an engagement lists itself go by their aliases.

    Raises:
        CfdiagError: it cannot be read, or nothing in it names an account.
    """
    declared = engagement.listed_accounts() if engagement else ()
    with told_beside(columns.faults):
        table = read(data, file, aliases=header_words())
    return read_accounts([table], today=today, columns=columns, declared=declared)


def account_columns(file: Path) -> AccountColumns:
    """What somebody says of the columns of a list of accounts; its faults are told with those of the list.

    Raises:
        CfdiagError: there is no such file.
    """
    return read_account_columns(read_bytes(file), str(file))


def read_roster_list(data: bytes, file: str, engagement: Engagement, library: Library) -> Roster:
    """The people in a table of whatever kind, with the groups by their ids.

    Raises:
        CfdiagError: it cannot be read, or lacks a column that it needs.
    """
    in_use = library.readable(engagement.questionnaires).questionnaires
    roster = read_roster(read(data, file, aliases=roster_words()), engagement, lambda: _inside_of(in_use))
    people = tuple(_with_group_id(person, in_use, library) for person in roster.people)
    return roster._replace(people=people)


def _with_accounts(listed: Listed, folder: Path, today: date, columns: AccountColumns) -> Listed:
    file = listed.engagement.account_file
    path = str(folder / file)
    try:
        data = inside(folder, file, MAX_TABLE_BYTES)
        listed = listed._replace(files=(*listed.files, (path, ACCOUNT_TABLE)))
        accounts = read_account_list(data, path, today, columns)
    except CfdiagError as error:
        return listed._replace(unreadable=(*listed.unreadable, *error.diagnostics))
    names = {account.id: account.name for account in accounts.accounts}
    aliases = {account.id: account.also_called for account in accounts.accounts if account.also_called}
    engagement, unknown = _with_account_ids(
        msgspec.structs.replace(listed.engagement, accounts=names, account_aliases=aliases)
    )
    faults = (*listed.faults, *accounts.faults, *unknown)
    return listed._replace(engagement=engagement, faults=faults, accounts=accounts)


def _with_roster(listed: Listed, folder: Path, library: Library) -> Listed:
    file = listed.engagement.roster_file
    path = str(folder / file)
    try:
        data = inside(folder, file, MAX_TABLE_BYTES)
        listed = listed._replace(files=(*listed.files, (path, ROSTER_TABLE)))
        roster = read_roster_list(data, path, listed.engagement, library)
    except CfdiagError as error:
        said = [_as_note(each) for each in error.diagnostics]
        notes = (each for each in said if each.severity == "note")
        others = (each for each in said if each.severity != "note")
        return listed._replace(faults=(*listed.faults, *notes), unreadable=(*listed.unreadable, *others))
    engagement = msgspec.structs.replace(listed.engagement, roster=roster.people)
    return listed._replace(engagement=engagement, faults=(*listed.faults, *roster.faults))


def _inside_of(in_use: Sequence[Questionnaire]) -> str:
    """Where insiders stand in the questionnaires in use, if they agree on it; empty where they do not."""
    if not in_use:
        return USUAL_GROUP
    inside = [[group.id for group in q.groups.values() if group.side == "inside"] for q in in_use]
    alone = {groups[0] for groups in inside if len(groups) == 1}
    return alone.pop() if len(alone) == 1 else ""


def _with_group_id(person: Person, in_use: Sequence[Questionnaire], library: Library) -> Person:
    """A person whose group was named by its id or its title, in whatever case."""
    asked = library.readable(person.questionnaires).questionnaires if person.questionnaires else in_use
    for questionnaire in asked:
        for id_, group in questionnaire.groups.items():
            titles = (group.title.pick(language) for language in group.title.languages())
            if same(person.group) in map(same, (id_, *titles)):
                return msgspec.structs.replace(person, group=id_)
    return person


def _as_note(diagnostic: Diagnostic) -> Diagnostic:
    """A roster without people is how every engagement begins."""
    if diagnostic.code is not Code.NO_RESPONSES:
        return diagnostic
    return msgspec.structs.replace(
        diagnostic, severity="note", message="nobody is on the roster yet", hint="write a line for each"
    )


def roster_faults(
    people: Sequence[Person], library: Library, in_use: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """People of a roster in groups, or for questionnaires, that there are not."""
    groups = {each.id: tuple(each.groups) for each in library.readable().questionnaires}
    return check_groups(people, groups, in_use)


def brought_items(engagement: Engagement, questionnaire: Questionnaire) -> Items | None:
    """The items that an engagement brings to repeated sections of a questionnaire; None for none."""
    lists = lists_of(engagement)
    items = {
        section.id: lists[section.repeat.source]
        for section in questionnaire.sections
        if section.repeat is not None and section.repeat.source and lists.get(section.repeat.source)
    }
    return items or None


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
        said = "there is no {fields} '{word}' in this engagement"
        raise CfdiagError(diagnostic_of(Code(f"unknown-{field}"), said, None, hint, fields=field, word=word))
    return id_


def _with_account_ids(engagement: Engagement) -> tuple[Engagement, list[Diagnostic]]:
    """The roster of the file itself, with the ids of accounts that a table holds."""
    people, found = [], []
    for person in engagement.roster:
        try:
            account = listed_id(engagement, "account", person.account or "") or None
            people.append(msgspec.structs.replace(person, account=account))
        except CfdiagError as error:  # noqa: PERF203  every person is told of, not the first
            people.append(msgspec.structs.replace(person, account=None))
            file, _, line = person.source.rpartition(":")
            place = Location(file, int(line), 1)
            found += [msgspec.structs.replace(each, location=place) for each in error.diagnostics]
    return msgspec.structs.replace(engagement, roster=tuple(people)), found
