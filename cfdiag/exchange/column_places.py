"""Where the columns are that a mapping names, and those that a service always writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cfdiag.documents.faults import Faults, suggest
from cfdiag.exchange.survey import Survey, SurveyColumn
from cfdiag.exchange.table import TableCell, TableRecord
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest
from cfdiag.model.mapping import ColumnName, QuestionColumns
from cfdiag.model.mapping import Mapping as ColumnMapping

_IN_GROUP = re.compile(r"[/-]")
_NUMBER = re.compile(r"\d+")


class ColumnPlaces:
    """Where columns are: those that the mapping names, and those that a service always writes.

    Args:
        survey: the table.
        found: takes a name that no column has, or several.
        mapping: whose columns these are; where results leave out what nobody answered, one may be missing.
    """

    def __init__(self, survey: Survey, found: Faults, mapping: ColumnMapping | None = None) -> None:
        self._survey, self._found, self._mapping = survey, found, mapping
        self._unanswered = frozenset() if mapping is None else _unanswered(survey, mapping)
        self._named: dict[ColumnName, int | None] = {}
        self._noted: dict[tuple[str, ...], int | None] = {}

    def of(self, name: ColumnName | None) -> int | None:
        """The place, from 0, of a column that the mapping names; None where there is none."""
        if name is None:
            return None
        if name not in self._named:
            self._named[name] = self._look_up(name)
        return self._named[name]

    def noted(self, patterns: tuple[str, ...]) -> int | None:
        """The place of a column that the service writes beside the answers."""
        if patterns not in self._noted:
            column = self._survey.column(patterns)
            self._noted[patterns] = None if column is None else column.number - 1
        return self._noted[patterns]

    def cell(self, row: TableRecord, name: ColumnName | None) -> TableCell:
        """What stands in a named column of a response."""
        at = self.of(name)
        return None if at is None else row.cells[at]

    def is_unanswered(self, columns: QuestionColumns) -> bool:
        """Whether a question has no column, and that is no fault: nobody answered it."""
        named = [name for name in (columns.column, *columns.columns.values()) if name is not None]
        return bool(named) and self._unanswered.issuperset(named)

    def _look_up(self, name: ColumnName) -> int | None:
        found = columns_called(self._survey.columns, name)
        at = (name.line, name.at)
        if not found:
            self._missing(name)
        elif len(found) > 1:
            numbers = ", ".join(str(column.number) for column in found)
            self._found.add(
                Code.COLUMN_TWICE,
                f"the table has {name} more than once",
                at,
                f"name it by its number: {numbers}",
            )
        return found[0].number - 1 if len(found) == 1 else None

    def _missing(self, name: ColumnName) -> None:
        at = (name.line, name.at)
        if name not in self._unanswered:
            headers = [column.header for column in self._survey.columns if column.header]
            hint = suggest(name.header, headers, "columns")
            self._found.add(Code.UNKNOWN_COLUMN, f"the table has no {_named(name)}", at, hint)
        # A form that we wrote names what it asks: of that nothing has to be said.
        elif self._mapping is not None and not self._mapping.sha256:
            message = f"nobody answered {name}: no result holds it"
            self._found.add(Code.UNKNOWN_COLUMN, message, at, severity="note")


def _unanswered(survey: Survey, mapping: ColumnMapping) -> frozenset[ColumnName]:
    """The columns that are not there because nobody filled them: results leave out what was not answered."""
    if not mapping.sha256 and survey.table.delimiter != "json":
        return frozenset()
    names = frozenset(mapping.named())
    absent = frozenset(name for name in names if not columns_called(survey.columns, name))
    if mapping.sha256:
        return absent
    asked = {name for columns in mapping.questions.values() for name in columns.named()}
    if asked <= absent:
        return frozenset()
    told = {each.column for each in mapping.respondent.values()} | asked
    told |= {name for items in mapping.items.values() for name in items.values()}
    known = (*(names - absent), *mapping.ignore)
    used = {column for name in known for column in columns_called(survey.columns, name)}
    # What is nearly the name of a column that nothing reads is a slip of whoever wrote the mapping.
    free = [column.header for column in survey.columns if column not in used]
    return frozenset(name for name in absent & told if not name.number and not _is_slip(name.header, free))


def columns_called(columns: Iterable[SurveyColumn], name: ColumnName) -> list[SurveyColumn]:
    """The columns that a mapping's name fits: by number; by header and part; by the header as it stands."""
    several = list(columns)
    # A number was chosen because the header is not enough.
    if name.number:
        return [column for column in several if column.number == name.number]
    if name.under:
        both = [c for c in several if _same(c.header, name.header) and _same(c.under, name.under)]
        # A form's code and its text, of which services export the one or the other.
        alone = ColumnName(name.header), ColumnName(name.under)
        return both or next((found for each in alone if (found := columns_called(several, each))), [])
    by_header = [c for c in several if _same(c.header, name.header)]
    # As services write a code: behind the group that it stands in, or before its text.
    by_header = by_header or [c for c in several if _IN_GROUP.split(c.header)[-1] == name.header]
    by_header = by_header or [c for c in several if c.header.startswith(f"{name.header}. ")]
    return by_header or [c for c in several if _same(c.under, name.header) or _same(c.name, name.header)]


def _same(one: str, other: str) -> bool:
    return one == other or _tight(one) == _tight(other)


@lru_cache(maxsize=8_192)
def _tight(header: str) -> str:
    """A header with its blanks as one: each is compared with every name of a mapping."""
    return " ".join(header.split())


def _named(name: ColumnName) -> str:
    return str(name) if name.number else f"column {name}"


def _is_slip(name: str, free: Iterable[str]) -> bool:
    """Whether a name is nearly another; question 12 is no slip for question 11."""
    return bool(closest(name, [each for each in free if _NUMBER.sub("", each) != _NUMBER.sub("", name)]))
