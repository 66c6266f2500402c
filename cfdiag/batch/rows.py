"""Interviews in the rows of a Parquet file: one column holds the JSON of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from cfdiag.batch.inputs import InputSource, open_file
from cfdiag.batch.intake import NotOursError, Piece
from cfdiag.formats.recognise import PARQUET_KEY
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.extras import optional

_ROWS_AT_ONCE = 256


def split_rows(source: InputSource) -> Iterator[InputSource]:
    """A Parquet file by its groups of rows, as they are asked for; what cannot be read stays one piece."""
    try:
        with _opened(source) as file:
            if _is_table_of_ours(file):
                yield source
                return
            line = 1
            for number in range(file.num_row_groups):
                yield msgspec.structs.replace(source, start=number, end=number + 1, line=line)
                line += file.metadata.row_group(number).num_rows
    except CfdiagError:
        yield source


def count_groups(source: InputSource) -> int:
    """Into how many pieces `split_rows` parts a source: the end of the file tells."""
    try:
        with _opened(source) as file:
            return max(1, int(file.num_row_groups))
    except CfdiagError:
        return 1


def each_row(source: InputSource, column: str) -> Iterator[Piece]:
    """The interviews of a group of rows, each with the number of its row.

    Raises:
        CfdiagError: `cannot-read`, `missing-extra`; `unknown-column`: there is none of that name, or it holds
            something else than text or bytes.
        NotOursError: it is a result, as `score --format parquet` writes it.
    """
    with _opened(source) as file:
        if _is_table_of_ours(file):
            raise NotOursError
        _check_column(source, file.schema_arrow, column)
        line = source.line
        for batch in file.iter_batches(_ROWS_AT_ONCE, row_groups=[source.start], columns=[column]):
            for cell in batch.column(0).to_pylist():
                data = cell.encode() if isinstance(cell, str) else cell or b""
                yield Piece(source.name, data, line, named=True)
                line += 1


def text_of_rows(source: InputSource) -> bytes:
    """What stands in the cells of a table of ours, a row a line, to be searched.

    Raises:
        CfdiagError: `cannot-read`, `missing-extra`.
    """
    with _opened(source) as file:
        rows = (row for batch in file.iter_batches(_ROWS_AT_ONCE) for row in batch.to_pylist())
        return b"\n".join(msgspec.json.encode(list(map(str, row.values()))) for row in rows)


def _check_column(source: InputSource, schema: Any, column: str) -> None:  # noqa: ANN401  pyarrow has no types
    names = [field.name for field in schema]
    kinds = {field.name: str(field.type).removeprefix("large_") for field in schema}
    if kinds.get(column) in ("string", "binary", "string_view", "binary_view"):
        return
    what = f"'{column}' holds no text" if column in names else f"there is no column '{column}'"
    raise fault(
        Code.UNKNOWN_COLUMN,
        f"{what}: a column of the Parquet file holds the JSON of one interview a row",
        f"name it: --column NAME; there are {', '.join(names[:20])}",
        Location(source.name),
    )


def _is_table_of_ours(file: Any) -> bool:  # noqa: ANN401  likewise
    return PARQUET_KEY in (file.schema_arrow.metadata or {})


@contextmanager
def _opened(source: InputSource) -> Iterator[Any]:
    parquet, arrow = optional("pyarrow.parquet", "parquet"), optional("pyarrow", "parquet")
    with open_file(source.file) as file:
        try:
            yield parquet.ParquetFile(file)
        except (arrow.ArrowException, OSError) as error:
            raise fault(
                Code.CANNOT_READ, "the Parquet file is damaged", "write it anew", Location(source.name)
            ) from error
