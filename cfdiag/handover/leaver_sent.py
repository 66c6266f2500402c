"""What a leaver's table was sent with: a print of each cell that the list filled in, beside the mark."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from cfdiag.exchange.table import PlainTable, TableCell
from cfdiag.exchange.values import amount
from cfdiag.handover.leaver_before import FROM_THE_LIST, LeaverLine, said_before
from cfdiag.handover.leaver_columns import LEAVER_FORMAT, mark_in
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same

_BYTES, _SIGNS = 6, 8
"""Of a print, and what they take in base64."""
_MOST = 3600
"""Prints: a cell of a workbook holds 32,767 signs. Of accounts beyond, today's list tells."""


def mark_of(sha256: str, listed: Iterable[Mapping[str, TableCell]]) -> str:
    """What marks a table: its format, the questionnaire, and the prints of what the list filled in.

    Args:
        sha256: of the questionnaire.
        listed: of each account its name and what the list filled in, by the code of the column.
    """
    prints = [
        _print(line.get("account"), code, cell)
        for line in listed
        for code in FROM_THE_LIST
        if (cell := line.get(code)) not in (None, "")
    ]
    return " ".join(part for part in (LEAVER_FORMAT, sha256, "".join(prints[:_MOST])) if part)


class SentCells:
    """The cells that a table was sent with; of one that lost its mark today's list tells."""

    def __init__(self, table: PlainTable) -> None:
        mark = mark_in(table)
        self._marked, prints = bool(mark), "".join(mark.split(" ")[2:])
        self._prints = {prints[at : at + _SIGNS] for at in range(0, len(prints), _SIGNS)}

    def without(
        self, line: LeaverLine, earlier: Interview | None, prefilled: Mapping[str, TableCell]
    ) -> LeaverLine:
        """A line without what it was sent with: that was the list's word, which may have another one since.

        What the leaver told before, or names the source of, is the leaver's own.

        Args:
            line: as it came back.
            earlier: what was made of the account's rows last.
            prefilled: what the table has of the account before anybody fills it in.
        """
        account = line.cells.get("account")
        today = {_print(account, code, prefilled.get(code)) for code in FROM_THE_LIST}
        sent = self._prints if self._marked else today
        told = said_before(earlier)[0] if earlier is not None else {}
        kept = {*told, *(("value",) if line.cells.get("value_source") is not None else ())}
        as_sent = {
            code
            for code in FROM_THE_LIST
            if code not in kept and _print(account, code, line.cells.get(code)) in sent
        }
        return LeaverLine({c: None if c in as_sent else cell for c, cell in line.cells.items()}, line.line)


def _print(account: TableCell, code: str, cell: TableCell) -> str:
    worth = amount(cell) if code == "value" else None
    plain = cell.isoformat()[:10] if isinstance(cell, date) else str(round(worth.amount) if worth else cell)
    told = "\0".join((same(str(account)), code, plain)).encode("utf-8", "replace")
    return base64.b64encode(hashlib.sha256(told).digest()[:_BYTES]).decode("ascii")
