"""Texts: in several languages and for several groups; made safe, measured and wrapped for output."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

import msgspec

ANY_GROUP = ""


class Text(msgspec.Struct, frozen=True):
    """One text in its wordings: `{group: {language: wording}}`, group `""` for everybody."""

    wordings: dict[str, dict[str, str]]
    language: str
    """The base language: what is shown where a translation is missing."""

    def pick(self, language: str = "", group: str = ANY_GROUP) -> str:
        """The wording for a group in a language.

        A group without its own wording gets everybody's; a missing language the base language. A
        text written for other groups only gives its first wording.
        """
        by_language = (
            self.wordings.get(group) or self.wordings.get(ANY_GROUP) or next(iter(self.wordings.values()), {})
        )
        if language in by_language:
            return by_language[language]
        return by_language.get(self.language) or next(iter(by_language.values()), "")

    def languages(self) -> frozenset[str]:
        """The languages in which every wording exists."""
        sets = [frozenset(by_language) for by_language in self.wordings.values()]
        return frozenset.intersection(*sets) if sets else frozenset()


def plain(wording: str, language: str = "en") -> Text:
    """A text with one wording for everybody."""
    return Text({ANY_GROUP: {language: wording}}, language)


# C0 and C1 controls, line and paragraph separators, bidirectional overrides, byte order marks: what
# can move a cursor, set a terminal's title or clipboard, or make text read other than it is written.
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
    )
    if code not in (0x09, 0x0A)
}
_UNSAFE_LINE = {**_UNSAFE, 0x09: " ", 0x0A: " "}


_UNSAFE_PATTERN = re.compile("[" + "".join(re.escape(chr(code)) for code in _UNSAFE) + "]")


def unsafe_offsets(value: str) -> list[int]:
    """Where a text holds characters that `safe` would replace."""
    return [found.start() for found in _UNSAFE_PATTERN.finditer(value)]


def safe(value: str, *, keep_lines: bool = True) -> str:
    """Text with control and bidirectional characters replaced, so that it can go to any output.

    Line feeds and tabs stay unless `keep_lines` is false: then they become spaces.
    """
    return value.translate(_UNSAFE if keep_lines else _UNSAFE_LINE)


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


def wrap(value: str, cells: int) -> list[str]:
    """The text broken into lines of at most so many cells, between words where it can be."""
    lines: list[str] = []
    for paragraph in value.split("\n"):
        line = ""
        for word in re.findall(r"\S+", paragraph):
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


def number(value: float, language: str = "en", decimals: int = 1) -> str:
    """A figure for people: fixed decimals, halves away from zero, the language's comma, a real minus."""
    step = Decimal(1).scaleb(-decimals)
    # By way of the shortest decimal that means this float: 62.5 is shown as 63 and 0.35 as 0.4.
    shown = str(Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP))
    if float(shown) == 0:
        shown = shown.lstrip("-")
    shown = shown.replace("-", "\u2212")
    return shown.replace(".", ",") if language == "nl" else shown


def inline(title: str) -> str:
    """A title within a sentence: `Insiders` as `insiders`, `IT` as it is."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
}


def date(iso: str, language: str = "en") -> str:
    """An ISO date (or date-time) as people write it: `22 November 2026`; other text as it is."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", iso)
    if not found or not 1 <= int(found[2]) <= 12:  # noqa: PLR2004  months of the year
        return iso
    months = _MONTHS.get(language, _MONTHS["en"])
    return f"{int(found[3])} {months[int(found[2]) - 1]} {found[1]}"
