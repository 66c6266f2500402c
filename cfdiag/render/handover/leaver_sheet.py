"""The table for the leaver, a row an account, as a workbook; without the extra as CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import count

from cfdiag.exchange.sheet import OWN_SHEET
from cfdiag.exchange.table import TableCell
from cfdiag.formats.moments import read_moment
from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe, safe_cell
from cfdiag.handover.leaver_before import EMPTIED
from cfdiag.handover.leaver_columns import (
    EMPTY_KEEPS,
    FIRST_LINE,
    LEAVER_COLUMNS,
    SECOND_PROMISE,
    LeaverColumn,
    leaver_lines,
    listed_cells,
)
from cfdiag.handover.leaver_sent import mark_of
from cfdiag.handover.territory import Territory
from cfdiag.locales.locale import Locale
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.render.handover.rows import table_text
from cfdiag.render.view.context import Material

_WIDTHS = {"account": 28, "could_end": 36, "three_things": 46, "advice": 36, "promise": 34}
_USUAL_WIDTH = 17
_HEADER_ROW = 2
_FIRST_LIST = 1
"""Of the hidden sheet: the first column says what the workbook is, the lists of choices follow."""


def leaver_workbook(m: Material, questionnaire: Questionnaire, territory: Territory) -> bytes:
    """The workbook: a line that says what becomes of it, the header, a row an account in calling order.

    Raises:
        CfdiagError: `missing-extra`.
    """
    xlsxwriter = optional("xlsxwriter", "exchange")
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                 "strings_to_numbers": False},
    )  # fmt: skip
    book.set_properties({"comments": "cfdiag", "created": datetime(2000, 1, 1)})  # noqa: DTZ001  the same bytes
    bold, text, day_ = (
        book.add_format(each)
        for each in (
            {"bold": True, "text_wrap": True, "bottom": 1},
            {"text_wrap": True, "valign": "top"},
            {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
        )
    )
    sheet, w = book.add_worksheet(w_title(m)), m.words
    sheet.write_string(0, 0, _above(w))
    own = book.add_worksheet(OWN_SHEET)
    mark = _mark(questionnaire, territory)
    own.write_string(0, 0, mark)
    own.hide()
    # Saved as CSV the workbook has this sheet alone, with its hidden columns. The line beneath stays empty:
    # it keeps what stands above apart when the table is sorted.
    sheet.write_string(0, len(LEAVER_COLUMNS), mark)
    sheet.set_column(len(LEAVER_COLUMNS), len(LEAVER_COLUMNS), None, None, {"hidden": True})
    rows = list(rows_for_leaver(m, questionnaire, territory))
    lists = count(_FIRST_LIST)
    for at, column in enumerate(LEAVER_COLUMNS):
        sheet.write_string(_HEADER_ROW, at, w(column.title), bold)
        sheet.set_column(at, at, _WIDTHS.get(column.code, _USUAL_WIDTH))
        labels = list(choice_labels(m, questionnaire, column).values())
        if labels:
            # By reference: in a list that is written out every comma begins another entry.
            own.write_column(0, place := next(lists), [*labels, EMPTIED])
            letter = chr(ord("A") + place)
            source = f"={OWN_SHEET}!${letter}$1:${letter}${len(labels) + 1}"
            last = _HEADER_ROW + 3 * max(1, len(rows))
            sheet.data_validation(_HEADER_ROW + 1, at, last, at, {"validate": "list", "source": source})
    sheet.freeze_panes(_HEADER_ROW + 1, 1)
    for number, cells in enumerate(rows, _HEADER_ROW + 1):
        for at, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(number, at, datetime(cell.year, cell.month, cell.day), day_)  # noqa: DTZ001  a day
            elif isinstance(cell, (int, float)):
                sheet.write_number(number, at, cell, text)
            else:
                sheet.write_string(number, at, safe(str(cell or "")), text)
    book.close()
    return stream.getvalue()


def w_title(m: Material) -> str:
    """The name of the sheet."""
    return m.words("Handover")


def leaver_csv(m: Material, questionnaire: Questionnaire, territory: Territory) -> bytes:
    """The same as CSV: the mark stands above the header."""
    w = m.words
    titles = [w(column.title) for column in LEAVER_COLUMNS]
    first = [_above(w), _mark(questionnaire, territory)]
    rows = [[_plain(cell) for cell in cells] for cells in rows_for_leaver(m, questionnaire, territory)]
    return table_text([*map(safe_cell, first), *("" for _ in titles[2:])], [titles, *rows])


def rows_for_leaver(
    m: Material, questionnaire: Questionnaire, territory: Territory
) -> Iterator[Sequence[TableCell]]:
    """A row an account and promise, in the order of calling, with what the leaver wrote or a list knows."""
    labels = {column.code: choice_labels(m, questionnaire, column) for column in LEAVER_COLUMNS}
    for each in territory.accounts:
        for cells in leaver_lines(each.account):
            yield [_shown(column, cells.get(column.code), labels[column.code]) for column in LEAVER_COLUMNS]


def choice_labels(m: Material, questionnaire: Questionnaire, column: LeaverColumn) -> dict[str, str]:
    """What can be picked in a column, by the id of the option."""
    question = questionnaire.question(column.question)
    if question is None or column.kind not in ("choice", "basis"):
        return {}
    options = question.options if column.kind == "choice" else question.tags
    return {option.id: m.text(option.label, "leaver") for option in options}


def _shown(column: LeaverColumn, cell: TableCell, labels: Mapping[str, str]) -> TableCell:
    """A cell as people read it: an option by its label, a day as one."""
    if not isinstance(cell, str):
        return cell
    return read_moment(cell) or cell if column.kind == "day" else labels.get(cell, cell)


def _mark(questionnaire: Questionnaire, territory: Territory) -> str:
    return mark_of(questionnaire.sha256, (listed_cells(each.account) for each in territory.accounts))


def _above(w: Locale) -> str:
    return f"{w(FIRST_LINE)} {w(SECOND_PROMISE)} {w(EMPTY_KEEPS)}"


def _plain(cell: TableCell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
