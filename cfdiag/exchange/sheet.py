"""Tables out of Excel and OpenDocument files: looked into first, then read by a child with limits.

The reader is quick and ends the process it runs in when a file wants it to (a sheet of one cell in its last
row and column asks for all the memory there is), so it never runs in ours.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.archive import DAMAGED_ARCHIVE
from cfdiag.exchange.decoding import ZIP
from cfdiag.exchange.header import with_header
from cfdiag.exchange.table import PlainTable, TableCell, TableRecord
from cfdiag.ground.child import ChildFailedError, child
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.extras import optional

SHEET_SECONDS = 15.0
MEMORY = 1_000_000_000
MAX_UNPACKED = 200_000_000
MAX_AREA = 5_000_000
"""Rows × columns up to the farthest cell: a reader makes room for all of them."""
OWN_SHEET = "cfdiag"
"""A hidden sheet by which a workbook that cfdiag wrote is known again."""
_SAID_LIMIT = 256_000_000
_PIECE = 1 << 20
_OVERLAP = 64
"""More bytes than a reference to a cell takes: one may lie across two pieces."""

_HEAD = 200
"""Bytes: an OpenDocument file says what it is in its first, unpacked member."""
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_MISSING = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"})
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class _Job(msgspec.Struct, frozen=True):
    """What the child is told."""

    data: bytes
    sheet: str


class _Day(msgspec.Struct, frozen=True):
    """A day or a moment on its way: a union of a text and a date is one too many for the wire."""

    iso: str


class _Outcome(msgspec.Struct, frozen=True):
    """What it answers: the rows of one sheet, or why there are none."""

    rows: list[list[str | int | float | bool | _Day | None]] = []
    sheet: str = ""
    others: list[str] = []
    """Visible sheets that were not read."""
    mark: str = ""
    """What stands first on a hidden sheet of ours."""
    problem: Literal["", "protected", "damaged", "no-sheet", "empty"] = ""


def read_sheet(
    data: bytes, file: str, *, sheet: str = "", header_rows: int = 0, aliases: Iterable[str] = ()
) -> PlainTable:
    """Read one sheet of a workbook (.xlsx, .xls, .ods).

    Args:
        data: the file's bytes.
        file: its name, for faults; a line is a row of the sheet.
        sheet: its name; where it is not given, the first visible one with at least two rows. Hidden sheets
            are never read.
        header_rows: how many rows the header has; found where it is not given.
        aliases: words that stand in headers, folded.

    Raises:
        CfdiagError: the extra is missing; the file is protected, damaged, too large; no such sheet; no rows.
    """
    optional("python_calamine", "exchange")
    # Looked into before it is read: a packed megabyte can unpack to a terabyte.
    _look_into(data, file)
    try:
        told = msgspec.msgpack.encode(_Job(data, sheet))
        said = child(__name__, told, seconds=SHEET_SECONDS, limit=_SAID_LIMIT)
    except ChildFailedError as error:
        raise _too_large(file, "reading the file takes too long, or too much memory") from error
    # Typed at the border: what a child says after a hostile file is believed no further than that.
    outcome = msgspec.msgpack.decode(said, type=_Outcome)
    if outcome.problem:
        raise _refused(outcome, file, sheet)
    found = Faults(file)
    if outcome.others:
        found.add(
            Code.OTHER_SHEETS,
            f"the sheet '{outcome.sheet}' was read; others were not: {', '.join(outcome.others)}",
            hint="to have another, leave only that one", severity="note",
        )  # fmt: skip
    records, missing = _records(outcome.rows)
    if missing:
        found.add(
            Code.ERROR_CELLS,
            "cells with an error of the sheet (#N/A and the like) count as empty: {n}",
            severity="warning", n=str(missing),
        )  # fmt: skip
    others = tuple(outcome.others)
    plain = PlainTable(
        file, outcome.sheet, (), (), tuple(records), _kind(data), mark=outcome.mark, others=others
    )
    table = with_header(plain, header_rows, aliases, found)
    return msgspec.structs.replace(table, faults=tuple(found.sorted()))


def _kind(data: bytes) -> str:
    """Which of the three it is, by how it is packed."""
    if not data.startswith(ZIP):
        return "xls"
    return "ods" if b"opendocument.spreadsheet" in data[:_HEAD] else "xlsx"


def _refused(outcome: _Outcome, file: str, sheet: str) -> CfdiagError:
    place = Location(file)
    if outcome.problem == "protected":
        return fault(Code.CANNOT_READ, "the file is protected by a password", "save it without one", place)
    if outcome.problem == "damaged":
        return fault(
            Code.CANNOT_READ, "the file is damaged, or is no workbook", "open it and save it anew", place
        )
    if outcome.problem == "empty":
        return fault(Code.NO_RESPONSES, "no visible sheet has two rows", "is it the right file?", place)
    names = ", ".join(outcome.others)
    return fault(Code.UNKNOWN_SHEET, f"there is no visible sheet '{sheet}'", f"the sheets are {names}", place)


def _too_large(file: str, message: str) -> CfdiagError:
    return fault(Code.TOO_LARGE, message, "save only the table that is meant, as CSV", Location(file))


def _look_into(data: bytes, file: str) -> None:
    """What an archive unpacks to, and its farthest cell, before anything makes room for them.

    Raises:
        CfdiagError: `too-large` or `cannot-read`.
    """
    if not data.startswith(b"PK"):
        return  # the old format of Excel: its size is its size
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked > MAX_UNPACKED:
                raise _too_large(file, f"the file unpacks to {unpacked / 1e6:,.0f} MB")
            for member in archive.infolist():
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    rows, columns = _farthest(archive, member)
                    if rows * columns > MAX_AREA:
                        raise _too_large(file, f"a sheet reaches to row {rows:,}, column {columns:,}")
    except DAMAGED_ARCHIVE as error:
        raise _refused(_Outcome(problem="damaged"), file, "") from error


def _farthest(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that a cell of the sheet stands in, read in pieces."""
    rows = columns = 0
    seen: set[bytes] = set()
    with archive.open(member) as stream:
        kept, read = b"", 0
        while piece := stream.read(_PIECE):
            read += len(piece)
            if read > MAX_UNPACKED:
                raise ValueError("longer than it says")
            for letters, row in _REFERENCE.findall(kept + piece):
                rows = max(rows, int(row))
                seen.add(letters)
            kept = piece[-_OVERLAP:]
    for letters in seen:
        at = 0
        for letter in letters:
            at = at * 26 + letter - 64
        columns = max(columns, at)
    return rows, columns


def _records(rows: list[list[str | int | float | bool | _Day | None]]) -> tuple[list[TableRecord], int]:
    """The rows that hold anything, with their numbers in the sheet; and how many cells hold an error."""
    records: list[TableRecord] = []
    missing = 0
    for line, row in enumerate(rows, 1):
        cells = tuple(_cell(value) for value in row)
        missing += sum(isinstance(value, str) and value in _MISSING for value in row)
        if any(cell is not None for cell in cells):
            records.append(TableRecord(len(records) + 1, line, cells))
    return records, missing


def _cell(value: object) -> TableCell:
    """A figure without fraction is whole (`2017.0` is a year), midnight is a day, yes and no are words."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, _Day):
        at = datetime.fromisoformat(value.iso)
        return at.date() if (at.hour, at.minute, at.second) == (0, 0, 0) else at
    if isinstance(value, str):
        return value if value.strip() and value not in _MISSING else None
    return value if isinstance(value, (int, float)) else None


def _limit() -> None:
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource  # noqa: PLC0415  not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SHEET_SECONDS), int(SHEET_SECONDS)))


def _read(job: _Job) -> _Outcome:
    """In the child: the sheet that was asked for, or the first visible one with at least two rows."""
    calamine = optional("python_calamine", "exchange")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(job.data))
        visible = [
            each.name
            for each in book.sheets_metadata
            if each.visible == calamine.SheetVisibleEnum.Visible
            and each.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if job.sheet and job.sheet not in visible:
            return _Outcome(problem="no-sheet", others=visible)
        for name in [job.sheet] if job.sheet else visible:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if sum(any(cell not in ("", None) for cell in row) for row in rows) > 1:
                others = [] if job.sheet else [other for other in visible if other != name]
                return _Outcome(
                    rows=[[_sendable(cell) for cell in row] for row in rows],
                    sheet=name,
                    others=others,
                    mark=_mark(book),
                )
    except calamine.PasswordError:
        return _Outcome(problem="protected")
    except Exception:  # noqa: BLE001  whatever a stranger's workbook does is its own fault
        return _Outcome(problem="protected" if _ENCRYPTED in job.data else "damaged")
    return _Outcome(problem="empty")


def _mark(book: Any) -> str:  # noqa: ANN401  calamine's own type
    """The first cell of the sheet by which cfdiag knows its own workbooks."""
    if OWN_SHEET not in book.sheet_names:
        return ""
    rows = book.get_sheet_by_name(OWN_SHEET).to_python(nrows=1)
    return str(rows[0][0]) if rows and rows[0] else ""


def _sendable(value: object) -> Any:  # noqa: ANN401  one of few plain types
    """A value that can travel; a time or a duration as its text."""
    if isinstance(value, date):  # a datetime is one too
        return _Day(value.isoformat())
    return value if isinstance(value, (str, int, float, bool)) else str(value or "")


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(
        msgspec.msgpack.encode(_read(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Job)))
    )
