"""Text in terminal cells: measured, cut, filled and wrapped."""

from __future__ import annotations

import re
import unicodedata


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
            while width(rest) > cells > 0:
                head = clip(rest, cells, "") or rest[0]
                lines.append(head)
                rest = rest[len(head) :]
            line = rest
        lines.append(line)
    return lines
