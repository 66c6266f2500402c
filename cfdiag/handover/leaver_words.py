"""What a leaver's table says in words of any language: its columns, its options, names, yes and no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cfdiag.exchange.columns import headers
from cfdiag.exchange.table import PlainTable, folded
from cfdiag.handover.leaver_columns import LEAVER_COLUMNS, PREFILLED, mark_in
from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.model.questionnaire import Option

_OWN_COLUMNS = frozenset(column.code for column in LEAVER_COLUMNS) - set(PREFILLED)
"""Columns that no list of accounts has."""
_SEVERAL = re.compile(r"\s*[;,/\n]\s*")


def names_in(text: str) -> list[str]:
    """The names in a cell that may hold several."""
    return [name for name in _SEVERAL.split(text) if name.strip()]


def option_meant(text: str, options: Sequence[Option]) -> str | None:
    """The option that a cell means: its id, its label in any language, or a part of one label alone."""
    parts: set[str] = set()
    for option in options:
        # The sheet may have been made in one language and filled in at a computer of another.
        labels = [option.label.pick(language) for language in option.label.languages()]
        if folded(text) in map(folded, (option.id, *labels)):
            return option.id
        # Earlier sheets offered a label with a comma as two entries: 'Open' and 'not due yet'.
        if folded(text) in {folded(part) for label in labels if "," in label for part in label.split(",")}:
            parts.add(option.id)
    return parts.pop() if len(parts) == 1 else None


def yes_or_no_meant(word: str) -> bool | None:
    """What a word means in any language of the tool; None where it is neither, but a name."""
    read = (locale_for(language).read_yes_no(word) for language in LANGUAGES)
    return next((said for said in read if said is not None), None)


def column_places(table: PlainTable) -> Mapping[str, int]:
    """Where each column stands, by its title in any language: who fills it in may move columns."""
    titles = {
        folded(locale_for(language)(column.title)): column.code
        for column in LEAVER_COLUMNS
        for language in LANGUAGES
    }
    found: dict[str, int] = {}
    for at, header in enumerate(headers(table)):
        code = titles.get(folded(header))
        if code is not None:
            found.setdefault(code, at)
    return found


def is_leaver_table(table: PlainTable) -> bool:
    """Whether a table is the one that a leaver filled in: by its mark, else by most of its own columns.

    The mark is lost where rows are copied into another workbook, or the lines above the header are deleted.
    """
    there = _OWN_COLUMNS & column_places(table).keys()
    return bool(mark_in(table)) or 2 * len(there) > len(_OWN_COLUMNS)


def written_in(table: PlainTable, otherwise: str) -> str:
    """The language of most titles of a table; the other one where several have as many."""
    there = {folded(header) for header in headers(table)}
    known = {
        language: sum(folded(locale_for(language)(column.title)) in there for column in LEAVER_COLUMNS)
        for language in LANGUAGES
    }
    most = [language for language, n in known.items() if n == max(known.values())]
    return otherwise if otherwise in most else most[0]
