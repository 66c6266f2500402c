"""Ratings: one page for a single one, one with its importance, and a block of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.entry import Entry
from cfdiag.interview.screen.grid_view import MARKS, Column, GridView
from cfdiag.interview.screen.page import BASES, QuestionPage
from cfdiag.model.interview import AnswerValue, Status
from cfdiag.model.questionnaire import Scale

if TYPE_CHECKING:
    from cfdiag.interview.flow import Step
    from cfdiag.interview.screen.host import Host

_TEN = 10


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
        self.view = GridView(self)
        self._warned = False
        self._selected = 0
        """The row that somebody came from the review for."""
        for entry in self.entries:
            draft = host.session.draft(entry.step.key)
            if entry.saved is None and first.importance and _number(draft, self.scale) is not None:
                entry.importance = int(draft)
        self._to_first_open()

    def _to_first_open(self) -> None:
        """On a page that was begun, the cursor starts where it is to go on."""
        found = self._open_cells()
        if len(found) < len(self.entries) * len(self.columns):
            self.row, self.column = (found or [(0, 0)])[0]

    def select(self, key: str) -> None:
        """The question of that key; of it, the first open cell."""
        super().select(key)
        self._selected = self.row
        columns = [column for row, column in self._open_cells() if row == self.row]
        self.column = columns[0] if columns else 0

    def _open_cells(self) -> list[tuple[int, int]]:
        return [
            (row, place)
            for row, entry in enumerate(self.entries)
            for place, column in enumerate(self.columns)
            if _is_open(entry, column)
        ]

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

    @property
    def by_item(self) -> bool:
        """Whether the page holds one question about several items, rather than several questions."""
        return self.entries[0].step.item != self.entries[-1].step.item

    @property
    def here(self) -> Column:
        """The column that the cursor is in."""
        return self.columns[self.column]

    def offers(self) -> frozenset[str]:
        """Rating and moving about."""
        least, most = (1, len(BASES)) if self.here == "basis" else (self.scale.min, self.scale.max)
        ten = "" if most < _TEN else " =" if least == 0 else " 0"
        self.caps = {"rate": f"{least}-{min(9, most)}{ten}"}
        moves = {"rate", "move", "across", "clear"}
        return (super().offers() - {"basis"}) | moves

    def heading(self, cells: int) -> list[Line]:
        """The question, or what is asked of a whole block."""
        return super().heading(cells) if self.single else self.view.block_heading(cells) + self.hint(cells)

    def lines(self, cells: int) -> list[Line]:
        """The cells."""
        return self.view.ladder(cells) if self.single else self.view.block(cells)

    def asides(self, cells: int) -> list[Line]:
        """As everywhere; and in words what the mark of this row means."""
        drawn = super().asides(cells)
        status = self.entry.status
        if not self.single and status in MARKS:
            drawn.insert(0, [("class:dim", f"{MARKS[status]}  {self.host.status(status)}")])
        return drawn

    # --- giving

    def act(self, action: str, pressed: str) -> None:
        """A second Enter leaves the open cells of a block open; any other key in between does not."""
        if action != "accept":
            self._warned = False
        super().act(action, pressed)

    def do_rate(self) -> None:
        """Fill the cell under the cursor and go to the next."""
        least, most = (1, len(BASES)) if self.here == "basis" else (self.scale.min, self.scale.max)
        value = _number(self.pressed, self.scale)
        if self.here == "basis":
            value = int(self.pressed) if self.pressed.isdigit() and 1 <= int(self.pressed) <= most else None
        if value is None:
            self.host.complain("a whole number from {min} to {max}", {"min": least, "max": most})
        else:
            self._put(value)
            self._keep_and_move()

    def _put(self, value: int) -> None:
        entry = self.entry
        if self.here == "basis":
            entry.basis = BASES[value - 1]
        elif self.here == "importance":
            entry.importance, entry.importance_status = value, None
        else:
            entry.give("answered", value)

    def _keep_and_move(self) -> None:
        if not self._record(self.entry):
            return
        if self.column + 1 < len(self.columns):
            self.column += 1
        else:
            self._next_row()

    def _next_row(self) -> None:
        if self.row + 1 < len(self.entries):
            self.row, self.column = self.row + 1, 0

    def _record(self, entry: Entry) -> bool:
        """Save a row that has an answer; of one that has not, keep the importance."""
        if entry.status is None and entry.saved is None:
            importance = "" if entry.importance is None else str(entry.importance)
            return self.host.keep_draft(entry.step.key, importance)
        return self.save(entry)

    def do_unknown(self) -> None:
        """The respondent does not know: of the cell under the cursor."""
        entry = self.entry
        if self.here == "value":
            self._give_row("unknown")
            return
        if self.here == "importance":
            entry.importance, entry.importance_status = None, "unknown"
        else:
            entry.basis = None
        self._keep_and_move()

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
        else:
            self._next_row()

    def do_clear(self) -> None:
        """Clear the cell under the cursor."""
        entry = self.entry
        if self.here == "importance":
            entry.importance = entry.importance_status = None
        elif self.here == "basis":
            entry.basis = None
        else:
            entry.status = entry.value = entry.basis = None
        self._record(entry)

    # --- going on

    def keep(self) -> None:
        """Cells are saved as they are filled in; what could not be saved is tried again."""
        for entry in self.entries:
            self._record(entry)

    def given(self) -> AnswerValue:
        """The rating under the cursor; pages of ratings save cell by cell."""
        return self.entry.value

    def do_accept(self) -> None:
        """Go on when every cell is filled in; else to the first that is open, once."""
        if not all(self._record(entry) for entry in self.entries):
            return
        open_cells = self._open_cells()
        untouched = self.single and self.entry.status is None and self.entry.importance is None
        if open_cells and not self._warned and not untouched and not self.host.editing:
            self._warned = True
            self.row, self.column = open_cells[0]
            self.host.tell(
                self.host.say.plural(
                    "{n} cell is open. Enter again goes on without it.",
                    "{n} cells are open. Enter again goes on without them.",
                    len(open_cells),
                )
            )
            return
        self._leave_open()

    def _leave_open(self) -> None:
        """Skip what is open, unless it is required; come from the review, look at one row only."""
        editing = self.host.editing
        for row, entry in enumerate(self.entries):
            if entry.status is None and entry.step.required and (row == self._selected or not editing):
                self.row, self.column = row, self.columns.index("value")
                self.host.tell(self.host.say("It is required. Tab leaves it for later."), "error")
                return
        for entry in self.entries:
            if entry.status is None and not editing:
                entry.give("skipped")
                if not self._record(entry):
                    return
        self.host.go_on()

    # --- moving

    def move(self, by: int) -> None:
        """To another row, or to another line of a single question."""
        if self.single:
            self.column = min(len(self.columns) - 1, max(0, self.column + by))
        else:
            self.row = min(len(self.entries) - 1, max(0, self.row + by))

    def across(self, by: int) -> None:
        """To another column; on a drawn-out scale one lower or higher, saved like a digit."""
        if not self.single:
            self.column = min(len(self.columns) - 1, max(0, self.column + by))
            return
        entry = self.entry
        least, most = (1, len(BASES)) if self.here == "basis" else (self.scale.min, self.scale.max)
        old: object = {"value": entry.value, "importance": entry.importance}.get(self.here)
        if self.here == "basis" and entry.basis is not None:
            old = BASES.index(entry.basis) + 1
        start = old if isinstance(old, int) else (least - 1 if by > 0 else most + 1)
        self._put(min(most, max(least, start + by)))
        self._record(entry)


def _number(pressed: str, scale: Scale) -> int | None:
    """The step a key means: 0 is 10 unless the scale begins at 0, where = is 10."""
    if pressed == "=" or (pressed == "0" and scale.min > 0):
        value = _TEN
    elif pressed.isascii() and pressed.isdigit():
        value = int(pressed)
    else:
        return None
    return value if scale.min <= value <= scale.max else None


def _is_open(entry: Entry, column: Column) -> bool:
    if column == "importance":
        return not entry.rated_importance and entry.status in (None, "answered")
    if column == "basis":
        return entry.status == "answered" and entry.basis is None
    return entry.status is None
