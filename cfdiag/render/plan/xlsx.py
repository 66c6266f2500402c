"""The plan as a workbook, to fill in and read back; days are days."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.following import Following
from cfdiag.model.plan import ACTION_STATUSES
from cfdiag.render.context import OutputContext
from cfdiag.render.plan._words import TABLE_FIELDS, TABLE_HEADS, table_row
from cfdiag.render.plan_sentences import ACTION_STATUS_WORDS

SHOWN_ON_TERMINAL = False

_WIDTHS = {"id": 22, "title": 60, "kind": 18, "owner": 24, "due": 12, "status": 12, "late": 10, "note": 40}


def render(view: Following, context: OutputContext) -> bytes:
    """One sheet with a row an action; the status is picked from a list, the head stays in sight.

    Raises:
        CfdiagError: `missing-extra`.
    """
    xlsxwriter = optional("xlsxwriter", "exchange")
    words = locale_for(context.language)
    stream = io.BytesIO()
    # A text that begins like a formula is text.
    book: Any = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = datetime.fromisoformat(view.date)  # the plan's day: the same plan is the same file
    book.set_properties({"title": safe(view.plan, keep_lines=False), "author": "cfdiag", "created": made})
    sheet = book.add_worksheet(words("Plan")[:31])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for at, name in enumerate(TABLE_FIELDS):
        sheet.set_column(at, at, _WIDTHS[name])
        sheet.write_string(0, at, words(TABLE_HEADS[name]), head)
    for line, action in enumerate(view.actions, start=1):
        row = table_row(action, words)
        for at, name in enumerate(TABLE_FIELDS):
            value = row[name]
            if name == "due" and value:
                sheet.write_datetime(line, at, date.fromisoformat(str(value)), day)
            elif isinstance(value, int):
                sheet.write_number(line, at, value, text)
            else:
                sheet.write_string(line, at, safe(value, keep_lines=False), text)
    at = TABLE_FIELDS.index("status")
    picked = [words(ACTION_STATUS_WORDS[each]) for each in ACTION_STATUSES]
    last = max(1, len(view.actions))
    sheet.data_validation(1, at, last, at, {"validate": "list", "source": picked, "error_type": "warning"})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(TABLE_FIELDS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return stream.getvalue()
