"""The one way out for text: no character that moves a cursor, hides or turns words round gets through."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import msgspec

# C0 and C1 controls, line and paragraph separators, bidirectional overrides, byte order marks: what
# can move a cursor, set a terminal's title or clipboard, or make text read other than it is written.
# Code points that are no characters: XML, and so Word, takes none of them. Tags: words nobody sees.
# Python prints none of them either (`str.isprintable`): most texts need no closer look than that.
_UNSAFE = (
    (0x00, 0x08),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
)
_BEYOND = (
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)),
    (0xE0000, 0xE007F),
)
"""The same beyond U+FFFF."""

_JOINERS = "\u200d{4,}"
"""Joins emoji one by one; in a row they hide something, or make a program slow."""
_PLAIN = bytes(range(0x7F))
"""Of ASCII all but DEL: controls are written as escapes in JSON."""
_SURROGATE = "[\ud800-\udfff]"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two, for one set with characters beyond U+FFFF is searched a hundred times more slowly."""
    near, beyond = ("".join(f"{chr(a)}-{chr(z)}" for a, z in ranges) for ranges in (_UNSAFE, _BEYOND))
    return re.compile(f"[{near}]"), re.compile(f"[{beyond}]|{_JOINERS}")


@cache
def _replacements(*, keep_lines: bool) -> dict[int, str]:
    """What each of them becomes."""
    table = {code: "�" for first, last in (*_UNSAFE, *_BEYOND) for code in range(first, last + 1)}
    return table if keep_lines else {**table, 0x09: " ", 0x0A: " "}


def _replaced(value: str, by: Callable[[re.Match[str]], str] | str) -> str:
    near, beyond = _patterns()
    return beyond.sub(by, near.sub(by, value))


def unsafe_offsets(value: str) -> list[int]:
    """Where a text holds characters that `safe` would replace."""
    patterns = _patterns()[:1] if value.isascii() else _patterns()
    return sorted(found.start() for pattern in patterns for found in pattern.finditer(value))


def safe(value: str, *, keep_lines: bool = True) -> str:
    """Text with control and bidirectional characters replaced, so that it can go to any output.

    Line feeds and tabs stay unless `keep_lines` is false: then they become spaces.
    """
    if value.isprintable():
        return value
    if "\u200d\u200d" in value:
        value = re.sub(_JOINERS, "\N{REPLACEMENT CHARACTER}", value)
    return value.translate(_replacements(keep_lines=keep_lines))


def json_text(value: object, indent: int = 2) -> str:
    """Indented JSON. What could steer a terminal is written as an escape: the values stay exact."""
    data = msgspec.json.encode(value)
    text = msgspec.json.format(data, indent=indent).decode()
    # Judged before there are lines, by the little that is not plain: most results hold nothing to escape.
    if data.translate(None, _PLAIN).decode().isprintable():
        return text
    return "\n".join(line if line.isprintable() else _replaced(line, _escaped) for line in text.split("\n"))


def _escaped(found: re.Match[str]) -> str:
    # JSON writes characters beyond U+FFFF as two escapes.
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def one_line(value: str) -> str:
    """A name as it is compared and kept: blanks are one, and what `safe` would replace is gone.

    A mark that turns words round, or stands at the beginning of a file, makes two names of one.
    """
    bare = " ".join(value.split())
    return bare if bare.isprintable() else " ".join(_replaced(bare, "").split())


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
    return value if value.isprintable() else re.sub(_SURROGATE, "\N{REPLACEMENT CHARACTER}", value)


def is_text(value: str) -> bool:
    """Whether it is text at all: what a shell hands over may be bytes of another encoding."""
    return value.isprintable() or not re.search(_SURROGATE, value)


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
