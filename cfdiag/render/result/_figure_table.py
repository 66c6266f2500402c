"""The result as a table with typed columns: the rows of its CSV, with numbers apart from words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from cfdiag.model.result import Result
from cfdiag.render.result._figure_rows import FIGURE_COLUMNS, figure_rows
from cfdiag.render.tables._output_table import CellValue, OutputColumn, OutputTable

_BEFORE, _REASON = FIGURE_COLUMNS[:-2], FIGURE_COLUMNS[-1]
_COLUMNS = (
    *(OutputColumn(name) for name in _BEFORE),
    OutputColumn("value", "number"),
    OutputColumn("text"),
    OutputColumn(_REASON),
)


def figure_table(result: Result) -> OutputTable:
    """One row a questionnaire × breakdown × subject × statistic.

    `value` holds numbers, `text` what is none (`developing`, `true`); where both are empty, `reason` says
    why.
    """
    return OutputTable("Result", _COLUMNS, _typed(result), about_result(result))


def about_result(result: Result) -> dict[str, object]:
    """What a table says of its result: the tool, the floors that held, whether it was released."""
    privacy = result.privacy
    about: dict[str, object] = {
        "tool": f"cfdiag {result.tool}",
        "min_group": privacy.min_group,
        "min_comments": privacy.min_comments,
        "unmasked": privacy.unmasked,
        "final": result.final,
    }
    return about if result.fictional is UNSET else about | {"fictional": True}


def _typed(result: Result) -> Iterator[Sequence[CellValue]]:
    for *subject, value, reason in figure_rows(result):
        number: float | None = None
        text: str | None = None
        if isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, int | float):
            number = value
        elif value is not None:
            text = str(value)
        yield (*(str(each) for each in subject), number, text, str(reason) or None)
