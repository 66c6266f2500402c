"""Drawing without colour: the same characters as rich lays out, without loading it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from rich.cells import cell_len, chop_cells, set_cell_size

from cfdiag.render.terminal.drawing import DrawnBlock, DrawnColumn, DrawnLine, DrawnTable

_APART = 1
"""Cells between columns."""
_WORD = re.compile(r"\s*\S+\s*")
_BLANKS_AT_END = re.compile(r"\s+$")


def lines_in_plain(blocks: Iterable[DrawnBlock], width: int) -> str:
    """The lines, each with its end."""
    found: list[str] = []
    for block in blocks:
        found += _table(block, width) if isinstance(block, DrawnTable) else _line(block, width)
    return "".join(f"{line}\n" for line in found)


def _line(line: DrawnLine, width: int) -> list[str]:
    room = width - line.indent - len(line.mark)
    lines = _wrapped(line.plain, room, fold=not line.mark)
    if line.mark:
        # A word that is longer than a line is cut where columns stand side by side.
        lines = [_cut(each, room) for each in lines]
    before = [line.mark, *[" " * len(line.mark)] * (len(lines) - 1)]
    return [" " * line.indent + mark + each for mark, each in zip(before, lines, strict=True)]


def _wrapped(text: str, width: int, *, fold: bool) -> list[str]:
    """A text in lines, broken between words; with `fold` a word that is longer than a line is broken too."""
    ends = [*_breaks(text, width, fold=fold), len(text)]
    lines = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return [_without_blanks(line, width) for line in lines]


def _breaks(text: str, width: int, *, fold: bool) -> list[int]:
    """Where lines begin, but for the first."""
    found: list[int] = []
    used = 0
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        length = cell_len(word.rstrip())
        if length <= width - used:
            used += cell_len(word)
        elif length > width and fold:
            *parts, last = chop_cells(word, width)
            found += [start] if start else []
            for part in parts:
                start += len(part)
                found.append(start)
            used = cell_len(last)
        elif (length > width or used) and start:
            found.append(start)
            used = cell_len(word)
        elif length > width:
            used = cell_len(word)
    return found


def _without_blanks(line: str, width: int) -> str:
    """Without the blanks that stand beyond the width."""
    over = len(line) - width
    blanks = _BLANKS_AT_END.search(line) if over > 0 else None
    return line[: len(line) - min(len(blanks[0]), over)] if blanks else line


def _cut(line: str, width: int) -> str:
    return set_cell_size(line, width - 1) + "…" if cell_len(line) > width else line


def _table(table: DrawnTable, width: int) -> Iterator[str]:
    heads = [[DrawnLine(((each.head, ""),)) for each in table.columns]] if table.header else []
    rows = [[cell.plain for cell in row] for row in (*heads, *table.rows)]
    widths = _widths(table.columns, rows, width)
    for place, row in enumerate(rows):
        yield from (
            set_cell_size(line, width) for line in _row(table, row, widths, head=bool(heads) and not place)
        )


def _row(table: DrawnTable, row: Sequence[str], widths: Sequence[int], *, head: bool) -> Iterator[str]:
    last = len(widths) - 1
    cells = []
    for place, (column, text, room) in enumerate(zip(table.columns, row, widths, strict=True)):
        apart = 0 if place == last else _APART
        lines = _cell(column, text, room - apart) if room - apart > 0 else []
        cells.append([line + " " * apart for line in lines])
    height = max(len(lines) for lines in cells)
    for lines, room in zip(cells, widths, strict=True):
        empty = [" " * room] * (height - len(lines))
        # Heads stand on the rows below them.
        lines[:] = [*empty, *lines] if head else [*lines, *empty]
    for parts in zip(*cells, strict=True):
        yield "".join(set_cell_size(part, room) for part, room in zip(parts, widths, strict=True))


def _cell(column: DrawnColumn, text: str, width: int) -> list[str]:
    lines = [text] if column.no_wrap else _wrapped(text, width, fold=False)
    if column.justify == "right":
        lines = [_cut(line.rstrip(), width) for line in lines]
        return [" " * (width - cell_len(line)) + line for line in lines]
    return [set_cell_size(_cut(line, width), width) for line in lines]


def _widths(columns: Sequence[DrawnColumn], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Cells of each column, with those between it and the next."""
    apart = [*[_APART] * (len(columns) - 1), 0]
    cells = [[row[place] for row in rows] for place in range(len(columns))]

    def natural(place: int, most: int) -> int:
        least = columns[place].min_width
        if most < 1:
            return 0
        longest = max((_longest(cell, apart[place], most) for cell in cells[place]), default=most)
        return max(min(longest, most), least + apart[place] if least is not None else 0)

    widths = [natural(place, width) or 1 for place in range(len(columns))]
    if any(column.takes_rest for column in columns):
        fixed = [0 if c.takes_rest else natural(place, width) for place, c in enumerate(columns)]
        free = [place for place, column in enumerate(columns) if column.takes_rest]
        shares = _shared_out(width - sum(fixed), [1] * len(free), [1 + apart[place] for place in free])
        for place, share in zip(free, shares, strict=True):
            widths[place] = share
    total = sum(widths)
    if total > width:
        widths = _narrowed(widths, [not column.no_wrap for column in columns], width)
        total = sum(widths)
        if total > width:
            widths = _reduced(total - width, [1] * len(widths), widths, widths)
            total = sum(widths)
        widths = [natural(place, each) for place, each in enumerate(widths)]
    if total < width:
        more = _shared_out(width - total, widths, [0] * len(widths))
        widths = [each + extra for each, extra in zip(widths, more, strict=True)]
    return widths


def _longest(text: str, apart: int, most: int) -> int:
    if most - apart < 1:
        return most
    return min(max(map(cell_len, text.splitlines()), default=0), most) + apart


def _narrowed(widths: list[int], may: Sequence[bool], width: int) -> list[int]:
    """The widest of those that may be wrapped made as narrow as the next, until all fit."""
    total = sum(widths)
    while any(may) and total and total > width:
        widest = max(each for each, wraps in zip(widths, may, strict=True) if wraps)
        second = max(each if wraps and each != widest else 0 for each, wraps in zip(widths, may, strict=True))
        ratios = [int(each == widest and wraps) for each, wraps in zip(widths, may, strict=True)]
        if not any(ratios) or widest == second:
            break
        most = [min(total - width, widest - second)] * len(widths)
        widths = _reduced(total - width, ratios, most, widths)
        total = sum(widths)
    return widths


def _reduced(total: int, ratios: Sequence[int], most: Sequence[int], widths: Sequence[int]) -> list[int]:
    """So many cells taken away, shared out by the ratios."""
    ratios = [ratio if limit else 0 for ratio, limit in zip(ratios, most, strict=True)]
    left = sum(ratios)
    found = []
    for ratio, limit, each in zip(ratios, most, widths, strict=True):
        taken = min(limit, round(ratio * total / left)) if ratio and left > 0 else 0
        found.append(each - taken)
        total -= taken
        left -= ratio
    return found


def _shared_out(total: int, ratios: Sequence[int], least: Sequence[int]) -> list[int]:
    """So many cells given away by the ratios, and so many to each at least."""
    left = sum(ratios)
    found = []
    for ratio, each in zip(ratios, least, strict=True):
        given = max(each, ceil(ratio * total / left)) if left > 0 else total
        found.append(given)
        left -= ratio
        total -= given
    return found
