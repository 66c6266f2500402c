"""Comments as a table of text: one row each, to code in a spreadsheet."""

from __future__ import annotations

import csv
import io

from cfdiag.ground.safe import safe_cell
from cfdiag.model.comments import Comments
from cfdiag.render.comments._columns import COMMENT_COLUMNS, comment_row
from cfdiag.render.context import OutputContext


def render(comments: Comments, context: OutputContext) -> bytes:
    """UTF-8 with a mark, so that Excel reads it as such; no cell begins a formula."""
    del context
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COMMENT_COLUMNS)
    for each in comments.comments:
        writer.writerow(map(safe_cell, comment_row(each)))
    return stream.getvalue().encode("utf-8-sig")
