"""A table of responses: which service wrote it, and its columns, each with every name that it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from cfdiag.exchange.cell_texts import is_no, is_yes
from cfdiag.exchange.profiles import ServiceProfile, Top, profile_named, profile_of
from cfdiag.exchange.profiles._profile import column_of
from cfdiag.exchange.reading import read
from cfdiag.exchange.table import PlainTable, TableCell

_CHOICE = re.compile(r"\s*\(choice=(.*)\)\s*$")
"""'What have you used? (choice=The shop)': how REDCap calls the column of an option by its label."""
LONGEST_NAME = 1_000
"""Of a longer header no parts are sought: no service writes one, and the search would take its square."""


class SurveyColumn(msgspec.Struct, frozen=True):
    """One column: of answers, or of what a service notes beside them."""

    number: int
    """From 1."""
    header: str
    """What stands in the first header row: a text, or a service's code; carried on over empty cells."""
    under: str = ""
    """What stands in the second: the text to a code, or one of several parts of a question."""
    ticked: bool | None = None
    """Every cell that is filled says yes or no, or what the column is called; None: none is filled."""

    @property
    def name(self) -> str:
        """How it is called in messages."""
        return f"{self.header} / {self.under}" if self.header and self.under else self.header or self.under

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called, the most exact first."""
        plain = _CHOICE.sub(r" [\1]", self.header) if len(self.header) <= LONGEST_NAME else ""
        return tuple(dict.fromkeys(filter(None, (self.name, self.header, self.under, plain))))


class Survey(msgspec.Struct, frozen=True):
    """Responses as they stand in a file, and what is known of them before anybody asks what they mean."""

    table: PlainTable
    profile_name: str
    columns: tuple[SurveyColumn, ...]
    counts: tuple[Counter[TableCell], ...]
    """Column by column what its cells hold, and how often: the empty ones are not counted."""

    @property
    def profile(self) -> ServiceProfile:
        """What is known of the service that wrote them."""
        return profile_named(self.profile_name)

    def column(self, patterns: tuple[str, ...]) -> SurveyColumn | None:
        """The column that one of a profile's patterns fits."""
        at = column_of(patterns, [column.header for column in self.columns])
        return None if at is None else self.columns[at]

    def counted(self, column: SurveyColumn) -> Counter[TableCell]:
        """What a column's cells hold, and how often."""
        return self.counts[column.number - 1]


def read_survey(
    data: bytes, file: str, *, profile: str = "", encoding: str = "", delimiter: str = "", sheet: str = ""
) -> Survey:
    """Read a table of responses.

    Args:
        data: the file's bytes.
        file: its name, for faults.
        profile: which service wrote it; else that is found from the header.
        encoding: as in `read_table`.
        delimiter: as in `read_table`.
        sheet: as in `read_sheet`.

    Raises:
        CfdiagError: no table can be made of it.
    """
    table = read(data, file, encoding=encoding, delimiter=delimiter, sheet=sheet, flat=True)
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row.cells) for row in table.header_rows)
    named = profile or profile_of(Top(rows, table.delimiter, table.quoted))
    counts = _counts(table)
    return Survey(table, named, _columns(table, counts), counts)


def _counts(table: PlainTable) -> tuple[Counter[TableCell], ...]:
    columns = zip(*(row.cells for row in table.rows), strict=True)
    counts = tuple(Counter(cells) for cells in columns) or tuple(Counter() for _ in range(table.width))
    for of_column in counts:
        del of_column[None]
    return counts


def _columns(table: PlainTable, counts: Sequence[Counter[TableCell]]) -> tuple[SurveyColumn, ...]:
    """A third header row says nothing new: it is what the service calls the columns itself."""
    upper, lower = ([_heading(table, row, at) for at in range(table.width)] for row in range(2))
    columns, carried = [], ""
    for at in range(table.width):
        carried = upper[at] or (carried if lower[at] else "")
        called = {carried, lower[at], carried.rpartition("/")[2]}
        columns.append(SurveyColumn(at + 1, carried, lower[at], _ticked(counts[at], called)))
    return tuple(columns)


def _ticked(cells: Counter[TableCell], called: set[str]) -> bool | None:
    texts = (str(cell).strip() for cell in cells)
    return all(text in called or is_yes(text) or is_no(text) for text in texts) if cells else None


def _heading(table: PlainTable, row: int, at: int) -> str:
    cells = table.header_rows[row].cells if row < len(table.header_rows) else ()
    return str(cells[at]).strip() if at < len(cells) and cells[at] is not None else ""
