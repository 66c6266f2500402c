"""A table as it stands in its file: what is above the header, the header, and the records under it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Union

import msgspec

from cfdiag.documents.faults import Faults
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
_HEADERS_WITHIN = 20

_FIGURE = re.compile(r"[-+]?[\d.,\s]*\d%?")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")


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
    faults: tuple[Diagnostic, ...] = ()
    """Records that were left out, and what was guessed; each with its place, none with what it holds."""

    @property
    def width(self) -> int:
        """How many columns the header rows reach over."""
        return max((len(row.cells) for row in self.header_rows), default=0)


def with_header(table: PlainTable, header_rows: int, aliases: Iterable[str], found: Faults) -> PlainTable:
    """The records parted into what stands above, the header, and the rows: all as wide as the header.

    Raises:
        CfdiagError: `no-responses`: nothing but a header, or nothing at all.
    """
    records = table.rows
    if not records:
        raise fault(Code.NO_RESPONSES, "the table is empty", "is it the right file?", Location(table.file))
    at = _header_at(records, frozenset(aliases))
    header, rest = records[at : at + header_rows], records[at + header_rows :]
    if not rest:
        raise fault(
            Code.NO_RESPONSES, "there is a header and nothing under it", "is it the right file?",
            Location(table.file, header[0].line, 1),
        )  # fmt: skip
    width = max(len(row.cells) for row in header)
    rows = []
    for number, row in enumerate(rest, 1):
        filled = _filled(row)
        if filled > width:
            found.add(
                Code.ROW_TOO_LONG,
                f"record {number} has {filled} cells, the header {width}: it is left out",
                (row.line, 1),
                "look for a delimiter or a quote that is not closed in one of its cells",
            )
            continue
        rows.append(TableRecord(number, row.line, (*row.cells[:width], *(None,) * (width - len(row.cells)))))
    return msgspec.structs.replace(
        table, above=tuple(records[:at]), header_rows=tuple(header), rows=tuple(rows)
    )


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


def _filled(row: TableRecord) -> int:
    """How far a record reaches: empty cells at its end do not count."""
    return max((at for at, cell in enumerate(row.cells, 1) if cell is not None), default=0)


def _header_at(records: Sequence[TableRecord], aliases: frozenset[str]) -> int:
    """Where the header is: most known words, else the first row as wide as most without a figure or day."""
    first = records[:_HEADERS_WITHIN]
    if aliases:
        known = [sum(folded(cell) in aliases for cell in row.cells if isinstance(cell, str)) for row in first]
        if max(known) > 0:
            return known.index(max(known))
    usual = Counter(len(row.cells) for row in records[:LOOKED_AT]).most_common(1)[0][0]
    for at, row in enumerate(first):
        if _filled(row) >= usual and all(_is_word(cell) for cell in row.cells if cell is not None):
            return at
    return 0


def _is_word(cell: TableCell) -> bool:
    return isinstance(cell, str) and not _FIGURE.fullmatch(cell.strip()) and not _DAY.fullmatch(cell.strip())


def folded(cell: str) -> str:
    """A text for comparison: words of letters and digits, without case, marks and diacritics."""
    apart = unicodedata.normalize("NFKD", cell.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # Where there is nothing but marks (`#` is the header of a column), the marks are the word.
    return " ".join(re.findall(r"[^\W_]+", plain)) or " ".join(plain.split())
