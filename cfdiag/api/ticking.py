"""Ticking somebody on the roster: the day they were heard, in the roster's own file and nowhere else."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import msgspec

from cfdiag.exchange.columns import find_columns
from cfdiag.exchange.reading import read
from cfdiag.exchange.roster import read_roster, roster_words
from cfdiag.exchange.words import words
from cfdiag.formats.engagement import engagement_for
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_plain
from cfdiag.ground.writing import write_atomically
from cfdiag.model.engagement import Engagement, Person

_BOM = b"\xef\xbb\xbf"
_FLOW = re.compile(r"(\s*-\s*\{.*?)\s*\}(\s*(?:#.*)?)")
_ITEM = re.compile(r"(\s*)-(\s+)\S.*")


def tick(engagement: Engagement, person: Person, day: date) -> bool:
    """Write the day into the line of the roster; False where that file cannot be written to like that.

    What is to be written is read first: if anything but this one day would be different, nothing is written.

    Args:
        engagement: whose roster it is, with its lists.
        person: as read from the roster, with the file and line.
        day: when they were heard.
    """
    file, _, line = person.source.rpartition(":")
    path = Path(file)
    try:
        before = read_plain(str(path))
        text = before.decode("utf-8-sig")
        in_yaml = path.suffix.lower() in (".yaml", ".yml")
        marked = _in_yaml(text, int(line), day) if in_yaml else _in_table(text, file, int(line), day)
        if marked is None:
            return False
        data = (_BOM if before.startswith(_BOM) else b"") + marked.encode()
        if not _only_that(engagement, (before, data), person, day):
            return False
        write_atomically(path, data, mode=path.stat().st_mode & 0o777)
    except (CfdiagError, OSError, ValueError, IndexError):
        return False
    return True


def _in_yaml(text: str, line: int, day: date) -> str | None:
    """The text with the day at the person of that line, whichever way it is written."""
    lines = text.splitlines(keepends=True)
    if not 1 <= line <= len(lines):
        return None
    here, end = lines[line - 1].rstrip("\r\n"), lines[line - 1][len(lines[line - 1].rstrip("\r\n")) :] or "\n"
    flow, item = _FLOW.fullmatch(here), _ITEM.fullmatch(here)
    if flow is not None and "heard:" not in here:
        lines[line - 1] = f"{flow[1]}, heard: {day}}}{flow[2]}{end}"
    elif item is not None and not here.lstrip().startswith("- {"):
        indent = " " * (len(item[1]) + 1 + len(item[2]))
        lines[line - 1] = f"{here}{end}{indent}heard: {day}{end}"
    else:
        return None
    return "".join(lines)


def _in_table(text: str, file: str, line: int, day: date) -> str | None:
    """The table with the day in the column for it, which is made where there is none."""
    table = read(text.encode(), file, aliases=roster_words())
    if not table.delimiter:
        return None  # a workbook
    header = table.header_rows[-1].line
    lines = text.splitlines(keepends=True)
    at = find_columns(table, words().roster).get("heard")
    if at is None:
        at = table.width
        lines[header - 1] = _with_cell(lines[header - 1], table.delimiter, at, "heard")
    lines[line - 1] = _with_cell(lines[line - 1], table.delimiter, at, day.isoformat())
    return "".join(lines)


def _with_cell(line: str, delimiter: str, at: int, value: str) -> str:
    """A line of a table with another value in one cell."""
    bare = line.rstrip("\r\n")
    (cells,) = csv.reader([bare], delimiter=delimiter)
    cells += [""] * (at + 1 - len(cells))
    cells[at] = value
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, lineterminator="").writerow(cells)
    return made.getvalue() + (line[len(bare) :] or "\n")


def _only_that(engagement: Engagement, data: tuple[bytes, bytes], person: Person, day: date) -> bool:
    """Whether the roster would be as before but for that day."""
    file = person.source.rpartition(":")[0]
    known, then = (_people(engagement, file, each) for each in data)
    wanted = [
        msgspec.structs.replace(each, heard=day if each.source == person.source else each.heard, source="")
        for each in known
    ]
    return wanted == [msgspec.structs.replace(each, source="") for each in then]


def _people(engagement: Engagement, file: str, data: bytes) -> tuple[Person, ...]:
    if Path(file).suffix.lower() in (".yaml", ".yml"):
        return engagement_for(data, file, {"cfdiag", "roster"}.__contains__)[0].roster
    return read_roster(read(data, file, aliases=roster_words()), engagement).people
