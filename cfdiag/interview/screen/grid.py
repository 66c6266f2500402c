"""Ratings: one widget for a single one, one with its importance, and a block of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from cfdiag.interview.screen.draw import Line, flow, hanging
from cfdiag.interview.screen.entry import Entry
from cfdiag.interview.screen.page import BASES, BASIS_WORDS, QuestionPage
from cfdiag.model.interview import AnswerValue, Status
from cfdiag.model.questionnaire import Scale
from cfdiag.text import pad, width, wrap

if TYPE_CHECKING:
    from cfdiag.interview.asked import Step
    from cfdiag.interview.screen.host import Host

Column = Literal["importance", "value", "basis"]

_BESIDE = 26
"""The least room for a statement beside its cells; with less, the cells stand below it."""

_MARKS: dict[Status, str] = {"unknown": "?", "skipped": "-", "not_applicable": "/"}
_SAID: dict[Status, str] = {
    "unknown": "don't know",
    "skipped": "skipped",
    "not_applicable": "does not apply",
}


class GridPage(QuestionPage):
    """Rows of statements, columns of importance, rating and what the rating rests on.

    Every cell is saved as it is filled in. A row with an importance alone is no answer yet: its
    importance is kept as a draft.
    """

    shows_basis: ClassVar[bool] = True

    def __init__(self, host: Host, steps: tuple[Step, ...]) -> None:
        super().__init__(host, steps)
        first = steps[0]
        self.columns: tuple[Column, ...] = (
            *(("importance",) if first.importance else ()),
            "value",
            *(("basis",) if first.basis else ()),
        )
        self.column = 0
        self._warned = False
        for entry in self.entries:
            draft = host.session.draft(entry.step.key)
            if entry.saved is None and draft.lstrip("-").isdecimal() and first.importance:
                entry.importance = int(draft)

    @property
    def scale(self) -> Scale:
        """The scale of the whole page."""
        if self.question.scale is None:
            raise TypeError(f"rating {self.question.id} without a scale")
        return self.question.scale

    @property
    def single(self) -> bool:
        """Whether the page holds one question: its scale is drawn out, and skipping it goes on."""
        return len(self.entries) == 1

    def offers(self) -> frozenset[str]:
        """Rating and moving about."""
        if self.columns[self.column] == "basis":
            self.caps = {"rate": f"1-{len(BASES)}"}
        elif self.scale.min == 0:
            self.caps = {"rate": f"0-{min(9, self.scale.max)}" + (" =" if self.scale.max > 9 else "")}  # noqa: PLR2004
        else:
            self.caps = {"rate": f"{self.scale.min}-{self.scale.max}"}
        moves = {"rate", "up", "down", "left", "right", "clear"}
        return (super().offers() - {"basis"}) | moves

    # --- drawing

    def heading(self, cells: int) -> list[Line]:
        """The question, or what is asked of a whole block."""
        if self.single:
            return super().heading(cells)
        say = self.host.say
        told = (
            say("How important is each, and how well does it go?")
            if "importance" in self.columns
            else say("Please rate each of these.")
        )
        label = self.entry.step.label
        return [[("class:question", line)] for line in wrap(f"{label}: {told}" if label else told, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The cells, and what the numbers of this column mean."""
        drawn = self._ladder(cells) if self.single else self._block(cells)
        return [*drawn, [("", "")], *self._legend(cells)]

    def _name(self, column: Column) -> str:
        words = {"importance": "Importance", "basis": "Rests on"}
        plain = "Performance" if "importance" in self.columns else "Rating"
        return self.host.say(words.get(column, plain))

    def _legend(self, cells: int) -> list[Line]:
        say, column = self.host.say, self.columns[self.column]
        if column == "basis":
            known = {n: say(BASIS_WORDS[basis]) for n, basis in enumerate(BASES, 1)}
        elif column == "importance":
            known = {self.scale.min: say("not important"), self.scale.max: say("very important")}
        else:
            where = self.host.language, self.host.group
            known = {step: text.pick(*where) for step, text in sorted(self.scale.labels.items())}
        tokens: list[Line] = [[("class:dim", f"{step} {label}   ")] for step, label in known.items() if label]
        if len(self.columns) > 1 and tokens:
            tokens.insert(0, [("class:dim", f"{self._name(column)}:  ")])
        drawn = flow([[("", "  ")], *tokens], cells, 2) if tokens else []
        if any(entry.step.required for entry in self.entries) and not self.single:
            drawn.append([("class:dim", f"  * {say('required')}")])
        return drawn

    def _ladder(self, cells: int) -> list[Line]:
        """One question: a line a column, every step of the scale on it."""
        drawn: list[Line] = []
        name_width = max(width(self._name(column)) for column in self.columns) + 3
        for place, column in enumerate(self.columns):
            here = place == self.column
            marker = "> " if here and len(self.columns) > 1 else "  "
            name = pad(self._name(column), name_width) if len(self.columns) > 1 else ""
            if here:
                self.cursor = len(drawn)
            indent = 2 + width(name)
            style = "class:here" if here else ""
            drawn += flow([[(style, marker + name)], *self._steps(column)], cells, indent)
        return drawn

    def _steps(self, column: Column) -> list[Line]:
        entry = self.entry
        tokens: list[Line] = []
        if column == "basis":
            chosen: object = entry.basis
            options: list[tuple[object, str]] = [
                (basis, f"{n} {self.host.say(BASIS_WORDS[basis])}") for n, basis in enumerate(BASES, 1)
            ]
        else:
            chosen = entry.value if column == "value" else entry.importance
            options = [(step, str(step)) for step in range(self.scale.min, self.scale.max + 1)]
        for value, label in options:
            on = value == chosen
            tokens.append([("class:chosen" if on else "", f"[{label}]" if on else f" {label} "), ("", " ")])
        status = (
            entry.status if column == "value" else entry.importance_status if column == "importance" else None
        )
        if status in _SAID:
            tokens.append([("class:chosen", f"[{self.host.say(_SAID[status])}]")])
        return tokens

    def _block(self, cells: int) -> list[Line]:
        """Several questions: a row each."""
        room = {column: max(width(self._name(column)), self._widest(column)) + 2 for column in self.columns}
        beside = cells - 2 - sum(room.values())
        under = beside < _BESIDE and len(self.columns) > 1
        drawn: list[Line] = []
        if not under and len(self.columns) > 1:
            titles: Line = [("", " " * (beside + 2))]
            titles += [
                ("class:dim", self._centred(self._name(column), room[column])) for column in self.columns
            ]
            drawn.append(titles)
        for row, entry in enumerate(self.entries):
            here = row == self.row
            label = self.host.asked(entry.step) + (" *" if entry.step.required else "")
            style = "class:here" if here else ""
            marker = "> " if here else "  "
            texts = hanging(marker, label, cells if under else beside + 2, "  ")
            if under:
                drawn += [[(style, line)] for line in texts]
                drawn.append([("", "    "), *self._named_cells(row)])
            else:
                drawn.append([(style, pad(texts[0], beside + 2)), *self._cells(row, room)])
                drawn += [[(style, line)] for line in texts[1:]]
            if here:
                self.cursor = len(drawn) - 1
        return drawn

    def _widest(self, column: Column) -> int:
        if column == "basis":
            return max(width(self.host.say(BASIS_WORDS[basis])) for basis in BASES) + 2
        return len(str(self.scale.max)) + 2

    def _cells(self, row: int, room: dict[Column, int]) -> Line:
        return [
            (style, self._centred(text, room[column]))
            for column in self.columns
            for style, text in [self._cell(row, column)]
        ]

    def _named_cells(self, row: int) -> Line:
        drawn: Line = []
        for column in self.columns:
            drawn += [("class:dim", f"{self._name(column)} "), self._cell(row, column), ("", " ")]
        return drawn

    def _cell(self, row: int, column: Column) -> tuple[str, str]:
        entry = self.entries[row]
        text = "·"
        if column == "basis":
            text = self.host.say(BASIS_WORDS[entry.basis]) if entry.basis else "·"
        elif column == "importance":
            text = _shown(entry.importance, entry.importance_status)
        else:
            text = _shown(entry.value, entry.status)
        if (row, column) == (self.row, self.columns[self.column]):
            return "class:chosen", f"[{text}]"
        return "", f" {text} "

    @staticmethod
    def _centred(text: str, cells: int) -> str:
        left = max(0, (cells - width(text)) // 2)
        return pad(" " * left + text, cells)

    def asides(self, cells: int) -> list[Line]:
        """As everywhere; and in words what the marks `?`, `-` and `/` of this row mean."""
        drawn = super().asides(cells)
        status = self.entry.status
        if not self.single and status in _SAID:
            drawn.insert(0, [("class:dim", f"{_MARKS[status]}  {self.host.say(_SAID[status])}")])
        return drawn

    # --- giving

    def act(self, action: str, pressed: str) -> None:
        """A second Enter leaves the open cells of a block open; any other key in between does not."""
        if action != "accept":
            self._warned = False
        super().act(action, pressed)

    def do_rate(self) -> None:
        """Fill the cell under the cursor and go to the next."""
        column, entry = self.columns[self.column], self.entry
        if column == "basis":
            self._rate_basis()
            return
        value = _number(self.pressed, self.scale)
        if value is None:
            bounds = {"min": self.scale.min, "max": self.scale.max}
            self.host.complain("a whole number from {min} to {max}", bounds)
            return
        if column == "importance":
            entry.importance, entry.importance_status = value, None
        else:
            entry.give("answered", value)
        self._keep_and_move()

    def _rate_basis(self) -> None:
        if self.pressed not in "1234":
            self.host.complain("a whole number from {min} to {max}", {"min": 1, "max": len(BASES)})
            return
        self.entry.basis = BASES[int(self.pressed) - 1]
        self._keep_and_move()

    def _keep_and_move(self) -> None:
        if self._record(self.entry):
            self._advance()

    def _record(self, entry: Entry) -> bool:
        """Save a row that has an answer; of one that has not, keep the importance."""
        if entry.status is None and entry.saved is None:
            importance = "" if entry.importance is None else str(entry.importance)
            return self.host.keep_draft(entry.step.key, importance)
        return self.save(entry)

    def _advance(self) -> None:
        if self.column + 1 < len(self.columns):
            self.column += 1
        elif self.row + 1 < len(self.entries):
            self.row, self.column = self.row + 1, 0

    def do_unknown(self) -> None:
        """The respondent does not know: of the cell under the cursor."""
        column, entry = self.columns[self.column], self.entry
        if column == "importance":
            entry.importance, entry.importance_status = None, "unknown"
            self._keep_and_move()
        elif column == "basis":
            entry.basis = None
            self._keep_and_move()
        else:
            self._give_row("unknown")

    def do_skip(self) -> None:
        """Skip the row."""
        self._give_row("skipped")

    def do_not_applicable(self) -> None:
        """The row does not apply."""
        self._give_row("not_applicable")

    def _give_row(self, status: Status) -> None:
        entry = self.entry
        entry.give(status)
        entry.basis = None
        if status != "unknown":
            entry.importance = entry.importance_status = None
        if not self._record(entry):
            return
        if self.single and (len(self.columns) == 1 or status != "unknown"):
            self.host.go_on()
        elif self.row + 1 < len(self.entries):
            self.row, self.column = self.row + 1, 0

    def do_clear(self) -> None:
        """Clear the cell under the cursor."""
        column, entry = self.columns[self.column], self.entry
        if column == "importance":
            entry.importance = entry.importance_status = None
        elif column == "basis":
            entry.basis = None
        else:
            entry.status = entry.value = entry.basis = None
        self._record(entry)

    def given(self) -> AnswerValue:
        """Not used: cells are saved one by one."""
        return self.entry.value

    def do_accept(self) -> None:
        """Go on when every cell is filled in; else to the first that is open, once."""
        if not all(self._record(entry) for entry in self.entries):
            return
        required = [
            row for row, entry in enumerate(self.entries) if entry.step.required and entry.status is None
        ]
        still_open = [
            (row, place)
            for row, entry in enumerate(self.entries)
            for place, column in enumerate(self.columns)
            if _is_open(entry, column)
        ]
        if required and (self._warned or self.single or not still_open):
            self.row, self.column = required[0], self.columns.index("value")
            self.host.tell(self.host.say("This question is required. Tab leaves it for later."), "error")
        elif still_open and not self._warned and not self._leaves_single():
            self._warned = True
            self.row, self.column = still_open[0]
            self.host.tell(
                self.host.say.plural(
                    "{n} cell is open. Enter again goes on without it.",
                    "{n} cells are open. Enter again goes on without them.",
                    len(still_open),
                )
            )
        else:
            self._go_on()

    def _leaves_single(self) -> bool:
        """Whether nothing at all is given on a page with one question: Enter skips it."""
        entry = self.entry
        return self.single and entry.status is None and entry.importance is None

    def _go_on(self) -> None:
        for entry in self.entries:
            if entry.status is None:
                entry.give("skipped")
                if not self._record(entry):
                    return
        self.host.go_on()

    # --- moving

    def do_up(self) -> None:
        """The row above, or the line above of a single question."""
        if self.single:
            self.column = max(0, self.column - 1)
        else:
            self.row = max(0, self.row - 1)

    def do_down(self) -> None:
        """The row below, or the line below of a single question."""
        if self.single:
            self.column = min(len(self.columns) - 1, self.column + 1)
        else:
            self.row = min(len(self.entries) - 1, self.row + 1)

    def do_left(self) -> None:
        """The column to the left; on a drawn-out scale one lower."""
        if self.single:
            self._step(-1)
        else:
            self.column = max(0, self.column - 1)

    def do_right(self) -> None:
        """The column to the right; on a drawn-out scale one higher."""
        if self.single:
            self._step(1)
        else:
            self.column = min(len(self.columns) - 1, self.column + 1)

    def _step(self, by: int) -> None:
        """Move the mark of a single question; it is saved like a digit, the cursor stays."""
        column, entry, scale = self.columns[self.column], self.entry, self.scale
        if column == "basis":
            place = BASES.index(entry.basis) + by if entry.basis else (0 if by > 0 else len(BASES) - 1)
            entry.basis = BASES[min(len(BASES) - 1, max(0, place))]
        else:
            old = entry.value if column == "value" else entry.importance
            start = old if isinstance(old, int) else (scale.min - 1 if by > 0 else scale.max + 1)
            value = min(scale.max, max(scale.min, start + by))
            if column == "importance":
                entry.importance, entry.importance_status = value, None
            else:
                entry.give("answered", value)
        self._record(entry)


def _number(pressed: str, scale: Scale) -> int | None:
    """The step a key means: 0 is 10 unless the scale begins at 0, where = is 10."""
    if pressed == "=":
        value = 10
    elif pressed == "0" and scale.min > 0:
        value = 10
    else:
        value = int(pressed)
    return value if scale.min <= value <= scale.max else None


def _shown(value: object, status: Status | None) -> str:
    if isinstance(value, int):
        return str(value)
    return _MARKS.get(status, "·") if status else "·"


def _is_open(entry: Entry, column: Column) -> bool:
    if column == "importance":
        return not entry.rated_importance and entry.status in (None, "answered")
    if column == "basis":
        return entry.status == "answered" and entry.basis is None
    return entry.status is None
