"""JSON lines: an object a row, every column in it."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.ground.safe import json_text
from cfdiag.render.tables._output_table import OutputTable

ROW_FORMAT = "cfdiag/row@1"
"""What each line says it is: lines may be taken apart."""


def write(table: OutputTable) -> Iterator[bytes]:
    """The file, part by part."""
    names = [column.name for column in table.columns]
    for some in table.in_batches():
        lines = ({"format": ROW_FORMAT, **dict(zip(names, row, strict=True))} for row in some)
        yield "".join(f"{json_text(line, -1)}\n" for line in lines).encode()
