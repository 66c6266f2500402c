"""The header of a table: where it is and over how many rows, by what stands there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.table import LOOKED_AT, PlainTable, TableCell, TableRecord, folded
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault

_WITHIN = 20
_FIGURE = re.compile(r"[-+]?[\d.,\s]*\d%?")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
_IMPORT_ID = re.compile(r'\{\s*"ImportId"')
_FORMER_NAME = re.compile(r"V\d+")
_FORMER_ID = "responseid"
_COLLECTED = ("respondent id", "collector id")


class HeaderPlace(NamedTuple):
    """Where a header begins, and how many rows it has."""

    at: int
    rows: int


def with_header(table: PlainTable, header_rows: int, aliases: Iterable[str], found: Faults) -> PlainTable:
    """The records parted into what stands above, the header, and the rows: all as wide as the header.

    Raises:
        CfdiagError: `no-responses`: nothing but a header, or nothing at all.
    """
    records = table.rows
    if not records:
        raise fault(Code.NO_RESPONSES, "the table is empty", "is it the right file?", Location(table.file))
    at, high = header_place(records, frozenset(aliases), header_rows)
    header, rest = records[at : at + high], records[at + high :]
    if not rest:
        raise fault(
            Code.NO_RESPONSES, "there is a header and nothing under it", "is it the right file?",
            Location(table.file, header[0].line, 1),
        )  # fmt: skip
    width = max(len(row.cells) for row in header)
    rows = []
    for number, row in enumerate(rest, 1):
        filled = filled_until(row) if len(row.cells) > width else width
        if filled > width:
            found.add(
                Code.ROW_TOO_LONG,
                "record {number} has {filled} cells, the header {width}: it is left out",
                (row.line, 1),
                "look for a delimiter or a quote that is not closed in one of its cells",
                number=str(number),
                filled=str(filled),
                width=str(width),
            )
            continue
        cells = row.cells
        if len(cells) != width:
            cells = (*cells[:width], *(None,) * (width - len(cells)))
        rows.append(TableRecord(number, row.line, cells))
    return msgspec.structs.replace(
        table, above=tuple(records[:at]), header_rows=tuple(header), rows=tuple(rows)
    )


def header_place(records: Sequence[TableRecord], aliases: frozenset[str], rows: int = 0) -> HeaderPlace:
    """Where the header is: the row with most known words, else the first of words that is as wide as most.

    Args:
        records: of the table, what stands above the header among them; one at least.
        aliases: folded words that stand in headers.
        rows: how many rows it has, where that is known; else it is found: the rows that Qualtrics writes,
            a second row of SurveyMonkey's, a row that goes on where the first one has nothing.
    """
    known = _by_service(records)
    at = known.at if known else _header_at(records, aliases)
    if rows:
        return HeaderPlace(at, rows)
    if known:
        return known
    if at and goes_on(records[at - 1], records[at]):
        at -= 1
    lower = records[at + 1 : at + 2]
    return HeaderPlace(at, 2 if lower and goes_on(records[at], lower[0]) else 1)


def goes_on(upper: TableRecord, lower: TableRecord) -> bool:
    """Whether a row goes on with the header above it.

    It holds words alone, nothing under the first heading, and something where the row above is empty behind
    a heading: a heading over several columns, or one over two rows, is drawn so.
    """
    filled = [place for place, cell in enumerate(lower.cells) if cell is not None]
    headed = [place for place, cell in enumerate(upper.cells) if cell is not None]
    if not filled or not headed or filled[0] <= headed[0]:
        return False
    if not all(_is_word(lower.cells[place]) for place in filled) or not _words_alone(upper):
        return False
    return any(place not in headed for place in filled) and len(headed) > 1


def _by_service(records: Sequence[TableRecord]) -> HeaderPlace | None:
    """The header of services that write several rows, each known by what only it writes."""
    for at, row in enumerate(records[:_WITHIN]):
        texts = [str(cell) for cell in row.cells if cell is not None]
        if at > 1 and texts and all(_IMPORT_ID.match(text) for text in texts):
            return HeaderPlace(at - 2, 3)
        below = records[at + 1 : at + 2]
        if len(texts) > 1 and _FORMER_NAME.fullmatch(texts[0]) and below and _names_response(below[0]):
            return HeaderPlace(at, 2)
        if tuple(map(folded, texts[:2])) == _COLLECTED and below and below[0].cells[0] is None:
            return HeaderPlace(at, 2)
    return None


def _names_response(row: TableRecord) -> bool:
    return folded(str(row.cells[0] or "")).replace(" ", "") == _FORMER_ID


def filled_until(row: TableRecord) -> int:
    """How far a record reaches: empty cells at its end do not count."""
    return max((at for at, cell in enumerate(row.cells, 1) if cell is not None), default=0)


def _header_at(records: Sequence[TableRecord], aliases: frozenset[str]) -> int:
    first = records[:_WITHIN]
    if aliases:
        known = [sum(folded(cell) in aliases for cell in row.cells if isinstance(cell, str)) for row in first]
        if max(known) > 0:
            return known.index(max(known))
    usual = Counter(len(row.cells) for row in records[:LOOKED_AT]).most_common(1)[0][0]
    for at, row in enumerate(first):
        if filled_until(row) >= usual and _words_alone(row):
            return at
    return 0


def _words_alone(row: TableRecord) -> bool:
    return all(_is_word(cell) for cell in row.cells if cell is not None)


def _is_word(cell: TableCell) -> bool:
    return isinstance(cell, str) and not _FIGURE.fullmatch(cell.strip()) and not _DAY.fullmatch(cell.strip())
