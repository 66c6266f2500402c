"""Drawing in lines of a given width: plain data in, lines out; never markup.

What is drawn is described here and laid out elsewhere: in colour by rich, without it by lines of our own, for
rich takes longer to load than a small result to score. A test holds both to the same characters.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from cfdiag.ground.safe import safe

NARROWEST = 24
# What the tool itself writes, for outputs that cannot show it; each takes as many cells as before.
_ASCII = str.maketrans("–−·•│█░…‘’“”→×\u202f", "--|*|#..''\"\">x ")

Span = tuple[str, str]
"""A text and its style: `bold`, `dim`, a colour, or nothing."""


class DrawnLine(NamedTuple):
    """Text that is wrapped at the width."""

    spans: Sequence[Span]
    indent: int = 0
    mark: str = ""
    """What it hangs under, one line of it."""

    @property
    def plain(self) -> str:
        """Its characters."""
        return "".join(text for text, _ in self.spans)


class DrawnColumn(NamedTuple):
    """A column of a table."""

    head: str
    takes_rest: bool = False
    """Whether it has the width that the others leave."""
    min_width: int | None = None
    justify: Literal["left", "right"] = "left"
    no_wrap: bool = False


class DrawnTable:
    """A table without lines that takes the whole width; a cell apart from the next, heads dim."""

    def __init__(self, *, header: bool = True) -> None:
        self.header = header
        self.columns: list[DrawnColumn] = []
        self.rows: list[Sequence[DrawnLine]] = []

    def add_column(
        self,
        head: str,
        *,
        takes_rest: bool = False,
        min_width: int | None = None,
        justify: Literal["left", "right"] = "left",
        no_wrap: bool = False,
    ) -> None:
        """A column; see `DrawnColumn`."""
        self.columns.append(DrawnColumn(head, takes_rest, min_width, justify, no_wrap))

    def add_row(self, *cells: DrawnLine) -> None:
        """A row, a cell a column."""
        self.rows.append(cells)


DrawnBlock = DrawnLine | DrawnTable


def styled(words: str = "", style: str = "") -> DrawnLine:
    """A text of one style; without words an empty line."""
    return DrawnLine(((words, style),))


def draw(blocks: Iterable[DrawnBlock], width: int, *, unicode: bool, colour: bool) -> str:
    """The blocks below each other, in lines of at most `width` cells (24 at the least)."""
    lines: Callable[[Iterable[DrawnBlock], int], str]
    if colour:
        lines = importlib.import_module("cfdiag.render.terminal.in_colour").lines_in_colour
    else:
        lines = importlib.import_module("cfdiag.render.terminal.in_plain").lines_in_plain
    drawn = "\n".join(line.rstrip() for line in lines(blocks, max(width, NARROWEST)).rstrip("\n").split("\n"))
    return drawn if unicode else plain_ascii(drawn)


def plain_ascii(drawn: str) -> str:
    """What the tool itself draws, in ASCII; texts of others stay as they are."""
    return drawn.translate(_ASCII)


def data(value: str) -> str:
    """Text of others, made safe and put on one line."""
    return safe(value, keep_lines=False)


def heading(title: str) -> Iterator[DrawnBlock]:
    """An empty line and a title."""
    yield styled()
    yield styled(title, "bold")


def item(mark: str, words: str) -> DrawnBlock:
    """A line that hangs under its mark."""
    return DrawnLine(((words, ""),), 2, mark)
