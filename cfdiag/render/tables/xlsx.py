"""A workbook: numbers are numbers, and what does not fit on a sheet goes on on the next."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.render.tables._output_table import CellValue, OutputTable

NEEDED = ("xlsxwriter", "exchange")

_ROWS, _COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767
"""What a sheet holds, with its head, and characters that a cell holds."""
_AT_ONCE = 1 << 20
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook knows no zones; the same result is the same file


def write(table: OutputTable) -> Iterator[bytes]:
    """The file, part by part. Rows wait in a temporary file, for a workbook is closed with its last one.

    Raises:
        CfdiagError: `missing-extra`; `wrong-option`: more columns than a sheet has.
    """
    xlsxwriter = optional("xlsxwriter", "exchange")
    if len(table.columns) > _COLUMNS:
        message = f"a workbook holds {_COLUMNS:,} columns, and there are {len(table.columns):,}"
        raise fault(Code.WRONG_OPTION, message, "take --format parquet, or --long")
    with tempfile.TemporaryDirectory(prefix="cfdiag-") as folder, tempfile.TemporaryFile() as whole:
        plain = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book: Any = xlsxwriter.Workbook(whole, plain)
        about = "; ".join(f"{name} {value}" for name, value in table.about.items())
        book.set_properties({"author": "cfdiag", "created": _MADE, "comments": safe(about)})
        _fill(book, table)
        book.close()
        whole.seek(0)
        while part := whole.read(_AT_ONCE):
            yield part


def _fill(book: Any, table: OutputTable) -> None:  # noqa: ANN401  XlsxWriter has no types
    head = book.add_format({"bold": True, "bottom": 1})
    sheet, line, number = None, _ROWS, 0
    for row in table.rows:
        if line == _ROWS:
            number += 1
            sheet, line = _sheet(book, table, head, number), 1
        for at, cell in enumerate(row):
            _put(sheet, line, at, cell)
        line += 1
    if sheet is None:
        _sheet(book, table, head, 1)


def _sheet(book: Any, table: OutputTable, head: Any, number: int) -> Any:  # noqa: ANN401  likewise
    sheet = book.add_worksheet(table.title if number == 1 else f"{table.title} {number}")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(table.columns) - 1, 16)
    for at, (name, _) in enumerate(table.columns):
        sheet.write_string(0, at, safe(name, keep_lines=False)[:_LONGEST], head)
    return sheet


def _put(sheet: Any, line: int, at: int, cell: CellValue) -> None:  # noqa: ANN401  likewise
    if isinstance(cell, str):
        sheet.write_string(line, at, safe(cell, keep_lines=False)[:_LONGEST])
    elif isinstance(cell, bool):
        sheet.write_boolean(line, at, cell)
    elif cell is not None:
        sheet.write_number(line, at, cell)
