"""A table as it stands in its file: what is above the header, the header, and the records under it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Union

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault

TableCell = Union[str, int, float, date, datetime, None]  # noqa: UP007  a value at run time: 3.10 has no X | Y for it
"""A cell: text as it stands there, a figure or a day where the sheet says so; None where it is empty."""

MAX_TABLE_BYTES = 64_000_000
MAX_RECORDS = 200_000
MAX_COLUMNS = 5_000
MAX_CELL = 1_000_000
LOOKED_AT = 2_000
"""So many records decide on the delimiter, and on how wide a table usually is."""


class TableRecord(msgspec.Struct, frozen=True):
    """One record of a table."""

    number: int
    """From 1, among the records that hold anything."""
    line: int
    """The first physical line of the file (a cell may hold line breaks); of a sheet its row."""
    cells: tuple[TableCell, ...]


class PlainTable(msgspec.Struct, frozen=True):
    """A table as it stands in its file: header rows first found, then the records under them."""

    file: str
    sheet: str
    above: tuple[TableRecord, ...]
    """What stands above the header: a title, a date of export."""
    header_rows: tuple[TableRecord, ...]
    rows: tuple[TableRecord, ...]
    encoding: str = ""
    """Of text; of a workbook `xlsx`, `xls` or `ods`."""
    delimiter: str = ""
    """Of text; `json` of JSON, empty of a workbook."""
    quoted: bool = False
    """Of text: every cell of its first line stands in quotes."""
    mark: str = ""
    """What cfdiag wrote on a hidden sheet of its own, to know the file again; empty elsewhere."""
    others: tuple[str, ...] = ()
    """Of a workbook: visible sheets that were not read."""
    faults: tuple[Diagnostic, ...] = ()
    """Records that were left out, and what was guessed; each with its place, none with what it holds."""

    @property
    def width(self) -> int:
        """How many columns the header rows reach over."""
        return max((len(row.cells) for row in self.header_rows), default=0)


def within_limits(records: int, columns: int, line: int, file: str) -> None:
    """Refuse a table with more records, or a record with more columns, than are read.

    Raises:
        CfdiagError: `too-large`.
    """
    what = ""
    if records > MAX_RECORDS:
        what = f"the table has more than {MAX_RECORDS:,} records"
    elif columns > MAX_COLUMNS:
        what = f"a record has {columns:,} columns; {MAX_COLUMNS:,} is the limit"
    if what:
        raise fault(
            Code.TOO_LARGE, what, "leave out what is not needed, or split it", Location(file, line, 1)
        )


def folded(cell: str) -> str:
    """A text for comparison: words of letters and digits, without case, marks and diacritics."""
    apart = unicodedata.normalize("NFKD", cell.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # Where there is nothing but marks (`#` is the header of a column), the marks are the word.
    return " ".join(re.findall(r"[^\W_]+", plain)) or " ".join(plain.split())
