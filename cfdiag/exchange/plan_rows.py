"""What a client filled in on the sheet of a plan, row by row, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cfdiag.documents.faults import Faults, suggest
from cfdiag.exchange.columns import find_columns, headers
from cfdiag.exchange.table import PlainTable, TableCell, TableRecord, folded
from cfdiag.exchange.values import day, is_ambiguous, order_of_days
from cfdiag.exchange.words import words
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, fault
from cfdiag.ground.safe import one_line, unsafe_cell
from cfdiag.model.mapping import DayOrder

PLAN_FIELDS = ("id", "title", "owner", "due", "status", "note")


class FilledRows(NamedTuple):
    """By field what each row says, empty cells left out; and what is wrong, each with its line."""

    rows: list[dict[str, str]]
    faults: tuple[Diagnostic, ...]


def plan_words() -> frozenset[str]:
    """The folded words that stand in the header of a plan's sheet."""
    return frozenset(word for several in words().plan.values() for word in several)


def read_plan_rows(table: PlainTable, known: Mapping[str, object], statuses: Mapping[str, str]) -> FilledRows:
    """The rows of a sheet.

    Args:
        table: with its header found by `plan_words`.
        known: the ids that the plan has.
        statuses: by what is said for one, in small letters: `klaar`, `done`.

    Raises:
        CfdiagError: `no-column`: nothing tells which action a row is about.
    """
    found = Faults(table.file)
    at = find_columns(table, words().plan)
    header = table.header_rows[0].line if table.header_rows else 1
    if "id" not in at:
        there = ", ".join(name for name in headers(table) if name)
        raise fault(
            Code.NO_COLUMN, "the sheet has no column 'Id'",
            f"keep the one that `cfdiag plan show --format xlsx` wrote; its columns are {there}",
            found.place(header, 1),
        )  # fmt: skip
    cells = [_cell(record, at.get("due")) for record in table.rows]
    order = order_of_days(cells)
    reader = _Reader(at, known, statuses, order, found)
    rows = [row for record in table.rows if (row := reader.row(record)) is not None]
    return FilledRows(rows, tuple(found.sorted()))


def _cell(record: TableRecord, at: int | None) -> TableCell:
    return record.cells[at] if at is not None and at < len(record.cells) else None


class _Reader:
    """One sheet being read."""

    def __init__(
        self,
        at: Mapping[str, int],
        known: Mapping[str, object],
        statuses: Mapping[str, str],
        order: DayOrder,
        found: Faults,
    ) -> None:
        self._at, self._known, self._statuses, self._order = at, known, statuses, order
        self._found = found
        self._seen: dict[str, int] = {}

    def row(self, record: TableRecord) -> dict[str, str] | None:
        """What a row says; None where it is about no action of the plan, or about one a second time."""
        said = {name: self._text(record, name) for name in PLAN_FIELDS if name in self._at}
        id_ = said.get("id", "").strip()
        if not id_:
            if any(said.values()):
                self._wrong(
                    Code.UNKNOWN_ACTION, "this row has no id", record, "take it from the plan's sheet"
                )
            return None
        if id_ not in self._known:
            hint = suggest(id_, list(self._known), "actions of the plan")
            self._wrong(Code.UNKNOWN_ACTION, f"there is no action '{id_}' in this plan", record, hint)
            return None
        if id_ in self._seen:
            message = f"'{id_}' stands on line {self._seen[id_]} too"
            self._wrong(Code.DUPLICATE_ID, message, record, "leave one row for it")
            return None
        self._seen[id_] = record.line
        return {**said, **self._day(record), **self._status(record, said.get("status", ""))}

    def _text(self, record: TableRecord, name: str) -> str:
        cell = _cell(record, self._at[name])
        if cell is None or isinstance(cell, date):
            return ""
        text = f"{cell:g}" if isinstance(cell, float) else str(cell)
        return one_line(unsafe_cell(text))

    def _day(self, record: TableRecord) -> dict[str, str]:
        cell = _cell(record, self._at.get("due"))
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return {"due": ""}
        meant = day(cell, self._order)
        if meant is None:
            if is_ambiguous(cell):
                self._wrong(
                    Code.AMBIGUOUS_DATE, "which part is the month cannot be told", record, "YYYY-MM-DD"
                )
            else:
                self._wrong(Code.BAD_DATE, "this is no day", record, "YYYY-MM-DD")
            return {"due": ""}
        return {"due": meant.isoformat()}

    def _status(self, record: TableRecord, said: str) -> dict[str, str]:
        if not said:
            return {}
        meant = self._statuses.get(folded(said))
        if meant is None:
            hint = f"write one of {', '.join(dict.fromkeys(self._statuses))}"
            self._wrong(Code.BAD_VALUE, f"'{said}' is no status", record, hint)
            return {"status": ""}
        return {"status": meant}

    def _wrong(self, code: Code, message: str, record: TableRecord, hint: str) -> None:
        self._found.add(code, message, (record.line, 1), hint)
