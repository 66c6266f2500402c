"""The plan as a table of text, to fill in and read back."""

from __future__ import annotations

import csv
import io

from cfdiag.ground.safe import safe_cell
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.following import Following
from cfdiag.render.context import OutputContext
from cfdiag.render.plan._words import TABLE_FIELDS, TABLE_HEADS, table_row


def render(view: Following, context: OutputContext) -> bytes:
    """One row an action; UTF-8 with a mark, so that Excel reads it as such."""
    words = locale_for(context.language)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(words(TABLE_HEADS[name]) for name in TABLE_FIELDS)
    for action in view.actions:
        row = table_row(action, words)
        writer.writerow(safe_cell(v) if isinstance(v := row[name], str) else v for name in TABLE_FIELDS)
    return stream.getvalue().encode("utf-8-sig")
