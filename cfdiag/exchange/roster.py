"""The roster out of a table: who is to be heard, in which group, department and account."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from cfdiag.documents.faults import Faults, suggest
from cfdiag.exchange.columns import find_columns, headers
from cfdiag.exchange.table import PlainTable, TableRecord
from cfdiag.exchange.values import DayOrder, day, order_of_days
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, fault
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.listed import same

_NEEDED = ("name", "group")
_SEVERAL = re.compile(r"[,;|\n]")


class Roster(NamedTuple):
    """The people of a table, and what is wrong with it, each with its line."""

    people: tuple[Person, ...]
    faults: tuple[Diagnostic, ...]


def roster_words() -> frozenset[str]:
    """The folded words that stand in the header of a roster."""
    return frozenset(word for several in words().roster.values() for word in several)


def read_roster(table: PlainTable, engagement: Engagement) -> Roster:
    """The people in a table. One whose line has a fault is left out, and named with it.

    Args:
        table: with its header found by `roster_words`.
        engagement: whose departments, accounts and questionnaires a line may name, by id or title.

    Raises:
        CfdiagError: `no-column`: there is no column of names, or none of groups.
    """
    found = Faults(table.file)
    at = find_columns(table, words().roster, found)
    missing = [field for field in _NEEDED if field not in at]
    if missing:
        there = ", ".join(name for name in headers(table) if name)
        raise fault(
            Code.NO_COLUMN, f"the roster has no column '{missing[0]}'", f"its columns are {there}",
            found.place(table.header_rows[0].line, 1),
        )  # fmt: skip
    order = order_of_days(
        record.cells[at[field]] for record in table.rows for field in ("when", "heard") if field in at
    )
    reader = _Reader(table, at, order, engagement, found)
    people = tuple(person for record in table.rows if (person := reader.person(record)) is not None)
    return Roster(people, (*table.faults, *found.sorted()))


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
                    Code.UNKNOWN_QUESTIONNAIRE, f"there is no questionnaire '{id_}'", (int(line or 0), 1),
                    suggest(id_, groups, "questionnaires"),
                )  # fmt: skip
        known = {group for id_ in (asked or groups) for group in groups.get(id_, ())}
        if known and person.group not in known:
            faults.add(
                Code.UNKNOWN_GROUP, f"there is no group '{person.group}'", (int(line or 0), 1),
                suggest(person.group, sorted(known), "groups"),
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
    ) -> None:
        self.table, self.at, self.order, self.found = table, at, order, found
        self.lists = {"department": engagement.departments, "account": engagement.accounts}
        self.ids = engagement.ids()

    def person(self, record: TableRecord) -> Person | None:
        """Somebody, or None where the line says too little or something that there is not."""
        before = len(self.found.found)
        if not self._text(record, "name"):
            self.found.add(Code.NO_NAME, "the row names nobody: it is left out", (record.line, 1))
        elif not self._text(record, "group"):
            self.found.add(Code.NO_GROUP, "the row has no group: it is left out", (record.line, 1))
        person = Person(
            name=self._text(record, "name"),
            group=self._text(record, "group"),
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
        return person if len(self.found.found) == before else None

    def _text(self, record: TableRecord, field: str) -> str:
        cell = record.cells[self.at[field]] if field in self.at else None
        return "" if cell is None else " ".join(str(cell).split())

    def _id(self, record: TableRecord, field: str) -> str | None:
        """The id of a department or an account; the word itself where the engagement lists none."""
        word = self._text(record, field)
        names = self.lists[field]
        if not word or not names:
            return word or None
        id_ = self.ids[field].get(same(word))
        if id_ is None:
            hint = suggest(word, (*names.values(), *names), f"{field}s")
            self.found.add(Code(f"unknown-{field}"), f"there is no {field} '{word}'", (record.line, 1), hint)
        return id_

    def _day(self, record: TableRecord, field: str) -> date | None:
        cell = record.cells[self.at[field]] if field in self.at else None
        read = day(cell, self.order)
        if read is None and cell is not None:
            name = headers(self.table)[self.at[field]]
            self.found.add(Code.BAD_DATE, f"'{name}' holds no day here", (record.line, 1), "write YYYY-MM-DD")
        return read
