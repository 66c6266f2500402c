"""Comments as a workbook: one row each, with an empty column to code in."""

from __future__ import annotations

import io
from typing import Any

from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.comments import Comments
from cfdiag.render.comments._columns import COMMENT_COLUMNS, comment_row, withheld_words
from cfdiag.render.context import OutputContext

IN_A_FILE = True

_WIDE = {"text": 80, "asked": 45, "themes": 24, "item": 20}
_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""


def render(comments: Comments, context: OutputContext) -> bytes:
    """One sheet; below the last row stands how many are withheld.

    Raises:
        CfdiagError: `missing-extra`.
    """
    xlsxwriter = optional("xlsxwriter", "exchange")
    words = locale_for(context.language)
    stream = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book: Any = xlsxwriter.Workbook(stream, plain)
    book.set_properties({"comments": "cfdiag"})
    sheet = book.add_worksheet(words("Comments")[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    columns = (*COMMENT_COLUMNS, "code")
    for at, name in enumerate(columns):
        sheet.set_column(at, at, _WIDE.get(name, 16))
        sheet.write_string(0, at, name, head)
    for line, each in enumerate(comments.comments, start=1):
        for at, value in enumerate(comment_row(each)):
            sheet.write_string(line, at, safe(value)[:_LONGEST], text)
    last = max(1, len(comments.comments))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    said = withheld_words(comments.withheld, words)
    if said:
        sheet.write_string(last + 2, 0, said)
    book.close()
    return stream.getvalue()
