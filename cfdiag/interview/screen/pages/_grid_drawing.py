"""How ratings are drawn: one question as a ladder with every step of its scale, several as rows of cells."""

from __future__ import annotations

from typing import NamedTuple

from cfdiag.ground.cells import pad, width
from cfdiag.interview.face.page_model import GridBody, GridCell, GridColumn, GridRow
from cfdiag.interview.screen.draw import Line, flow, hanging
from cfdiag.model.interview import Status

MARKS: dict[Status, str] = {"unknown": "?", "skipped": "-", "not_applicable": "/"}
"""What stands in a cell that has no answer and a reason for it."""
_BESIDE = 26
"""The least room for a statement beside its cells; with less, the cells stand below it."""


class GridDrawing(NamedTuple):
    """Ratings as they stand, and where the cursor is. What draws cells also says in which line that is."""

    body: GridBody
    row: int
    column: int
    waiting: str
    """Digits of a number that waits for more of them."""
    required: str
    """The word for it."""
    low: bool
    """Whether every line counts."""

    @property
    def single(self) -> bool:
        """Whether there is one question only."""
        return len(self.body.rows) == 1

    def legend(self, cells: int) -> list[Line]:
        """What the numbers mean: of every column, where there is room; else of the one under the cursor."""
        body, low = self.body, self.low
        shown = [body.columns[self.column]] if low or self.single else list(body.columns)
        drawn: list[Line] = []
        for column in shown:
            parts = list(column.legend)
            if len(body.columns) > 1 and parts:
                parts[0] = f"{column.title}: {parts[0]}"
            if not self.single and not low and column is shown[-1] and any(row.required for row in body.rows):
                parts.append(f"* {self.required}")
            style = "" if column is body.columns[self.column] and len(shown) > 1 else "class:dim"
            drawn += flow([[(style, part + "   ")] for part in parts], cells) if parts else []
        return drawn

    def ladder(self, cells: int) -> tuple[list[Line], int]:
        """One question: a line a column, every step of the scale on it."""
        body = self.body
        drawn: list[Line] = []
        cursor = 0
        several = len(body.columns) > 1
        name_width = max(width(column.title) for column in body.columns) + 3
        for place, column in enumerate(body.columns):
            here = place == self.column
            lead = ("> " if here else "  ") + pad(column.title, name_width) if several else "  "
            if here:
                cursor = len(drawn)
            style = "class:here" if here else ""
            steps = _steps(column, body.rows[0].cells[place])
            if here and self.waiting:
                steps.append([("class:chosen", f"[{self.waiting}_]")])
            drawn += flow([[(style, lead)], *steps], cells, width(lead))
        return [*drawn, [("", "")], *[[("", "  "), *line] for line in self.legend(cells - 2)]], cursor

    def block(self, cells: int) -> tuple[list[Line], int]:
        """Several questions: a row each, its cells beside it or, where it is narrow, below it."""
        body = self.body
        columns, labels = body.columns, [_label(row) for row in body.rows]
        room = [max(width(column.title), _widest(column)) + 2 for column in columns]
        beside = cells - 2 - sum(room)
        longest = max(width(label) for label in labels)
        under = beside < min(_BESIDE, longest) and len(columns) > 1
        # Short labels have their cells near by.
        beside = min(beside, max(longest, _BESIDE))
        drawn: list[Line] = []
        cursor = 0
        if not under and len(columns) > 1:
            titles = [
                ("class:dim", _centred(column.title, cell))
                for column, cell in zip(columns, room, strict=True)
            ]
            drawn.append([("", " " * (beside + 2)), *titles])
        for n, (row, label) in enumerate(zip(body.rows, labels, strict=True)):
            here = n == self.row
            style = "class:here" if here else ""
            first, *rest = hanging("> " if here else "  ", label, cells if under else beside + 2, "  ")
            below: list[Line] = [[(style, line)] for line in rest]
            shown = [
                self._cell(cell, here=here and place == self.column) for place, cell in enumerate(row.cells)
            ]
            if here and self.waiting:
                shown[self.column] = ("class:chosen", f"[{self.waiting}_]")
            if under:
                named: Line = []
                for column, cell in zip(columns, shown, strict=True):
                    named += [("class:dim", f"{column.title} "), cell, ("", " ")]
                drawn += [[(style, first)], *below, [("", "    "), *named]]
            else:
                centred = [(how, _centred(text, wide)) for (how, text), wide in zip(shown, room, strict=True)]
                drawn += [[(style, pad(first, beside + 2)), *centred], *below]
            if here:
                cursor = len(drawn) - 1
        return drawn, cursor

    @staticmethod
    def _cell(cell: GridCell, *, here: bool) -> tuple[str, str]:
        text = cell.words if cell.value is not None else MARKS.get(cell.status, "·") if cell.status else "·"
        return ("class:chosen", f"[{text}]") if here else ("", f" {text} ")


def _steps(column: GridColumn, cell: GridCell) -> list[Line]:
    """Everything that can be given in a cell, what is given in brackets."""
    tokens: list[Line] = []
    for value, label in column.steps:
        on = value == cell.value
        tokens.append([("class:chosen" if on else "", f"[{label}]" if on else f" {label} "), ("", " ")])
    if cell.status in MARKS:
        tokens.append([("class:chosen", f"[{cell.words}]")])
    return tokens


def _widest(column: GridColumn) -> int:
    """The cells that the widest of what can be given takes, in its brackets."""
    if column.name == "basis":
        return max(width(label.partition(" ")[2]) for _, label in column.steps) + 2
    return max(width(shown) for _, shown in column.steps) + 2


def _label(row: GridRow) -> str:
    return f"{row.label} *" if row.required else row.label


def _centred(text: str, cells: int) -> str:
    left = max(0, (cells - width(text)) // 2)
    return pad(" " * left + text, cells)
