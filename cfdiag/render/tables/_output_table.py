"""A table on its way out: typed columns, and rows that may be gone through once and are too many to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

CellValue = str | int | float | bool | None


class OutputColumn(NamedTuple):
    """The name of a column and what is in it; any cell may be empty."""

    name: str
    kind: Literal["text", "number", "whole", "truth"] = "text"


class OutputTable(NamedTuple):
    """What a file is made of."""

    title: str
    """Of the sheet, in a format that has sheets."""
    columns: Sequence[OutputColumn]
    rows: Iterable[Sequence[CellValue]]
    """A cell a column; texts as they came: each format makes them safe."""
    about: dict[str, object]
    """What the file says of itself, where its format has a place for that: tool, floors."""

    def in_batches(self, most: int = 1000) -> Iterator[list[Sequence[CellValue]]]:
        """The rows once, at most so many at a time: a file is written part by part."""
        rows = iter(self.rows)
        while some := list(islice(rows, most)):
            yield some
