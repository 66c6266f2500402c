"""Tables of text (CSV and its kin): delimiter, records and header found without being told."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.decoding import decoded, refuse_other_kinds
from cfdiag.exchange.header import with_header
from cfdiag.exchange.table import (
    LOOKED_AT,
    MAX_CELL,
    PlainTable,
    TableCell,
    TableRecord,
    within_limits,
)
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.sealing import refuse_sealed

DELIMITERS = (",", ";", "\t", "|")
_HEAD = 2_000
_KEPT_TEXTS = 50_000
"""So many different cells are kept once: answers come again, words of one's own do not."""
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_table(
    data: bytes,
    file: str,
    *,
    encoding: str = "",
    delimiter: str = "",
    header_rows: int = 0,
    aliases: Iterable[str] = (),
) -> PlainTable:
    """Read a table of text (CSV and its kin).

    Args:
        data: the file's bytes, at most 64 MB.
        file: its name, for faults.
        encoding: as Python names it; where it is not given: byte order mark, strict UTF-8, then a guess that
            is said (extra `exchange`).
        delimiter: one character; where it is not given: a first line `sep=X`, else the one under which most
            of the first 2,000 records have the same width.
        header_rows: how many rows the header has; found where it is not given.
        aliases: words that stand in headers, folded; the row that holds most of them is the header.

    Raises:
        CfdiagError: no table can be made of it: another kind of file or encoding, an open quote, a limit.
    """
    found = Faults(file)
    refuse_sealed(data, file)
    refuse_other_kinds(data, file)
    text, used = decoded(data, encoding, found)
    if re.match(r'\{\s*("|\})|\[\s*(\{|\])', text[:_HEAD].lstrip()):
        raise fault(Code.CANNOT_READ, "this is JSON, not a table", "export the table as CSV", Location(file))
    # Excel reads such a line, and programs write it where commas and semicolons could be confused.
    stated = _SEPARATOR_LINE.match(text)
    skipped = 1 if stated else 0
    if stated:
        text = text[stated.end() :]
    separator = delimiter or (stated[1] if stated else _delimiter_of(text))
    records = list(_records(text, separator, skipped, found))
    table = with_header(
        PlainTable(file, "", (), (), tuple(records), used, separator, _all_quoted(text, separator)),
        header_rows,
        aliases,
        found,
    )
    return msgspec.structs.replace(table, faults=tuple(found.sorted()))


def _all_quoted(text: str, delimiter: str) -> bool:
    """Whether every cell of the first line stands in quotes, as some services write them."""
    first, _, _ = text[:MAX_CELL].partition("\n")
    cell = r'"(?:[^"]|"")*"'
    return bool(re.fullmatch(rf"{cell}(?:{re.escape(delimiter)}{cell})*", first.rstrip("\r")))


def _delimiter_of(text: str) -> str:
    """The delimiter under which most of the first records have one and the same width of at least two.

    `csv.Sniffer` is not used: it takes a brace for a delimiter where cells hold JSON, and a blank where there
    are tabs.
    """
    # Of equal votes the earlier delimiter: `-place` makes it the larger.
    votes = [(_agreement(text, candidate), -place) for place, candidate in enumerate(DELIMITERS)]
    (agreeing, _), place = max(votes)
    return DELIMITERS[-place] if agreeing else DELIMITERS[0]


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first records have the most frequent width, and that width; (0, 0) for no table."""
    widths: Counter[int] = Counter()
    if delimiter not in text:
        return 0, 0
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    with _cells_up_to(MAX_CELL):
        try:
            for record in reader:
                if any(record):
                    widths[len(record)] += 1
                if widths.total() >= LOOKED_AT:
                    break
        except csv.Error:
            pass  # what was read up to here still speaks for or against it
    width, agreeing = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return (agreeing, width) if width > 1 else (0, 0)


class _cells_up_to:  # noqa: N801  reads as the sentence that it stands in
    """The length of a cell that the csv module takes: a setting of the process, put back afterwards."""

    def __init__(self, characters: int) -> None:
        self._characters = characters

    def __enter__(self) -> None:
        self._before = csv.field_size_limit(self._characters)

    def __exit__(self, *_: object) -> None:
        csv.field_size_limit(self._before)


def _lines(text: str) -> Iterable[str]:
    """The lines as they end in the file; a buffer of text would take four bytes a letter."""
    return io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8", newline="")


class _FilledCells(dict[str, "str | None"]):
    """A cell by its text, each different text kept once; None for blanks.

    Blanks are what a spreadsheet leaves where somebody deleted with the space bar.
    """

    def __missing__(self, cell: str) -> str | None:
        filled = cell if cell.strip() else None
        if len(self) < _KEPT_TEXTS:
            self[cell] = filled
        return filled


def _records(text: str, delimiter: str, skipped: int, found: Faults) -> Iterator[TableRecord]:
    """The records that hold anything.

    Raises:
        CfdiagError: an open quote, a cell or a table beyond the limits.
    """
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    filled = _FilledCells().__getitem__
    number = 0
    with _cells_up_to(MAX_CELL):
        while True:
            line = reader.line_num + skipped + 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                _complain(error, text, line, skipped, found)
                continue
            cells: tuple[TableCell, ...] = tuple(map(filled, record))
            if not any(cells):
                continue
            number += 1
            within_limits(number, len(cells), line, found.file)
            yield TableRecord(number, line, cells)


def _complain(error: csv.Error, text: str, line: int, skipped: int, found: Faults) -> None:
    """What the csv module cannot read: one record left out, or the end.

    Raises:
        CfdiagError: `unclosed-quote`, `too-large`.
    """
    message = str(error)
    if "unexpected end of data" in message:
        # The csv module only sees the end of the file; whoever has to mend it needs the beginning.
        opened = _quote_opens(text, line - skipped) + skipped
        raise fault(
            Code.UNCLOSED_QUOTE,
            'a cell that begins with " is not closed: all that follows would be one cell',
            'close it, or write "" where a quotation mark is meant', Location(found.file, opened, 1),
        )  # fmt: skip
    if "field larger" in message:
        raise fault(
            Code.TOO_LARGE, f"a cell has more than {MAX_CELL:,} characters", "is it the right file?",
            Location(found.file, line, 1),
        )  # fmt: skip
    found.add(
        Code.BROKEN_RECORD, "this record cannot be read: it is left out", (line, 1),
        'a quotation mark within a cell is written as ""',
    )  # fmt: skip


def _quote_opens(text: str, line: int) -> int:
    """The line in which the last quote of the text opens, from the record that begins in a line."""
    inside, opened = False, line
    for number, content in enumerate(text.split("\n")[line - 1 :], line):
        for _ in range(content.count('"')):
            inside = not inside
            opened = number if inside else opened
    return opened
