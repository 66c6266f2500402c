"""Parquet, a group of rows at a time, and the same as a table of Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from cfdiag.formats.recognise import PARQUET_KEY
from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.render.tables._output_table import CellValue, OutputTable

NEEDED = ("pyarrow", "parquet")

ROWS_PER_GROUP = 100_000
_MOST_CELLS = 1 << 20
"""Cells of a group of rows at most: where rows have many, it holds fewer rows."""


def write(table: OutputTable) -> Iterator[bytes]:
    """The file, part by part.

    Raises:
        CfdiagError: `missing-extra`.
    """
    arrow, parquet = optional("pyarrow", "parquet"), optional("pyarrow.parquet", "parquet")
    schema, sink = _schema(arrow, table), _Sink()
    at_once = max(1, min(ROWS_PER_GROUP, _MOST_CELLS // len(table.columns)))
    with parquet.ParquetWriter(arrow.PythonFile(sink, "w"), schema, compression="zstd") as writer:
        for group in table.in_batches(at_once):
            writer.write_table(_of_rows(arrow, schema, group))
            yield sink.taken()
    yield sink.taken()


def arrow_table(table: OutputTable) -> Any:  # noqa: ANN401  pyarrow has no types
    """A `pyarrow.Table` of all rows.

    Raises:
        CfdiagError: `missing-extra`.
    """
    arrow = optional("pyarrow", "parquet")
    return _of_rows(arrow, _schema(arrow, table), list(table.rows))


def _schema(arrow: Any, table: OutputTable) -> Any:  # noqa: ANN401  pyarrow has no types
    kinds = {
        "text": arrow.string(),
        "number": arrow.float64(),
        "whole": arrow.int64(),
        "truth": arrow.bool_(),
    }
    fields = [arrow.field(safe(name, keep_lines=False), kinds[kind]) for name, kind in table.columns]
    return arrow.schema(fields, metadata={PARQUET_KEY: msgspec.json.encode(table.about)})


def _of_rows(arrow: Any, schema: Any, rows: Sequence[Sequence[CellValue]]) -> Any:  # noqa: ANN401  likewise
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    arrays = [arrow.array(_plain(column), field.type) for field, column in zip(schema, columns, strict=True)]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _plain(column: Sequence[CellValue]) -> Iterable[CellValue]:
    # Texts of a column are few, and come again and again.
    known: dict[CellValue, CellValue] = {
        cell: safe(cell, keep_lines=False) for cell in set(column) if isinstance(cell, str)
    }
    return [known.get(cell, cell) for cell in column] if known else column


class _Sink:
    """Takes what is written until it is handed on: a file that nobody has to go back in."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """What was written is taken afterwards."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)
