"""The result as a workbook: the long table, numbers as numbers."""

from __future__ import annotations

from cfdiag.model.result import Result
from cfdiag.render.context import OutputContext
from cfdiag.render.result._figure_table import figure_table
from cfdiag.render.tables import TABLE_FORMATS

IN_A_FILE = True


def render(result: Result, context: OutputContext) -> bytes:
    """The file; its properties say which floors held.

    Raises:
        CfdiagError: `missing-extra`.
    """
    del context
    return b"".join(TABLE_FORMATS["xlsx"](figure_table(result)))
