"""The one way out for text: no character that moves a cursor, hides or turns words round gets through."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

# C0 and C1 controls, line and paragraph separators, bidirectional overrides, byte order marks: what
# can move a cursor, set a terminal's title or clipboard, or make text read other than it is written.
# Code points that are no characters: XML, and so Word, takes none of them. Tags: words nobody sees.
_UNSAFE = {
    code: "�"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
        *range(0xD800, 0xE000),
        *range(0xFFF9, 0xFFFC),
        *range(0xFDD0, 0xFDF0),
        *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
        *range(0xE0000, 0xE0080),
    )
    if code not in (0x09, 0x0A)
}
_UNSAFE_LINE = {**_UNSAFE, 0x09: " ", 0x0A: " "}


_JOINERS = "\u200d{4,}"
"""Joins emoji one by one; in a row they hide something, or make a program slow."""


def _ranges(codes: Iterable[int]) -> str:
    """The inside of a set in a pattern: spelled out one by one, two thousand take every command 10 ms."""
    inside, first, last = "", -1, -2
    for code in (*sorted(codes), -1):
        if code != last + 1:
            inside += f"\\u{first:04x}-\\u{last:04x}" if first >= 0 else ""
            first = code
        last = code
    return inside


# Two patterns, for one set with characters beyond U+FFFF is searched a hundred times more slowly.
_UNSAFE_PATTERN = re.compile(f"[{_ranges(code for code in _UNSAFE if code < 1 << 16)}]")
_UNSAFE_BEYOND = re.compile(
    "["
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 0x11))
    + "\\U000e0000-\\U000e007f]"
    "|" + _JOINERS
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def unsafe_offsets(value: str) -> list[int]:
    """Where a text holds characters that `safe` would replace."""
    found = [found.start() for found in _UNSAFE_PATTERN.finditer(value)]
    if value.isascii():
        return found
    return sorted([*found, *(found.start() for found in _UNSAFE_BEYOND.finditer(value))])


def safe(value: str, *, keep_lines: bool = True) -> str:
    """Text with control and bidirectional characters replaced, so that it can go to any output.

    Line feeds and tabs stay unless `keep_lines` is false: then they become spaces.
    """
    if "\u200d\u200d" in value:
        value = re.sub(_JOINERS, "\N{REPLACEMENT CHARACTER}", value)
    return value.translate(_UNSAFE if keep_lines else _UNSAFE_LINE)


def json_text(value: object, indent: int = 2) -> str:
    """Indented JSON. What could steer a terminal is written as an escape: the values stay exact."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=indent).decode()
    if text.isascii() and "\x7f" not in text:
        return text
    # Of a long text few lines have anything else than ASCII, and only those are searched.
    return "\n".join(
        line
        if line.isascii() and "\x7f" not in line
        else _UNSAFE_BEYOND.sub(_escaped, _UNSAFE_PATTERN.sub(_escaped, line))
        for line in text.split("\n")
    )


def _escaped(found: re.Match[str]) -> str:
    # JSON writes characters beyond U+FFFF as two escapes.
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def one_line(value: str) -> str:
    """A name as it is compared and kept: blanks are one, and what `safe` would replace is gone.

    A mark that turns words round, or stands at the beginning of a file, makes two names of one.
    """
    bare = _UNSAFE_BEYOND.sub("", _UNSAFE_PATTERN.sub("", " ".join(value.split())))
    return " ".join(bare.split())


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, also in full width."""


def safe_cell(value: str) -> str:
    """A text as the cell of a table: on one line, and never the beginning of a formula."""
    plain = safe(value, keep_lines=False)
    # Judged by the text as it came: a tab or a line break that is gone from `plain` would begin one too.
    return f"'{plain}" if value.startswith(_FORMULA) else plain


def unsafe_cell(value: str) -> str:
    """A cell as it was before `safe_cell` kept it from being a formula."""
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def readable(value: str) -> str:
    """Text that any encoding of Unicode can hold: bytes of a file's name that are no UTF-8 are replaced."""
    return value if value.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)


def is_text(value: str) -> bool:
    """Whether it is text at all: what a shell hands over may be bytes of another encoding."""
    return value.isascii() or not _SURROGATE.search(value)


_PLAINER = {
    "═": "=", "─": "-", "–": "-", "—": "-", "−": "-", "·": "|", "│": "|", "•": "*", "…": "...", "×": "x",
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "█": "#", "░": ".",
    "\N{LEFT SINGLE QUOTATION MARK}": "'", "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
}  # fmt: skip
"""What stands for a sign where the output cannot say it."""


def encodable(value: str, encoding: str | None) -> str:
    """Text in which what the output's encoding cannot say is written plainer or is `?`, never an error."""
    codec = encoding or "utf-8"
    try:
        value.encode(codec)
    except UnicodeEncodeError:
        said = {c: c.encode(codec, "ignore").decode(codec) or _PLAINER.get(c, "?") for c in set(value)}
        return "".join(said[c] for c in value)
    return value
