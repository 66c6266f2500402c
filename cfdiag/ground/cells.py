"""Text in terminal cells: measured, cut, filled and wrapped."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


def width(value: str) -> int:
    """How many terminal cells a text takes (East Asian wide characters and emoji take two)."""
    if value.isascii():
        return len(value)
    cells = 0
    for character in value:
        if unicodedata.combining(character) or unicodedata.category(character) in (
            "Mn",
            "Me",
            "Cf",
        ):
            continue
        cells += 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
    return cells


def clip(value: str, cells: int, ellipsis: str = "…") -> str:
    """The text cut to at most so many cells, with an ellipsis where something was cut."""
    if width(value) <= cells:
        return value
    room = max(0, cells - width(ellipsis))
    out = ""
    for character in value:
        if width(out + character) > room:
            break
        out += character
    return (out + ellipsis) if cells >= width(ellipsis) else ""


def pad(value: str, cells: int) -> str:
    """The text cut or filled with spaces to exactly so many cells."""
    cut = clip(value, cells)
    return cut + " " * (cells - width(cut))


_WORD = re.compile(r"[\S\u00a0\u202f]+")
"""A line is not broken at a blank that says so: `1 350` is one figure."""


def wrap(value: str, cells: int) -> list[str]:
    """The text broken into lines of at most so many cells, between words where it can be."""
    lines: list[str] = []
    for paragraph in value.split("\n"):
        line = ""
        for word in _WORD.findall(paragraph):
            rest = word
            candidate = f"{line} {rest}" if line else rest
            if width(candidate) <= cells:
                line = candidate
                continue
            if line:
                lines.append(line)
            # A word longer than a line, an address say, is cut: left whole it would push the page apart.
            while width(rest) > cells > 0:
                head = clip(rest, cells, "") or rest[0]
                lines.append(head)
                rest = rest[len(head) :]
            line = rest
        lines.append(line)
    return lines


class TextRow(NamedTuple):
    """A row of a text that is being typed: what is shown of it, and the blanks that its end swallows."""

    start: int
    shown: int
    """Where what is shown ends."""
    end: int
    """Where the next row starts."""


def text_rows(line: str, cells: int) -> list[TextRow]:
    """One line as rows of at most so many cells; every character is in one of them.

    It is broken behind a blank or between wide characters; a word only where it is longer than a row.
    """
    found: list[TextRow] = []
    start = 0
    while start < len(line) or not found:
        stop, used = start, 0
        while stop < len(line) and used + width(line[stop]) <= cells:
            used += width(line[stop])
            stop += 1
        shown = end = stop
        if stop < len(line):
            while end < len(line) and _may_end(line[end]):
                end += 1
            if end == stop:
                shown = end = _last_break(line, start, stop) or max(stop, start + 1)
        found.append(TextRow(start, shown, end))
        start = end
    return found


def _last_break(line: str, start: int, stop: int) -> int:
    """The last place behind which the next row can begin; 0 where there is none."""
    places = range(stop, start, -1)
    return next((place for place in places if _may_end(line[place - 1]) or _wide(line, place)), 0)


def _may_end(character: str) -> bool:
    return character.isspace() and not _WORD.fullmatch(character)


def _wide(line: str, place: int) -> bool:
    return width(line[place - 1]) == width(line[place]) == 2  # noqa: PLR2004  cells of a wide character
