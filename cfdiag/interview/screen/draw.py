"""Lines of styled text: what pages paint with. No terminal here."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from cfdiag.ground.cells import clip, width, wrap
from cfdiag.ground.safe import safe
from cfdiag.interview.face.page_model import Body, ToldBody
from cfdiag.locales.locale import Locale

Fragment = tuple[str, str]
"""A style and a text."""
Line = list[Fragment]

# The marks the screen draws with, for outputs that have no others; each as wide as what it stands for.
_PLAIN = {ord(mark): plain for mark, plain in zip("━─·…–—’‘“”•✓−", "=-.~--''\"\"*x-", strict=True)}


def for_output(value: str, encoding: str) -> str:
    """A text as an output of that encoding can show it, cell for cell."""
    value = safe(value)
    if encoding.lower().replace("-", "").startswith("utf"):
        return value
    return "".join(_encodable(character, encoding) for character in value.translate(_PLAIN))


def _encodable(character: str, encoding: str) -> str:
    for candidate in (character, unicodedata.normalize("NFKD", character)[:1]):
        try:
            candidate.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        return candidate
    return "?" * width(character)


def between(left: str, right: str, cells: int) -> tuple[str, str]:
    """Two texts for one line, the left one cut and filled up so that the right one ends the line."""
    right = clip(right, max(0, cells - 8))
    room = cells - width(right) - (1 if right else 0)
    cut = clip(left, room)
    return cut + " " * (cells - width(cut) - width(right)), right


def bar(done: int, total: int, cells: int) -> tuple[str, str]:
    """A progress bar: what is done, and the rest."""
    filled = round(cells * done / total) if total else cells
    return "━" * filled, "─" * (cells - filled)


def hanging(first: str, value: str, cells: int, rest: str | None = None) -> list[str]:
    """A text wrapped behind a marker, its further lines set in below the first."""
    indent = " " * width(first) if rest is None else rest
    lines = wrap(value, max(1, cells - width(first)))
    return [(first if n == 0 else indent) + line for n, line in enumerate(lines)]


def flow(tokens: Sequence[Line], cells: int, indent: int = 0) -> list[Line]:
    """Pieces side by side, going on below, set in, where a line is full."""
    lines: list[Line] = [[]]
    used = 0
    for token in tokens:
        whole = "".join(text for _, text in token)
        needed = width(whole)
        if lines[-1] and used + width(whole.rstrip()) > cells:
            lines.append([("", " " * indent)])
            used = indent
        lines[-1].extend(token)
        used += needed
    return lines


def shorten(lines: list[str], most: int) -> list[str]:
    """At most so many lines, the last one showing that there is more."""
    if len(lines) <= most:
        return lines
    kept = lines[: max(1, most)]
    return [*kept[:-1], kept[-1] + " …"]


def more_below(seen: list[Line], below: int, say: Locale) -> list[Line]:
    """The lines that are seen, the last of them saying how many more follow, where there are any."""
    if not below or len(seen) < 2:  # noqa: PLR2004  of one line nothing would be left
        return seen
    return [*seen[:-1], [("class:dim", say("… {n} more below", n=below + 1))]]


_STYLES = {"usual": "", "told": "class:told", "dim": "class:dim"}


def paragraphs(body: Body, cells: int) -> list[Line]:
    """Text to be read: its paragraphs, wrapped, a blank line between them."""
    drawn: list[Line] = []
    for paragraph in body.paragraphs if isinstance(body, ToldBody) else ():
        if drawn:
            drawn.append([("", "")])
        drawn += [[(_STYLES[paragraph.weight], line)] for line in wrap(paragraph.text, cells)]
    return drawn
