"""Lines that are broken between words; what follows hangs two further in."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.ground.cells import width, wrap
from cfdiag.ground.safe import safe

IN = "  "
"""So far in hangs what follows."""
_NARROWEST = 20
"""Cells; a terminal that claims to have fewer is not believed."""


def in_lines(line: str, room: int, indent: str = "") -> Iterator[str]:
    """A line for a terminal of so many cells, after an indent; its own leading blanks are kept.

    A word that is longer than a line (the name of a file) is left whole: it is there to be copied.
    """
    bare = line.lstrip(" ")
    indent += line[: len(line) - len(bare)]
    text = safe(bare, keep_lines=False)
    longest = max((width(word) for word in text.split(" ")), default=0)
    first, *rest = wrap(text, max(max(_NARROWEST, room) - len(indent) - len(IN), longest)) or [""]
    yield f"{indent}{first}".rstrip()
    yield from (f"{indent}{IN}{part}" for part in rest)
