"""What a profile says of the tables of one service."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from cfdiag.exchange.words import words

MEANING = "~"
"""A pattern that begins with it is a meaning of `words.yaml`, in whatever language: `~timestamp`."""


class Top(msgspec.Struct, frozen=True):
    """The header of a table."""

    rows: tuple[tuple[str, ...], ...]
    """Its rows, every cell as text; an empty one is empty."""
    delimiter: str = ""
    """As in `PlainTable`: `json` of JSON."""
    quoted: bool = False
    """Every cell of the first line stands in quotes."""

    def row(self, number: int) -> tuple[str, ...]:
        """A row, from 0; empty where the header has no such row."""
        return self.rows[number] if number < len(self.rows) else ()

    def words(self, number: int = 0) -> tuple[str, ...]:
        """A row's cells in small letters, blanks as one."""
        return tuple(small(cell) for cell in self.row(number))


class ServiceProfile(msgspec.Struct, frozen=True, kw_only=True):
    """One service's way to write responses."""

    fits: Callable[[Top], bool]
    place: int
    """When it is looked at: a profile that asks for less comes later."""
    beside: tuple[str, ...] = ()
    """Headers of columns that are no questions: each a meaning, or a regular expression for a whole header in
    small letters."""
    personal: tuple[str, ...] = ()
    """Of these the ones that say who answered: the same."""
    key: tuple[str, ...] = ()
    """The same, of the service's own id of a response; the first that is there."""
    started: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    """The same, of the moments."""
    complete: tuple[str, frozenset[str]] | None = None
    """A header's pattern, and the cells in small letters that say that a response is complete; without it a
    response is."""
    by_finish: bool = False
    """A response without a moment of finish is unfinished."""
    separators: tuple[str, ...] = (", ", ";", ",")
    """What stands between several options in one cell: the first that the column holds."""
    language: tuple[str, ...] = ()
    """The same, of the language that somebody answered in."""

    def is_beside(self, header: str) -> bool:
        """Whether a column holds what the service notes, not an answer."""
        return _matches(self.beside, header)

    def is_personal(self, header: str) -> bool:
        """Whether a column says who answered."""
        return _matches(self.personal, header)


def _matches(patterns: Sequence[str], header: str) -> bool:
    return any(_fits(pattern, header) for pattern in patterns)


def _fits(pattern: str, header: str) -> bool:
    if pattern.startswith(MEANING):
        return bool(header.strip()) and words().means(pattern[1:], header)
    return re.fullmatch(pattern, small(header)) is not None


def column_of(patterns: Sequence[str], headers: Sequence[str]) -> int | None:
    """The first column, from 0, that one of the patterns fits: the earlier pattern before the later."""
    places = (at for pattern in patterns for at, header in enumerate(headers) if _fits(pattern, header))
    return next(places, None)


def small(header: str) -> str:
    """A header in small letters, blanks as one: what a program writes, it writes with its marks."""
    return " ".join(header.split()).casefold()


def has(*wanted: str) -> Callable[[Top], bool]:
    """Whether the first row has all of these headers, which are given in small letters."""
    return lambda top: set(wanted) <= set(top.words())
