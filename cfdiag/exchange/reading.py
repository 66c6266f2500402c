"""A table out of any file that may hold one: text, a workbook, or an archive with one table in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from cfdiag.exchange.delimited import read_table
from cfdiag.exchange.json_table import read_json_table
from cfdiag.exchange.sheet import is_workbook, read_sheet
from cfdiag.exchange.table import DAMAGED_ARCHIVE, MAX_TABLE_BYTES, PlainTable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault

_TEXT = (".csv", ".tsv", ".txt")
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
    alone = _only_text_in(data, file)
    if alone is None and is_workbook(data):
        return read_sheet(data, file, sheet=sheet, header_rows=header_rows, aliases=aliases)
    return read_table(
        data if alone is None else alone,
        file,
        encoding=encoding,
        delimiter=delimiter,
        header_rows=header_rows,
        aliases=aliases,
    )


def _only_text_in(data: bytes, file: str) -> bytes | None:
    """The one table of text in an archive, as survey services send it; None where it is something else.

    Raises:
        CfdiagError: `too-large`; `cannot-read` where there are several.
    """
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(
                member.filename in ("[Content_Types].xml", "mimetype", "content.xml") for member in members
            ):
                return None  # a workbook is an archive too
            texts = [member for member in members if member.filename.lower().endswith(_TEXT)]
            if len(texts) != 1:
                raise fault(
                    Code.CANNOT_READ, f"this archive holds {len(texts)} tables of text",
                    "unpack it, and name the one", Location(file),
                )  # fmt: skip
            # A member may unpack to more than it says: one byte above the limit tells.
            with archive.open(texts[0]) as stream:
                text = stream.read(MAX_TABLE_BYTES + 1)
    except DAMAGED_ARCHIVE as error:
        raise fault(
            Code.CANNOT_READ, "the archive is damaged", "save or send it anew", Location(file)
        ) from error
    if len(text) > MAX_TABLE_BYTES:
        raise fault(
            Code.TOO_LARGE,
            f"the table unpacks to more than {MAX_TABLE_BYTES // 1_000_000} MB",
            "split it",
            Location(file),
        )
    return text
