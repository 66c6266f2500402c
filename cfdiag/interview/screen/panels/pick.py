"""A short list to pick one or several from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cfdiag.ground.cells import wrap
from cfdiag.interview.face.actions import Act
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press, Surface


class PickPanel(Surface):
    """A short list to pick one or several from.

    Args:
        context: what is around.
        name: what the list is of.
        options: `(id, label)`.
        start: the ids that are picked at first.
        chosen: takes the ids that are picked at last; False when they cannot be kept.
        many: whether several can be picked.
        then: what comes when the choice is kept.
        about: the question that the list belongs to, where it stands below it.
    """

    covers = True

    def __init__(
        self,
        context: PageContext,
        name: str,
        options: Sequence[tuple[str, str]],
        start: Sequence[str],
        chosen: Callable[[list[str]], bool],
        *,
        many: bool,
        then: Callable[[], None] | None = None,
        about: str = "",
    ) -> None:
        super().__init__(context)
        self._name, self._options, self._many = name, options, many
        self._about = about
        self._chosen, self._then = chosen, then
        self._picked = set(start)
        self._row = next((row for row, (id_, _) in enumerate(options) if id_ in self._picked), 0)
        self.caps = {Act.DIGIT: f"1-{len(options)}"}
        self.does = {
            Act.DIGIT: self._digit,
            Act.MOVE: self._move,
            Act.CLOSE: lambda _: self._close(),
            Act.CANCEL: lambda _: context.close(),
            Act.TOGGLE: lambda _: self._toggle(),
        }

    def offers(self) -> frozenset[Act]:
        """Pick, close."""
        some = self.anywhere() | {Act.DIGIT, Act.MOVE, Act.CLOSE, Act.CANCEL}
        return some | {Act.TOGGLE} if self._many else some

    def heading(self, cells: int) -> list[Line]:
        """What the list is of."""
        about: list[Line] = [[("class:dim", line)] for line in wrap(self._about, cells) if line]
        return [*about, *([("class:question", line)] for line in wrap(self._name, cells))]

    def lines(self, cells: int) -> list[Line]:
        """The options."""
        drawn: list[Line] = []
        for row, (id_, label) in enumerate(self._options):
            on = id_ in self._picked
            mark = ("[x]" if on else "[ ]") if self._many else ("(o)" if on else "( )")
            at = row == self._row and (self._many or on)
            here = ">" if at else " "
            style = "class:chosen" if on else "class:here" if at else ""
            first = f"{here} {row + 1:>{len(str(len(self._options)))}} {mark} "
            drawn += [[(style, line)] for line in hanging(first, label, cells)]
            if row == self._row:
                self.cursor = len(drawn) - 1
        return drawn

    def _move(self, press: Press) -> None:
        """Another option; in a list of one the choice itself moves, at first to where the list begins."""
        if self._many or self._picked:
            by = steps_of(press, self.context.room.body)
            self._row = min(len(self._options) - 1, max(0, self._row + by))
        if not self._many:
            self._toggle()

    def _toggle(self) -> None:
        """Pick the one under the cursor, or take it away."""
        id_ = self._options[self._row][0]
        self._picked = self._picked ^ {id_} if self._many else {id_}

    def _digit(self, press: Press) -> None:
        """Pick by number."""

        def take(number: int) -> None:
            self._row = number - 1
            self._toggle()

        self.digit(press.key, range(1, len(self._options) + 1), take)

    def _close(self) -> None:
        """Keep the choice."""
        if not self._chosen([id_ for id_, _ in self._options if id_ in self._picked]):
            return
        self.context.close()
        if self._then is not None:
            self._then()
