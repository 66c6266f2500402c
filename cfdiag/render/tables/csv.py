"""CSV: a line a row; no text begins a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from cfdiag.ground.safe import safe_cell
from cfdiag.render.tables._output_table import CellValue, OutputTable


def write(table: OutputTable) -> Iterator[bytes]:
    """The file, part by part: the head, then the rows."""
    yield _lines([[column.name for column in table.columns]])
    yield from map(_lines, table.in_batches())


def _lines(rows: Iterable[Sequence[CellValue]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(map(_written, row) for row in rows)
    return stream.getvalue().encode()


def _written(cell: CellValue) -> str | int | float | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return safe_cell(cell) if isinstance(cell, str) else cell
