"""The roster out of a table: who is to be heard, in which group, department and account."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from cfdiag.documents.faults import Faults, suggest
from cfdiag.exchange.columns import find_columns, headers
from cfdiag.exchange.table import PlainTable, TableRecord
from cfdiag.exchange.values import day, order_of_days
from cfdiag.exchange.words import words
from cfdiag.formats.engagement_table import PERSON_FIELDS
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, fault
from cfdiag.ground.safe import one_line, safe_cell, unsafe_cell
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.listed import same
from cfdiag.model.mapping import DayOrder

_NAMES = ("name", "family_first", "family_name")
_SEVERAL = re.compile(r"[,;|\n]")


class Roster(NamedTuple):
    """The people of a table, and what is wrong with it, each with its line."""

    people: tuple[Person, ...]
    faults: tuple[Diagnostic, ...]
    unread: tuple[str, ...] = ()
    """The headers of columns that mean nothing here."""


def roster_words() -> frozenset[str]:
    """The folded words that stand in the header of a roster."""
    return frozenset(word for several in words().roster.values() for word in several)


def read_roster(
    table: PlainTable, engagement: Engagement, usual_group: Callable[[], str] = lambda: ""
) -> Roster:
    """The people in a table. One whose line has a fault is there all the same, without what is wrong.

    Only who has no name or no group is left out, and named with the line.

    Args:
        table: with its header found by `roster_words`.
        engagement: whose departments, accounts and questionnaires a line may name, by id or title.
        usual_group: where everybody stands if the table has no column of groups; asked for only then,
            and empty where nothing tells.

    Raises:
        CfdiagError: `no-column`: there is no column of names, or none of groups where they must be told.
    """
    found = Faults(table.file)
    at = find_columns(table, words().roster)
    # Asked last: it opens every questionnaire there is.
    usual = usual_group() if "group" not in at else ""
    missing = [] if set(_NAMES) & set(at) else ["name"]
    missing += [] if "group" in at or usual else ["group"]
    header = table.header_rows[0].line
    if missing:
        there = ", ".join(name for name in headers(table) if name)
        raise fault(
            Code.NO_COLUMN, f"the roster has no column '{missing[0]}'",
            f"call one '{missing[0].title()}', or add it; its columns are {there}",
            found.place(header, 1),
        )  # fmt: skip
    if usual:
        found.add(
            Code.GROUP_SUPPOSED, f"no column tells the group: everybody is taken as '{usual}'", (header, 1),
            "where some are not, add a column 'Group'", "note",
        )  # fmt: skip
    order = order_of_days(
        record.cells[at[field]] for record in table.rows for field in ("when", "heard") if field in at
    )
    reader = _Reader(table, at, order, engagement, found, usual_group=usual)
    people = tuple(person for record in table.rows if (person := reader.person(record)) is not None)
    _say_who_is_alike(people, found)
    unread = (name for place, name in enumerate(headers(table)) if name and place not in at.values())
    return Roster(people, (*table.faults, *found.sorted()), tuple(unread))


def roster_text(people: Iterable[Person]) -> str:
    """A roster as the table that `read_roster` reads, with the columns there are and no others."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(PERSON_FIELDS)
    for person in people:
        writer.writerow([_cell(getattr(person, field)) for field in PERSON_FIELDS])
    return stream.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else safe_cell(str(value))


def check_groups(
    people: Collection[Person], groups: Mapping[str, Collection[str]], in_use: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """What the questionnaires do not have: the groups and ids that people of a roster are given.

    Args:
        people: of the roster.
        groups: by questionnaire, of all that are at hand.
        in_use: the questionnaires for people who are given none.
    """
    found: list[Diagnostic] = []
    for person in people:
        file, _, line = person.source.rpartition(":")
        faults = Faults(file)
        asked = person.questionnaires or tuple(in_use)
        for id_ in person.questionnaires:
            if id_ not in groups:
                faults.add(
                    Code.UNKNOWN_QUESTIONNAIRE, "there is no questionnaire '{word}'", (int(line or 0), 1),
                    suggest(id_, groups, "questionnaires"), word=id_,
                )  # fmt: skip
        known = {group for id_ in (asked or groups) for group in groups.get(id_, ())}
        if known and person.group not in known:
            faults.add(
                Code.UNKNOWN_GROUP, "there is no group '{word}'", (int(line or 0), 1),
                suggest(person.group, sorted(known), "groups"), word=person.group,
            )  # fmt: skip
        found += faults.found
    return tuple(found)


class _Reader:
    """Reads one record after the other."""

    def __init__(
        self,
        table: PlainTable,
        at: Mapping[str, int],
        order: DayOrder,
        engagement: Engagement,
        found: Faults,
        *,
        usual_group: str,
    ) -> None:
        self.table, self.at, self.order, self.found = table, at, order, found
        self.usual_group = usual_group
        self.lists = {"department": engagement.departments, "account": engagement.accounts}
        self.ids = engagement.ids()

    def person(self, record: TableRecord) -> Person | None:
        """Somebody, or None where the line names nobody, or not where they stand."""
        name, group = self._name(record), self.usual_group or self._text(record, "group")
        if not name:
            self.found.add(Code.NO_NAME, "the row names nobody: it is left out", (record.line, 1))
            return None
        if not group:
            self.found.add(Code.NO_GROUP, "the row has no group: it is left out", (record.line, 1))
            return None
        return Person(
            name=name,
            group=group,
            department=self._id(record, "department"),
            account=self._id(record, "account"),
            organisation=self._text(record, "organisation") or None,
            questionnaires=tuple(
                word.strip() for word in _SEVERAL.split(self._text(record, "questionnaires")) if word.strip()
            ),
            when=self._day(record, "when"),
            heard=self._day(record, "heard"),
            source=f"{self.table.file}:{record.line}",
        )

    def _name(self, record: TableRecord) -> str:
        """A name as it is said: the first name first, whatever the order of the columns."""
        both = self._text(record, "family_first")
        if both:
            family, _, first = both.partition(",")
            return f"{first.strip()} {family.strip()}".strip()
        whole, first = self._text(record, "name"), self._text(record, "first_name")
        family = self._text(record, "family_name")
        if whole and (family or same(first) in same(whole)):
            return whole
        parts = (first, self._text(record, "infix"), family or whole)
        return " ".join(part for part in parts if part)

    def _text(self, record: TableRecord, field: str) -> str:
        cell = record.cells[self.at[field]] if field in self.at else None
        return "" if cell is None else unsafe_cell(one_line(str(cell)))

    def _id(self, record: TableRecord, field: str) -> str | None:
        """The id of a department or an account; the word itself where the engagement lists none."""
        word = self._text(record, field)
        names = self.lists[field]
        if not word or not names:
            return word or None
        id_ = self.ids[field].get(same(word))
        if id_ is None:
            hint = suggest(word, (*names.values(), *names), f"{field}s")
            self.found.add(
                Code(f"unknown-{field}"), "there is no {fields} '{word}'", (record.line, 1), hint,
                fields=field, word=word,
            )  # fmt: skip
        return id_

    def _day(self, record: TableRecord, field: str) -> date | None:
        cell = record.cells[self.at[field]] if field in self.at else None
        read = day(cell, self.order)
        if read is None and cell is not None:
            name = headers(self.table)[self.at[field]]
            self.found.add(
                Code.BAD_DATE,
                "'{column}' holds no day here",
                (record.line, 1),
                "write YYYY-MM-DD",
                column=name,
            )
        return read


def _say_who_is_alike(people: Collection[Person], found: Faults) -> None:
    """Two of one name are two people; where nothing tells them apart, what one of them says counts once."""
    seen: dict[tuple[str, str, str | None, str | None], str] = {}
    for person in people:
        key = (same(person.name), person.group, person.department, person.account)
        before, line = seen.setdefault(key, person.source), person.source.rpartition(":")[2]
        if before != person.source:
            found.add(
                Code.SAME_NAME, f"somebody of this name stands in line {before.rpartition(':')[2]} already",
                (int(line), 1), "two people: tell them apart by their name; one: remove a line", "note",
            )  # fmt: skip
