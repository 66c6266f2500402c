"""Which column of a table holds what: by the words in its header, or as somebody says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from cfdiag.exchange.table import PlainTable, TableCell, folded
from cfdiag.exchange.words import words

_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_PREFIX = re.compile(r"\s*([^-–]+?)\s+[-–]\s+(.+)")


def headers(table: PlainTable) -> tuple[str, ...]:
    """The texts of the header, one a column; of several header rows what stands there, joined by ` / `.

    A heading over several columns stands in the first of them: it is carried on to those under it.
    """
    rows = [[_heading(row.cells, at) for at in range(table.width)] for row in table.header_rows]
    for upper, lower in pairwise(rows):
        for at in range(1, table.width):
            # Merged cells keep their text in the first one only.
            if not upper[at] and lower[at]:
                upper[at] = upper[at - 1]
    return tuple(" / ".join(filter(None, column)) for column in zip(*rows, strict=True))


def _heading(cells: Sequence[TableCell], at: int) -> str:
    return str(cells[at]).strip() if at < len(cells) and cells[at] is not None else ""


def find_columns(
    table: PlainTable,
    fields: Mapping[str, tuple[str, ...]],
    given: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """The column of each field that the table has, from 0.

    Args:
        table: with its header found.
        fields: the folded words that mean a field, the best first.
        given: headers by field, as somebody says; these are not guessed.
    """
    names = headers(table)
    at: dict[str, int] = {}
    for field, header in (given or {}).items():
        place = next((n for n, name in enumerate(names) if folded(name) == folded(header)), None)
        if place is not None:
            at[field] = place
    meanings = [_meanings(name) for name in names]
    for field, aliases in fields.items():
        if field in (given or {}):
            continue
        best = min(
            (
                # How well it fits before how good the word is: `Account` by itself is better than `Account
                # (old)`.
                (depth, aliases.index(meaning), place)
                for place, several in enumerate(meanings)
                for depth, meaning in enumerate(several)
                if meaning in aliases and place not in at.values()
            ),
            default=None,
        )
        if best is not None:
            at[field] = best[2]
    return at


def in_brackets(header: str) -> str:
    """What a header says in brackets at its end: a unit, a currency; empty where there is nothing."""
    found = _IN_BRACKETS.search(header)
    return found[1].strip() if found else ""


def _meanings(header: str) -> tuple[str, ...]:
    """A header as it stands, its last row, then without brackets at its end, and the kind of thing before."""
    # Blanks as one: a long row of them would be tried from each of its signs.
    header = " ".join(header.split())
    last = header.rpartition(" / ")[2]
    bare = _IN_BRACKETS.sub("", header)
    prefix = _PREFIX.fullmatch(bare)
    short = prefix[2] if prefix and folded(prefix[1]) in words().entities else ""
    return tuple(dict.fromkeys(folded(text) for text in (header, last, bare, short) if text.strip()))
