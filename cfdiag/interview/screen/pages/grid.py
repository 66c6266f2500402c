"""Ratings: one page for a single one, one with its importance, and a block of statements."""

from __future__ import annotations

from cfdiag.ground.cells import wrap
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.digits import settled
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import CellName, GridBody, PageModel
from cfdiag.interview.face.pages.grid import scale_of
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.page import QuestionPage
from cfdiag.interview.screen.pages._grid_drawing import MARKS, GridDrawing
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press
from cfdiag.model.interview import AnswerValue, Status
from cfdiag.model.questionnaire import BASES

_BASES = tuple(BASES)
_REASONS = (Act.SKIP, Act.UNKNOWN, Act.NOT_APPLICABLE)


class Page(QuestionPage):
    """Rows of statements, columns of importance, rating and what the rating rests on.

    Every cell is saved as it is filled in. A row with an importance alone is no answer yet: its
    importance is kept as a draft.
    """

    asks_basis = False

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self.column = 0
        self._warned = False
        self._given: tuple[Status, int] | None = None
        """What the last key gave a cell, and in which row: the same key again gives it to the row."""
        self._scale = scale_of(self.question)
        self._names: list[CellName] = []
        self._names = [column.name for column in self._body.columns]
        self.does |= {
            Act.RATE: self._rate,
            Act.SKIP: lambda _: self._give("skipped"),
            Act.UNKNOWN: lambda _: self._give("unknown"),
            Act.NOT_APPLICABLE: lambda _: self._give("not_applicable"),
            Act.CLEAR: lambda _: self._clear(),
            Act.MOVE: self._move,
            Act.ACROSS: self._across,
        }
        for entry in self.entries:
            draft = context.presenter.draft(entry.step.key)
            if entry.saved is None and entry.step.importance:
                # Importance alone is no answer yet: it waited as a draft.
                entry.importance = settled(draft, scale_of(self.question.second).values)
        self._to_first_open(way.key)
        self.forget()

    def _to_first_open(self, key: str) -> None:
        """To the row that was asked for, else, on a page that was begun, to where it is to go on."""
        cells = self._open_cells()
        if key in self.keys:
            self.row = self.keys.index(key)
            self.column = next((column for row, column in cells if row == self.row), 0)
        elif len(cells) < len(self.entries) * len(self._names):
            self.row, self.column = (cells or [(0, 0)])[0]

    def _open_cells(self) -> list[tuple[int, int]]:
        return [
            (row, place)
            for row, entry in enumerate(self.entries)
            for place, name in enumerate(self._names)
            if _is_open(entry, name)
        ]

    @property
    def _body(self) -> GridBody:
        body = self.model.body
        if not isinstance(body, GridBody):
            raise TypeError(f"{self.key} has no cells")
        return body

    @property
    def _single(self) -> bool:
        """Whether the page holds one question: its scale is drawn out, and skipping it goes on."""
        return len(self.entries) == 1

    @property
    def _here(self) -> CellName:
        """What the cell under the cursor is about."""
        return self._names[self.column]

    def present(self) -> PageModel:
        """The ratings as they stand; which digits there are depends on the cell under the cursor."""
        known = self._steps_here() if self._names else self._scale.values
        least, most = known[0], known[-1]
        self.caps = {Act.RATE: f"{least}-{most}" if least >= 0 else f"{least}…{most}"}
        return super().present()

    @property
    def stays_at_number(self) -> bool:  # type: ignore[override]  # a page says it once, this one by its cell
        """A single rating leaves the cursor where it is."""
        return self._single and len(self._names) == 1

    @property
    def enter_only_settles(self) -> bool:  # type: ignore[override]  # a page says it once, this one by its cell
        """In a block, Enter behind a digit is the end of the number and not yet of the page."""
        return not self._single

    # --- drawing

    def heading(self, cells: int) -> list[Line]:
        """The question, or what is asked of a whole block."""
        if self._single:
            return super().heading(cells)
        drawn: list[Line] = []
        if not (self._body.general and self.context.room.low):
            drawn = [[("class:question", line)] for line in wrap(self.model.ask, cells)]
        return drawn + self._drawing().legend(cells) + self.hint(cells)

    def lines(self, cells: int) -> list[Line]:
        """The cells."""
        drawing = self._drawing()
        drawn, self.cursor = drawing.ladder(cells) if self._single else drawing.block(cells)
        return drawn

    def _drawing(self) -> GridDrawing:
        room, required = self.context.room, self.context.presenter.words.say("required")
        return GridDrawing(self._body, self.row, self.column, self.waiting, required, low=room.low)

    def asides(self, cells: int) -> list[Line]:
        """As everywhere; and in words what the mark of this row means."""
        drawn = super().asides(cells)
        status = self.entry.status
        if not self._single and status in MARKS:
            words = self.context.presenter.words.status(status)
            drawn.insert(0, [("class:dim", f"{MARKS[status]}  {words}")])
        return drawn

    # --- giving

    def act(self, press: Press) -> bool:
        """A second Enter leaves the open cells of a block open; any other key in between does not."""
        if press.action is not Act.ACCEPT:
            self._warned = False
        if press.action not in _REASONS:
            self._given = None
        return super().act(press)

    def _steps_here(self) -> range:
        """The numbers of the cell under the cursor."""
        if self._here == "basis":
            return range(1, len(_BASES) + 1)
        return (scale_of(self.question.second) if self._here == "importance" else self._scale).values

    def _rate(self, press: Press) -> None:
        """Fill the cell under the cursor and go to the next."""

        def take(value: int) -> None:
            self._put(value)
            self._keep_and_move()

        self.digit(press.key, self._steps_here(), take)

    def _put(self, value: int) -> None:
        if self._here == "basis":
            self.entry.basis = _BASES[value - 1]
        elif self._here == "importance":
            self.entry.rate_importance("answered", value)
        else:
            self.entry.give("answered", value)

    def _keep_and_move(self) -> None:
        if not self._record(self.entry):
            return
        if self.column + 1 < len(self._names):
            self.column += 1
        elif self._single and self.entry.status not in (None, "answered"):
            self.go_on()
        else:
            self._next_row()

    def _next_row(self) -> None:
        if self.row + 1 < len(self.entries):
            self.row, self.column = self.row + 1, 0

    def _record(self, entry: PageEntry) -> bool:
        """Save a row that has an answer; of one that has not, keep the importance."""
        if entry.status is None and entry.saved is None:
            importance = "" if entry.importance is None else str(entry.importance)
            return self.context.keep_draft(entry.step.key, importance)
        return self.save(entry)

    def _give(self, status: Status) -> None:
        """Why there is no answer: of the cell under the cursor; of its row when pressed twice in it.

        After the last cell of a row the cursor is in the next one, and so is what is pressed there.
        """
        if self._given == (status, self.row) and len(self._names) > 1:
            self._given = None
            self._give_row(status)
            return
        if len(self._names) == 1:
            self._give_row(status)
            return
        here = (status, self.row)
        self._give_cell(status)
        self._keep_and_move()
        self._given = here

    def _give_cell(self, status: Status) -> None:
        entry = self.entry
        if self._here == "importance":
            entry.rate_importance(status)
        elif self._here == "basis":
            entry.basis = None
        else:
            entry.give(status)
            entry.basis = None

    def _give_row(self, status: Status) -> None:
        entry = self.entry
        entry.give(status)
        entry.basis = None
        if entry.step.importance:
            entry.rate_importance(status)
        if not self._record(entry):
            return
        if self._single:
            self.go_on()
        else:
            self._next_row()

    def _clear(self) -> None:
        """Clear the cell under the cursor."""
        entry = self.entry
        if self._here == "importance":
            entry.importance = entry.importance_status = None
        elif self._here == "basis":
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

    def accept(self) -> None:
        """Go on when every cell is filled in; else to the first that is open, once."""
        if not all(self._record(entry) for entry in self.entries):
            return
        open_cells = self._open_cells()
        untouched = len(open_cells) == len(self.entries) * len(self._names)
        # Warned once, for a cell is easily passed over; who leaves a whole page open knows it.
        if open_cells and not self._warned and not untouched and not self.way.changing:
            self._warned = True
            self.row, self.column = open_cells[0]
            self.context.tell(
                self.context.presenter.words.say.plural(
                    "{n} cell is open. Enter again goes on without it.",
                    "{n} cells are open. Enter again goes on without them.",
                    len(open_cells),
                )
            )
            return
        self.go_on()

    # --- moving

    def _move(self, press: Press) -> None:
        """To another row, or to another line of a single question."""
        by = steps_of(press, self.context.room.body)
        if self._single:
            self.column = min(len(self._names) - 1, max(0, self.column + by))
        else:
            self.row = min(len(self.entries) - 1, max(0, self.row + by))

    def _across(self, press: Press) -> None:
        """To another column; on a drawn-out scale one lower or higher, saved like a digit."""
        by = steps_of(press, self.context.room.body)
        if not self._single:
            self.column = min(len(self._names) - 1, max(0, self.column + by))
            return
        entry = self.entry
        known = self._steps_here()
        shown = next(column.steps for column in self._body.columns if column.name == self._here)
        if self._here != "basis" and shown[0][0] != known[0]:
            by = -by  # the highest step stands first
        old: object = {"value": entry.value, "importance": entry.importance}.get(self._here)
        if self._here == "basis" and entry.basis is not None:
            old = _BASES.index(entry.basis) + 1
        start = known.index(old) if isinstance(old, int) else (-1 if by > 0 else len(known))
        self._put(known[min(len(known) - 1, max(0, start + by))])
        self._record(entry)


def _is_open(entry: PageEntry, name: CellName) -> bool:
    if name == "importance":
        return not entry.rated_importance and entry.status in (None, "answered")
    if name == "basis":
        return entry.status == "answered" and entry.basis is None
    return entry.status is None
