"""How ratings are drawn: a scale drawn out for one question, a table for several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from cfdiag.ground.cells import pad, width, wrap
from cfdiag.interview.screen.draw import Line, flow, hanging
from cfdiag.interview.screen.page import BASES, BASIS_WORDS
from cfdiag.model.interview import Status

if TYPE_CHECKING:
    from cfdiag.interview.screen.entry import Entry
    from cfdiag.interview.screen.grid import GridPage

Column = Literal["importance", "value", "basis"]

_BESIDE = 26
"""The least room for a statement beside its cells; with less, the cells stand below it."""

MARKS: dict[Status, str] = {"unknown": "?", "skipped": "-", "not_applicable": "/"}


class GridView:
    """Draws a page of ratings; holds nothing itself."""

    def __init__(self, page: GridPage) -> None:
        self.page = page
        self.host = page.host

    def name(self, column: Column) -> str:
        """A column's title."""
        say = self.host.say
        if column == "importance":
            return say("Importance")
        if column == "basis":
            return say("Rests on")
        return say("Performance") if "importance" in self.page.columns else say("Rating")

    def block_heading(self, cells: int) -> list[Line]:
        """What is asked of a block, and what the numbers mean."""
        page, say, step = self.page, self.host.say, self.page.entry.step
        if page.by_item:
            told = self.host.asked(msgspec.structs.replace(step, label="…"))
        else:
            told = say("Please rate each of these.")
            if "importance" in page.columns:
                told = say("How important is each, and how well does it go?")
            told = f"{step.label}: {told}" if step.label else told
        lines: list[Line] = []
        if step.label or not self.host.low:
            lines = [[("class:question", line)] for line in wrap(told, cells)]
        return [*lines, *self.legend(cells)]

    def legend(self, cells: int) -> list[Line]:
        """What the numbers of the column under the cursor mean."""
        page, say, column = self.page, self.host.say, self.page.here
        if column == "basis":
            known = {n: say(BASIS_WORDS[basis]) for n, basis in enumerate(BASES, 1)}
        elif column == "importance":
            known = {page.scale.min: say("not important"), page.scale.max: say("very important")}
        else:
            where = self.host.language, self.host.group
            known = {step: text.pick(*where) for step, text in sorted(page.scale.labels.items())}
        parts = [f"{step} {label}" for step, label in known.items() if label]
        if len(page.columns) > 1 and parts:
            parts[0] = f"{self.name(column)}: {parts[0]}"
        if not page.single and not self.host.low and any(entry.step.required for entry in page.entries):
            parts.append(f"* {say('required')}")
        tokens: list[Line] = [[("class:dim", part + "   ")] for part in parts]
        return flow(tokens, cells) if tokens else []

    def ladder(self, cells: int) -> list[Line]:
        """One question: a line a column, every step of the scale on it."""
        page = self.page
        drawn: list[Line] = []
        several = len(page.columns) > 1
        name_width = max(width(self.name(column)) for column in page.columns) + 3
        for column in page.columns:
            here = column == page.here
            lead = ("> " if here else "  ") + pad(self.name(column), name_width) if several else "  "
            if here:
                page.cursor = len(drawn)
            style = "class:here" if here else ""
            drawn += flow([[(style, lead)], *self._steps(column)], cells, width(lead))
        return [*drawn, [("", "")], *[[("", "  "), *line] for line in self.legend(cells - 2)]]

    def _steps(self, column: Column) -> list[Line]:
        page, entry, say = self.page, self.page.entry, self.host.say
        options: list[tuple[object, str]]
        if column == "basis":
            chosen: object = entry.basis
            options = [(basis, f"{n} {say(BASIS_WORDS[basis])}") for n, basis in enumerate(BASES, 1)]
        else:
            chosen = entry.value if column == "value" else entry.importance
            options = [(step, str(step)) for step in range(page.scale.min, page.scale.max + 1)]
        tokens: list[Line] = []
        for value, label in options:
            on = value == chosen
            tokens.append([("class:chosen" if on else "", f"[{label}]" if on else f" {label} "), ("", " ")])
        status = {"value": entry.status, "importance": entry.importance_status}.get(column)
        if status in MARKS:
            tokens.append([("class:chosen", f"[{self.host.status(status)}]")])
        return tokens

    def block(self, cells: int) -> list[Line]:
        """Several questions: a row each, its cells beside it or, where it is narrow, below it."""
        page = self.page
        room = {column: max(width(self.name(column)), self._widest(column)) + 2 for column in page.columns}
        beside = cells - 2 - sum(room.values())
        longest = max(width(self._label(entry)) for entry in page.entries)
        under = beside < min(_BESIDE, longest) and len(page.columns) > 1
        # Short labels have their cells near by.
        beside = min(beside, max(longest, _BESIDE))
        drawn: list[Line] = []
        if not under and len(page.columns) > 1:
            titles = [("class:dim", _centred(self.name(column), room[column])) for column in page.columns]
            drawn.append([("", " " * (beside + 2)), *titles])
        for row, entry in enumerate(page.entries):
            here = row == page.row
            label = self._label(entry)
            style = "class:here" if here else ""
            first, *rest = hanging("> " if here else "  ", label, cells if under else beside + 2, "  ")
            below: list[Line] = [[(style, line)] for line in rest]
            if under:
                drawn += [[(style, first)], *below, [("", "    "), *self._named_cells(row)]]
            else:
                drawn += [[(style, pad(first, beside + 2)), *self._cells(row, room)], *below]
            if here:
                page.cursor = len(drawn) - 1
        return drawn

    def _label(self, entry: Entry) -> str:
        label = entry.step.label if self.page.by_item else self.host.asked(entry.step)
        return f"{label} *" if entry.step.required else label

    def _widest(self, column: Column) -> int:
        if column == "basis":
            return max(width(self.host.say(BASIS_WORDS[basis])) for basis in BASES) + 2
        return len(str(self.page.scale.max)) + 2

    def _cells(self, row: int, room: dict[Column, int]) -> Line:
        cells = [(column, *self._cell(row, column)) for column in self.page.columns]
        return [(style, _centred(text, room[column])) for column, style, text in cells]

    def _named_cells(self, row: int) -> Line:
        drawn: Line = []
        for column in self.page.columns:
            drawn += [("class:dim", f"{self.name(column)} "), self._cell(row, column), ("", " ")]
        return drawn

    def _cell(self, row: int, column: Column) -> tuple[str, str]:
        entry = self.page.entries[row]
        if column == "basis":
            text = self.host.say(BASIS_WORDS[entry.basis]) if entry.basis else "·"
        elif column == "importance":
            text = _shown(entry.importance, entry.importance_status)
        else:
            text = _shown(entry.value, entry.status)
        if (row, column) == (self.page.row, self.page.here):
            return "class:chosen", f"[{text}]"
        return "", f" {text} "


def _shown(value: object, status: Status | None) -> str:
    if isinstance(value, int):
        return str(value)
    return MARKS.get(status, "·") if status else "·"


def _centred(text: str, cells: int) -> str:
    left = max(0, (cells - width(text)) // 2)
    return pad(" " * left + text, cells)
