"""A table out of any file that may hold one: text, a workbook, or an archive with one table in it."""

from __future__ import annotations

from collections.abc import Iterable

from cfdiag.exchange.decoding import is_packed
from cfdiag.exchange.delimited import read_table
from cfdiag.exchange.json_table import read_json_table
from cfdiag.exchange.table import PlainTable

_JSON = (".json", ".ndjson", ".jsonl")


def read(
    data: bytes,
    file: str,
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    header_rows: int = 0,
    aliases: Iterable[str] = (),
    flat: bool = False,
) -> PlainTable:
    """Read a table, by what its bytes are; JSON only where the name says so: called `.csv` it is a mistake.

    The arguments are those of `read_table`, `read_sheet` and `read_json_table`.

    Raises:
        CfdiagError: no table can be made of it.
    """
    if file.lower().endswith(_JSON):
        return read_json_table(data, file, encoding=encoding, flat=flat)
    if is_packed(data):
        # What unpacks archives, and the child that reads sheets, a table of text has no need of.
        from cfdiag.exchange.archive import only_text_in  # noqa: PLC0415  as above
        from cfdiag.exchange.sheet import read_sheet  # noqa: PLC0415  as above

        alone = only_text_in(data, file)
        if alone is None:
            return read_sheet(data, file, sheet=sheet, header_rows=header_rows, aliases=aliases)
        data = alone
    return read_table(
        data,
        file,
        encoding=encoding,
        delimiter=delimiter,
        header_rows=header_rows,
        aliases=aliases,
    )
