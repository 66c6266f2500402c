"""The result as a long table: one row a questionnaire × breakdown × subject × statistic."""

from __future__ import annotations

import csv
import io

from cfdiag.ground.safe import safe_cell
from cfdiag.model.result import Result
from cfdiag.render.context import OutputContext
from cfdiag.render.result._figure_rows import FIGURE_COLUMNS, figure_rows


def render(result: Result, context: OutputContext) -> str:
    """The table; what people wrote can never begin a formula."""
    del context
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    for *subject, value, reason in figure_rows(result):
        writer.writerow([*map(safe_cell, subject), _figure(value), safe_cell(reason)])
    return stream.getvalue().removesuffix("\n")


def _figure(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(value) if isinstance(value, str) else repr(value)
