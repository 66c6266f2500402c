"""What somebody says of the columns of a list of accounts, before the words of its header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from cfdiag.documents.faults import has_errors, suggest
from cfdiag.documents.fields import BROKEN, Context, String
from cfdiag.documents.records import Field, RecordOf
from cfdiag.documents.yaml import read_yaml
from cfdiag.exchange.columns import headers
from cfdiag.exchange.table import PlainTable, folded
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, diagnostic_of

_ID, _NUMBER = "id", "number"
"""What tells accounts apart: the first as it is called in all that is written, the second as here."""


class AccountColumns(msgspec.Struct, frozen=True):
    """Headers by field, as somebody says, and what is wrong with how it is said."""

    headers: Mapping[str, str] = {}
    places: Mapping[str, Location] = {}
    """By field: where its header stands."""
    faults: tuple[Diagnostic, ...] = ()

    def in_force(self, tables: Iterable[PlainTable] = ()) -> tuple[Diagnostic, ...]:
        """Headers that none of the tables has; of several tables each has columns of its own.

        Raises:
            CfdiagError: something is wrong with how it is said; what the tables lack is told with it.
        """
        lacking = tuple(self._lacking([name for table in tables for name in headers(table) if name]))
        if has_errors(self.faults):
            told = (*self.faults, *lacking)
            raise CfdiagError(*sorted(told, key=lambda each: each.location or Location("")))
        return lacking

    def of_each(self, tables: Sequence[PlainTable]) -> Iterator[dict[str, str]]:
        """For each table the headers that are said of it: not those that another one has in its place."""
        there = [{folded(name) for name in headers(table)} for table in tables]
        for mine in there:
            yield {
                field: header
                for field, header in self.headers.items()
                if folded(header) in mine or not any(folded(header) in names for names in there)
            }

    def _lacking(self, names: list[str]) -> Iterable[Diagnostic]:
        there = {folded(name) for name in names}
        for field, header in self.headers.items() if names else ():
            if folded(header) not in there:
                yield diagnostic_of(
                    Code.UNKNOWN_COLUMN, "there is no column '{column}'", self.places.get(field),
                    suggest(header, dict.fromkeys(names), "columns"), column=header,
                )  # fmt: skip


NO_COLUMNS = AccountColumns()
"""Nobody says anything of them: the words of the header tell."""


@contextmanager
def told_beside(faults: Iterable[Diagnostic]) -> Iterator[None]:
    """What ends the reading of a list is told with what is wrong in what was said of its columns."""
    try:
        yield
    except CfdiagError as error:
        raise CfdiagError(*faults, *error.diagnostics) from error


def read_account_columns(data: bytes, file: str) -> AccountColumns:
    """The header of each field, from YAML or JSON: `{value: Annual Revenue}`; `id` is `number`."""
    document = read_yaml(data, file)
    names = (_ID, *words().accounts, *words().deals)
    fields = RecordOf("list of columns", {name: Field(String()) for name in names})
    read = BROKEN if document.root is None else fields.read(document.root, Context(document.faults))
    if not isinstance(read, dict) or document.root is None:
        return AccountColumns(faults=tuple(document.faults.sorted()))
    said = document.root.value
    if _ID in read and _NUMBER in read:
        place = said[_ID].key_at
        document.faults.add(Code.DUPLICATE_KEY, "'id' and 'number' are one field", place, "leave one out")
    own = {name: header for name, header in read.items() if isinstance(header, str)}
    return AccountColumns(
        {_NUMBER if name == _ID else name: header for name, header in own.items()},
        {_NUMBER if name == _ID else name: document.faults.place(*said[name].at) for name in own},
        tuple(document.faults.sorted()),
    )
