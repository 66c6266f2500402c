"""Drawing for a terminal with rich: plain data in, lines of a given width out; never markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleRenderable
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cfdiag.ground.safe import safe

NARROWEST = 24
# What the tool itself writes, for outputs that cannot show it; each takes as many cells as before.
_ASCII = str.maketrans("–−·•│█░…‘’→×\u202f", "--|*|#..''>x ")


def draw(blocks: Iterable[ConsoleRenderable], width: int, *, unicode: bool, colour: bool) -> str:
    """The blocks below each other, in lines of at most `width` cells (24 at the least)."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(width, NARROWEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    for block in blocks:
        console.print(block, end="" if isinstance(block, Table) else "\n")
    drawn = "\n".join(line.rstrip() for line in stream.getvalue().rstrip("\n").split("\n"))
    return drawn if unicode else plain_ascii(drawn)


def plain_ascii(text: str) -> str:
    """What the tool itself draws, in ASCII; texts of others stay as they are."""
    return text.translate(_ASCII)


def data(value: str) -> str:
    """Text of others, made safe and put on one line."""
    return safe(value, keep_lines=False)


def table() -> Table:
    """A table without lines that takes the whole width."""
    return Table(box=None, padding=(0, 1, 0, 0), expand=True, header_style="dim", pad_edge=False)


def heading(title: str) -> Iterator[ConsoleRenderable]:
    """An empty line and a title."""
    yield Text()
    yield Text(title, style="bold")


def item(mark: str, text: str) -> ConsoleRenderable:
    """A line that hangs under its mark."""
    grid = Table.grid(expand=True)
    grid.add_column(width=len(mark), no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(mark), Text(text))
    return Padding(grid, (0, 0, 0, 2))
