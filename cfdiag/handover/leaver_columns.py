"""The columns of the table that a leaver fills in, a row an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cfdiag.exchange.table import PlainTable, TableCell
from cfdiag.handover.leaver_before import FROM_THE_LIST, said_before
from cfdiag.handover.values import KnownAccount

LEAVER_FORMAT = "cfdiag/leaver@1"
"""What marks the table, whatever it is called: on a hidden sheet of its own, and above the header.

A workbook that is saved as CSV has its first sheet alone.
"""


class LeaverColumn(NamedTuple):
    """A column of the table."""

    code: str
    title: str
    """In English; other languages have it among their sentences."""
    kind: str = "text"
    """`text`, `day`, `amount`, `names`, or `choice` and `basis` of the question."""
    question: str = ""


LEAVER_COLUMNS = (
    LeaverColumn("account", "Account"),
    LeaverColumn("number", "Account ID"),
    LeaverColumn("value", "Yearly value", "amount", "account_value"),
    LeaverColumn("value_source", "Source of the amount", "choice", "value_source"),
    LeaverColumn("renewal", "Renewal date", "day", "renewal_date"),
    LeaverColumn("last_contact", "Last contact", "day", "last_contact"),
    LeaverColumn("decides", "Who decides", "names", "contact_role"),
    LeaverColumn("daily", "Daily contact", "names", "contact_role"),
    LeaverColumn("only_me", "Who knows only me", "names"),
    LeaverColumn("promise", "What was promised"),
    LeaverColumn("promise_to", "Promised to", "text", "promise_to"),
    LeaverColumn("promise_due", "Promise due", "day", "promise_due"),
    LeaverColumn("promise_state", "State of the promise", "choice", "promise_state"),
    LeaverColumn("could_end", "What could end it", "text", "could_end"),
    LeaverColumn("could_end_basis", "How you know that", "basis", "could_end"),
    LeaverColumn("three_things", "Three things to know", "text", "three_things"),
    LeaverColumn("advice", "One piece of advice", "text", "advice"),
)


TABLE_ANSWERS = frozenset(column.question for column in LEAVER_COLUMNS if column.question)
"""The questions that the table can answer; any other stays open however often it is filled in."""


PREFILLED = ("account", "number", *FROM_THE_LIST)
"""Columns that the list of accounts fills in: alone they say nothing of the leaver's own."""


FIRST_LINE = "What you write here stands in the handover with your name."


SECOND_PROMISE = "A second promise: another line with the same account."


EMPTY_KEEPS = "An empty cell changes nothing; a dash (-) takes away what was there."


def mark_in(table: PlainTable) -> str:
    """What marks a table as the leaver's, on its hidden sheet or above its header; else empty."""
    above = [str(cell) for record in table.above for cell in record.cells if cell is not None]
    return next((each for each in (table.mark, *above) if each.startswith(LEAVER_FORMAT)), "")


def leaver_lines(account: KnownAccount) -> Iterator[Mapping[str, TableCell]]:
    """The lines of an account by the code of the column: what the leaver wrote before, else what is known."""
    row = account.row
    whose: dict[str, TableCell] = {"account": account.name, "number": row.number if row else ""}
    first, *others = _told(account)
    yield {**whose, **listed_cells(account), **first}
    for other in others:
        yield {**whose, **other}


def listed_cells(account: KnownAccount) -> dict[str, TableCell]:
    """The cells of an account that the list fills in, and not the leaver's own word; and its name."""
    known: dict[str, TableCell] = {
        "value": account.value[0].amount if len(account.value) == 1 else None,
        "renewal": account.renewal,
        "last_contact": account.last_contact,
    }
    told = _told(account)[0]
    return {"account": account.name, **{code: cell for code, cell in known.items() if code not in told}}


def _told(account: KnownAccount) -> Sequence[Mapping[str, TableCell]]:
    return said_before(account.filled_in) if account.filled_in else ({},)
