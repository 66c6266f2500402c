"""What an imported interview is called: the same for the same response, whatever its mapping becomes. Pure.

A table without ids of responses has nothing but its cells to know a row by, and only those that the interview
holds anyway: a hash over others would let whoever holds the interview try what they were. Which columns these
were stands in the interview, so that a later mapping of other columns finds the rows again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.column_places import ColumnPlaces
from cfdiag.exchange.personal import has_contact, key_says_who, without_contacts
from cfdiag.exchange.survey import Survey, SurveyColumn
from cfdiag.exchange.table import TableCell, TableRecord
from cfdiag.formats.response import response_id
from cfdiag.ground.codes import Code
from cfdiag.model.interview import Answer
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.questionnaire import Questionnaire

_ENCODER = msgspec.json.Encoder()
_CLOCK = re.compile(r"\d:\d\d(?!\d)")
_MARK = 8
"""So many signs of a hash tell the columns of a table apart."""
_SHORT = 9
"""A cell of fewer signs, and without an at sign, holds no address and no number to call."""


class RowOrigin(NamedTuple):
    """By what a row is known: the column of the service's ids, or the columns that were read."""

    profile: str = ""
    form: str = ""
    key: str = ""
    """The mark of a column; with cells too: of a row in which it was empty."""
    cells: tuple[str, ...] = ()
    """Marks of columns, in the order in which their cells are hashed."""

    def plain(self) -> dict[str, object]:
        """As it stands in an interview, under `import`; nothing of any cell."""
        form = {"form": self.form} if self.form else {}
        key = {"key": self.key} if self.key else {}
        cells = {} if self.key and not self.cells else {"cells": " ".join(self.cells)}
        return {"profile": self.profile, **form, **key, **cells}


def origin_of(said: object) -> RowOrigin | None:
    """The origin that an interview tells under `import`; None where it was not made of a row."""
    if not isinstance(said, dict) or not ("key" in said or "cells" in said):
        return None
    profile, form, key, cells = (str(said.get(name, "")) for name in ("profile", "form", "key", "cells"))
    return RowOrigin(profile, form, key, tuple(cells.split()))


SaidAnswer = tuple[str, bytes]
"""A question of an interview that was answered, and the answer, encoded."""


class HeldRow(NamedTuple):
    """An interview of an earlier import."""

    origin: RowOrigin
    said: frozenset[SaidAnswer]


def said_in(answers: Mapping[str, Answer]) -> frozenset[SaidAnswer]:
    """What was answered, to be compared."""
    return frozenset(
        (key, _ENCODER.encode((each.value, each.importance)))
        for key, each in answers.items()
        if each.status == "answered"
    )


class KnownAs(NamedTuple):
    """The id that a row already has in the folder, made by another mapping."""

    id: str
    origin: RowOrigin


def check_key(
    survey: Survey, mapping: ColumnMapping, questionnaire: Questionnaire, places: ColumnPlaces, found: Faults
) -> None:
    """Refuse a key that an id would give away: a hash can be tried with every address, and every second.

    Args:
        survey: the table.
        mapping: which names the key.
        questionnaire: whose groups may be anonymous.
        places: where columns are.
        found: takes what is wrong with the key.
    """
    at = places.of(mapping.key)
    if mapping.key is None or at is None or at == places.noted(survey.profile.key):
        return
    column, place = survey.columns[at], (mapping.key.line, mapping.key.at)
    counted = survey.counted(column)
    rows = counted.total()
    if 2 * len(counted) < rows:
        held = f"{len(counted):,} value{'' if len(counted) == 1 else 's'}"
        message = f"{mapping.key} tells no responses apart: {rows:,} rows hold {held}"
        found.add(Code.BAD_VALUE, message, place, "key: a column that holds another value for everybody")
    groups = questionnaire.groups
    group = groups.get(mapping.group.constant)
    anonymous = group.anonymous if group is not None else any(each.anonymous for each in groups.values())
    if key_says_who(column, survey):
        message = f"{mapping.key} says who answered: the id of an interview must not be made of it"
        found.add(Code.BAD_VALUE, message, place, "key: a column of numbers or codes that are nobody's name")
    elif anonymous and _is_clock(counted):
        message = f"{mapping.key} is the time of day, by which an anonymous answer could be found in a log"
        found.add(Code.BAD_VALUE, message, place, "leave key out: rows are known by their answers then")


def _is_clock(cells: Counter[TableCell]) -> bool:
    """Whether most cells are moments."""
    moments = sum(n for cell, n in cells.items() if isinstance(cell, datetime) or _CLOCK.search(str(cell)))
    return 2 * moments > cells.total()


class ResponseIds:
    """The ids of a table's rows.

    Args:
        survey: the table.
        mapping: which column is what.
        questionnaire: the id of what they answer.
        places: where columns are.
    """

    def __init__(
        self, survey: Survey, mapping: ColumnMapping, questionnaire: str, places: ColumnPlaces
    ) -> None:
        self._rows, self._questionnaire = survey.table.rows, questionnaire
        self._marks = _marks(survey.columns)
        profile, form = survey.profile_name, mapping.sha256
        key = places.noted(survey.profile.key) if mapping.key is None else places.of(mapping.key)
        self._of_cells = RowOrigin(profile, form, "", tuple(self._read(mapping, places)))
        self._of_key = None if key is None else RowOrigin(profile, form, self._marks[key])
        # Of all rows, also of those that become no interview: which of two alike is which depends on no flag.
        self._own = dict(self._all())

    def of(self, row: TableRecord) -> KnownAs:
        """The id of a row by the mapping at hand."""
        return self._own[row.number]

    def known(
        self, held: Mapping[str, HeldRow], said: Mapping[str, frozenset[SaidAnswer]]
    ) -> dict[str, KnownAs]:
        """Rows that an earlier import called otherwise: by their id of now, what they are called there.

        Rows that were alike to an earlier mapping may be told apart now. Then whoever says all that the
        earlier interview holds is the one of it; among equals the first.

        Args:
            held: the interviews that are there.
            said: the answers of those that are coming, by their id of now.
        """
        if not held:
            return {}
        now = {own.id for own in self._own.values()}
        open_ids = {id_ for id_ in now if id_ in said and id_ not in held}
        found: dict[str, KnownAs] = {}
        for origin in dict.fromkeys(row.origin for row in held.values()):
            mine = {id_: row for id_, row in held.items() if row.origin == origin and id_ not in now}
            for ids, alike in self._alike(origin):
                there = [id_ for id_ in ids if id_ in mine]
                owns = (self._own[number].id for number in alike if number in self._own)
                rows = [own for own in dict.fromkeys(owns) if own in open_ids]
                for id_, own in _paired(there, rows, mine, said):
                    open_ids.remove(own)
                    del mine[id_]
                    found[own] = KnownAs(id_, origin)
        return found

    def _alike(self, origin: RowOrigin) -> Iterator[tuple[list[str], list[int]]]:
        """Ids, and the numbers of the rows that they may be of: rows that were the same to an origin."""
        groups: dict[str, tuple[list[str], list[int]]] = {}
        for number, said, id_ in self._under(origin):
            ids, numbers = groups.setdefault(said, ([], []))
            ids.append(id_)
            numbers.append(number)
        for ids, numbers in groups.values():
            yield list(dict.fromkeys(ids)), numbers

    def _read(self, mapping: ColumnMapping, places: ColumnPlaces) -> Iterator[str]:
        """The columns of answers: in the order of the questions, which stays when a form is rearranged."""
        named = (name for key in sorted(mapping.questions) for name in mapping.questions[key].named())
        found = (places.of(name) for name in named)
        yield from dict.fromkeys(self._marks[at] for at in found if at is not None)

    def _all(self) -> Iterator[tuple[int, KnownAs]]:
        origins = [self._of_cells] if self._of_key is None else [self._of_key, self._without_key]
        for origin in origins:
            yield from ((number, KnownAs(id_, origin)) for number, _, id_ in self._under(origin))

    @property
    def _without_key(self) -> RowOrigin:
        """Of rows in which the service left its id open: they have their cells alone."""
        key = "" if self._of_key is None else self._of_key.key
        return self._of_cells._replace(key=key)

    def _under(self, origin: RowOrigin) -> Iterator[tuple[int, str, str]]:
        """The numbers of rows, what each is known by, and its id, made as an origin says.

        There are none where the table lacks a column, nor of rows that the origin is not about.
        """
        at = {mark: place for place, mark in enumerate(self._marks)}
        key = at.get(origin.key)
        places = [at.get(mark) for mark in origin.cells]
        if None in places or (origin.key and key is None):
            return
        before = (self._questionnaire, origin.profile, origin.form)
        by_cells = bool(origin.cells) or not origin.key
        seen: Counter[str] = Counter()
        for row in self._rows:
            cell = None if key is None else row.cells[key]
            if by_cells == (cell is not None):
                continue
            said = turn = str(cell)
            if by_cells:
                cells = [_plain(row.cells[place]) for place in places if place is not None]
                said = json.dumps(cells, ensure_ascii=False)
                # Two people may answer alike: the second is another response and no repetition.
                seen[said] += 1
                turn = f"{said}\x1f{seen[said]}"
            yield row.number, said, response_id((*before, turn))


def _paired(
    ids: Sequence[str],
    rows: Sequence[str],
    held: Mapping[str, HeldRow],
    said: Mapping[str, frozenset[SaidAnswer]],
) -> Iterator[tuple[str, str]]:
    """Which earlier interview is of which row: who says the same, who says all of it, then in order."""
    there, left = dict.fromkeys(ids), dict.fromkeys(rows)
    now = frozenset(key for own in rows for key, _ in said[own])
    then = frozenset(key for id_ in ids for key, _ in held[id_].said)
    for asked in (now | then, now & then):
        by_said: dict[frozenset[SaidAnswer], list[str]] = {}
        for own in reversed(left):
            by_said.setdefault(_about(said[own], asked), []).append(own)
        for id_ in tuple(there):
            if fits := by_said.get(_about(held[id_].said, asked)):
                own = fits.pop()
                del there[id_], left[own]
                yield id_, own
    yield from zip(there, left, strict=False)


def _about(said: frozenset[SaidAnswer], asked: frozenset[str]) -> frozenset[SaidAnswer]:
    return frozenset(each for each in said if each[0] in asked)


def _plain(cell: TableCell) -> str:
    """A cell as a hash takes it: the same out of a text and out of a workbook, and without a number to call.

    Numbers may be left out of the interview, and a number can be tried until the hash fits.
    """
    text = "" if cell is None else str(cell).strip()
    doubtful = len(text) >= _SHORT or "@" in text
    return without_contacts(text) if doubtful and has_contact(text) else text


def _marks(columns: Iterable[SurveyColumn]) -> tuple[str, ...]:
    """A short hash of each column's header; of several alike with their turn."""
    turn: Counter[tuple[str, str]] = Counter()
    marks = []
    for column in columns:
        name = " ".join(column.header.split()), " ".join(column.under.split())
        turn[name] += 1
        said = "\x1f".join((*name, str(turn[name])))
        marks.append(hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:_MARK])
    return tuple(marks)
