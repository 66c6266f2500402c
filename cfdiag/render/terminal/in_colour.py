"""Drawing in colour, with rich."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, ConsoleRenderable
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cfdiag.render.terminal.drawing import DrawnBlock, DrawnLine, DrawnTable


def lines_in_colour(blocks: Iterable[DrawnBlock], width: int, *, colour: bool = True) -> str:
    """The lines, each with its end.

    Args:
        blocks: what is drawn.
        width: cells.
        colour: off, only the characters.
    """
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    for block in blocks:
        console.print(_table(block) if isinstance(block, DrawnTable) else _line(block))
    return stream.getvalue()


def _text(line: DrawnLine) -> Text:
    found = Text()
    for words, style in line.spans:
        found.append(words, style or None)
    return found


def _line(line: DrawnLine) -> ConsoleRenderable:
    words: ConsoleRenderable = _text(line)
    if line.mark:
        grid = Table.grid(expand=True)
        grid.add_column(width=len(line.mark), no_wrap=True)
        grid.add_column(ratio=1)
        grid.add_row(Text(line.mark), words)
        words = grid
    return Padding(words, (0, 0, 0, line.indent)) if line.indent else words


def _table(block: DrawnTable) -> Table:
    found = Table(
        box=None,
        padding=(0, 1, 0, 0),
        expand=True,
        header_style="dim",
        pad_edge=False,
        show_header=block.header,
    )
    for each in block.columns:
        found.add_column(
            each.head,
            ratio=1 if each.takes_rest else None,
            min_width=each.min_width,
            justify=each.justify,
            no_wrap=each.no_wrap,
        )
    for row in block.rows:
        found.add_row(*map(_text, row))
    return found
