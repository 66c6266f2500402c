"""Every promise of a territory, by due date, with who was there and what the successor says of it."""

from __future__ import annotations

from datetime import date

from cfdiag.handover.territory import Territory
from cfdiag.model.blocks import TableBlock
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.render.handover.brief import Brief, promise_rows, promise_titles
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part


def ledger(m: Material, questionnaire: Questionnaire, territory: Territory) -> TableBlock | None:
    """A row a promise, the earliest first, those without a day last; None where nobody promised anything."""
    found = [
        (promise.due or date.max, row)
        for each in territory.accounts
        for promise, row in zip(
            each.account.promises, promise_rows(Brief(m, questionnaire, each, territory.today)), strict=True
        )
    ]
    if not found:
        return None
    w = m.words
    rows = [[cell(text) for text in row] for _, row in sorted(found, key=lambda pair: pair[0])]
    columns = [column(title) for title in promise_titles(w)]
    return table_part("promise-ledger", w("Promises of all accounts, by due date"), columns, rows)
