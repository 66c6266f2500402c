"""Tables of JSON: a list of maps, or a map a line, as some services write responses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from cfdiag.documents.faults import Faults
from cfdiag.documents.json import read_json
from cfdiag.exchange.decoding import decoded, refuse_other_kinds
from cfdiag.exchange.table import MAX_CELL, PlainTable, TableCell, TableRecord, within_limits
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.safe import readable

_BETWEEN = re.compile(r"[\s,]*")


def read_json_table(data: bytes, file: str, *, encoding: str = "", flat: bool = False) -> PlainTable:
    """Read a list of maps as a table: a column a key, in the order in which keys first come.

    What is a list or a map itself (several options, a matrix, a panel) is a cell with its JSON text.

    Args:
        data: the file's bytes, at most 64 MB.
        file: its name, for faults; a line is the one that a map begins in.
        encoding: as in `read_table`.
        flat: a map in a map (a matrix) gives a column a key, `matrix/row`, and a list of maps (a panel) one
            an entry and key, `panel/1/key`.

    Raises:
        CfdiagError: no table can be made of it; where the JSON is broken, with the place.
    """
    found = Faults(file)
    refuse_other_kinds(data, file)
    text, used = decoded(data, encoding, found)
    maps = list(_maps(text, data, found))
    if flat:
        maps = [(line, dict(_flattened(each, ""))) for line, each in maps]
    if not maps:
        raise fault(
            Code.NO_RESPONSES, "there is no list of maps in this JSON", "is it the right file?",
            Location(file),
        )  # fmt: skip
    keys = tuple(dict.fromkeys(key for _, each in maps for key in each))
    rows = []
    for number, (line, each) in enumerate(maps, 1):
        within_limits(number, len(keys), line, file)
        rows.append(TableRecord(number, line, tuple(_cell(each.get(key), line, file) for key in keys)))
    header = TableRecord(0, maps[0][0], tuple(map(readable, keys)))
    return PlainTable(file, "", (), (header,), tuple(rows), used, "json", faults=tuple(found.sorted()))


def _maps(text: str, data: bytes, found: Faults) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every map that is no part of another, with its line."""
    at = len(text) - len(text.lstrip())
    listed = text[at : at + 1] == "["
    at, line, counted = at + listed, 1, 0
    while True:
        at = _end(_BETWEEN.match(text, at), at)
        if at >= len(text) or text[at] == "]":
            break
        try:
            # One map after the other: a list of all of them would be in memory twice.
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise _broken(data, found) from None
        line, counted = line + text.count("\n", counted, at), at
        if isinstance(value, dict):
            yield line, value
        else:
            found.add(
                Code.BROKEN_RECORD, "this is no map of questions and answers: it is left out", (line, 1)
            )
        at = end
    if listed and (at >= len(text) or text[at + 1 :].strip()):
        raise _broken(data, found)


def _flattened(node: dict[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for key, value in node.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and value:
            yield from _flattened(value, f"{name}/")
        elif isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            for number, entry in enumerate(value, 1):
                yield from _flattened(entry, f"{name}/{number}/")
        else:
            yield name, value


def _end(match: re.Match[str] | None, at: int) -> int:
    return match.end() if match else at


def _broken(data: bytes, found: Faults) -> CfdiagError:
    """What the parser that knows every place says of it; of lines of maps, that it is no JSON."""
    faults = Faults(found.file)
    read_json(data, faults)
    errors = [each for each in faults.sorted() if each.severity == "error"]
    return CfdiagError(*errors) if errors else fault(
        Code.JSON_SYNTAX, "this is neither a list of maps nor a map a line", "export it anew",
        Location(found.file),
    )  # fmt: skip


def _cell(value: Any, line: int, file: str) -> TableCell:  # noqa: ANN401  whatever JSON holds
    if isinstance(value, bool):
        # As spreadsheets write it, so that one reader serves for both.
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, (int, float)):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) > MAX_CELL:
        raise fault(
            Code.TOO_LARGE, f"a cell has more than {MAX_CELL:,} characters", "is it the right file?",
            Location(file, line, 1),
        )  # fmt: skip
    return readable(text) if text.strip() else None


def _no_number(word: str) -> None:
    raise ValueError(word)


_DECODER = json.JSONDecoder(parse_constant=_no_number)
