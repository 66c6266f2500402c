"""Tables of other programs: bytes to records that know their line; encoding, delimiter, header found."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple, Union

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.extras import optional

TableCell = Union[str, int, float, date, datetime, None]  # noqa: UP007  a value at run time: 3.10 has no X | Y for it
"""A cell: text as it stands there, a figure or a day where the sheet says so; None where it is empty."""

MAX_TABLE_BYTES = 64_000_000
MAX_RECORDS = 200_000
MAX_COLUMNS = 5_000
MAX_CELL = 1_000_000
LOOKED_AT = 2_000
"""So many records decide on the delimiter."""
DELIMITERS = (",", ";", "\t", "|")
_HEADERS_WITHIN = 20

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LEGACY_SHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
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
    delimiter: str = ""
    faults: tuple[Diagnostic, ...] = ()
    """Records that were left out, and what was guessed; each with its place, none with what it holds."""

    @property
    def width(self) -> int:
        """How many columns the header rows reach over."""
        return max((len(row.cells) for row in self.header_rows), default=0)


class _Text(NamedTuple):
    """A file as text."""

    text: str
    encoding: str


def read_table(
    data: bytes,
    file: str,
    *,
    encoding: str = "",
    delimiter: str = "",
    header_rows: int = 1,
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
        header_rows: how many rows the header has, as the service that wrote the file is known to write.
        aliases: words that stand in headers, folded; the row that holds most of them is the header.

    Raises:
        CfdiagError: no table can be made of it: another kind of file or encoding, an open quote, a limit.
    """
    found = Faults(file)
    if len(data) > MAX_TABLE_BYTES:
        raise fault(
            Code.TOO_LARGE,
            f"the file has {len(data) / 1e6:,.0f} MB; {MAX_TABLE_BYTES // 1_000_000} is the limit",
            "leave out what is not needed, or split it", Location(file),
        )  # fmt: skip
    _refuse_other_kinds(data, file)
    text, used = _decoded(data, encoding, found)
    _refuse_documents(text, file)
    stated = _SEPARATOR_LINE.match(text)
    skipped = 1 if stated else 0
    if stated:
        text = text[stated.end() :]
    separator = delimiter or (stated[1] if stated else _delimiter_of(text))
    records = list(_records(text, separator, skipped, found))
    table = with_header(
        PlainTable(file, "", (), (), tuple(records), used, separator), header_rows, aliases, found
    )
    return msgspec.structs.replace(table, faults=tuple(found.sorted()))


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


def _refuse_other_kinds(data: bytes, file: str) -> None:
    """Files that only bear the name of a table, by their first bytes."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    what = ""
    if not data.strip():
        raise fault(Code.NO_RESPONSES, "the file is empty", "is it the right file?", Location(file))
    if head.startswith((_ZIP, _LEGACY_SHEET)):
        what = "this is a workbook or an archive, not text"
    elif head.startswith(b"%PDF"):
        what = "this is a PDF"
    elif re.match(rb"(?i)<(!doctype|html|head|\?xml)", head):
        what = "this is a web page"
    if what:
        raise fault(Code.CANNOT_READ, what, "export the table as CSV, or as an Excel file", Location(file))


def _refuse_documents(text: str, file: str) -> None:
    head = text[:2000].lstrip()
    if re.match(r'\{\s*("|\})|\[\s*(\{|\])', head):
        raise fault(Code.CANNOT_READ, "this is JSON, not a table", "export the table as CSV", Location(file))


def _decoded(data: bytes, encoding: str, found: Faults) -> _Text:
    """The file as text. What cannot be decoded is a fault with its line, never replaced by something else.

    Raises:
        CfdiagError: `not-decodable`, `unknown-encoding`, or that the guess needs an extra.
    """
    if encoding:
        return _Text(_strictly(data, encoding, found), encoding)
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _Text(_strictly(data, name, found), name)
    try:
        return _Text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        guess = optional("chardet", "exchange").detect(data)["encoding"]
    if not guess:
        raise fault(
            Code.NOT_DECODABLE, "the encoding of the file cannot be told",
            "save it as UTF-8", Location(found.file),
        )  # fmt: skip
    text = _strictly(data, str(guess), found)
    found.add(
        Code.ENCODING_GUESSED, f"the encoding was guessed: {guess}",
        hint="if letters look wrong, save it as UTF-8", severity="warning",
    )  # fmt: skip
    return _Text(text, str(guess))


def _strictly(data: bytes, encoding: str, found: Faults) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise fault(
            Code.UNKNOWN_ENCODING, f"there is no encoding '{encoding}'",
            "use a name such as utf-8, cp1252 or utf-16", Location(found.file),
        ) from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise fault(
            Code.NOT_DECODABLE, f"the file is not {encoding} text",
            "save it as UTF-8", Location(found.file, line, column),
        ) from None  # fmt: skip


def _delimiter_of(text: str) -> str:
    """The delimiter under which most of the first records have one and the same width of at least two.

    `csv.Sniffer` is not used: it takes a brace for a delimiter where cells hold JSON, and a blank where there
    are tabs.
    """
    votes = [(_agreement(text, candidate), -place) for place, candidate in enumerate(DELIMITERS)]
    (agreeing, _), place = max(votes)
    return DELIMITERS[-place] if agreeing else DELIMITERS[0]


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first records have the most frequent width, and that width; (0, 0) for no table."""
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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


def _records(text: str, delimiter: str, skipped: int, found: Faults) -> Iterator[TableRecord]:
    """The records that hold anything.

    Raises:
        CfdiagError: an open quote, a cell or a table beyond the limits.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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
            cells: tuple[TableCell, ...] = tuple(cell if cell.strip() else None for cell in record)
            if not any(cell is not None for cell in cells):
                continue
            number += 1
            _within_limits(number, len(cells), line, found.file)
            yield TableRecord(number, line, cells)


def _within_limits(records: int, columns: int, line: int, file: str) -> None:
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


def _complain(error: csv.Error, text: str, line: int, skipped: int, found: Faults) -> None:
    """What the csv module cannot read: one record left out, or the end.

    Raises:
        CfdiagError: `unclosed-quote`, `too-large`.
    """
    message = str(error)
    if "unexpected end of data" in message:
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
