"""The interview is finished: its scorecard."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.page import ModelPage
from cfdiag.interview.screen.surface import PageContext, Press, Scroll, steps_of


class Page(ModelPage):
    """Thanks, and a text that somebody else made for the width there is."""

    whole_width = True

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self.scorecard: Callable[[], str] = str
        """Gives the text; it is asked again when the width has changed."""
        self._scroll = Scroll(context)
        self._text, self._drawn_for = "", 0
        self.does = {
            Act.END: lambda _: context.leave("finished"),
            Act.INTERRUPT: lambda _: context.leave("finished"),
            Act.MOVE: self._move,
            Act.JUMP: self._move,
        }

    def present(self) -> PageModel:
        """Thanks."""
        return self.context.presenter.end()

    def lines(self, cells: int) -> list[Line]:
        """The scorecard as it is, its lines not wrapped; drawn anew for another width."""
        del cells
        columns = self.context.room.columns
        if columns != self._drawn_for:
            self._text, self._drawn_for = self.scorecard(), columns
        return self._scroll.part(_coloured(self._text))

    def _move(self, press: Press) -> None:
        self._scroll.by(steps_of(press, self.context.room.body))


def _coloured(text: str) -> list[Line]:
    """The lines of a text with colours in it; other escape sequences are left out."""
    fragments = to_formatted_text(ANSI(text.rstrip("\n")))
    harmless = [fragment for fragment in fragments if "[ZeroWidthEscape]" not in fragment[0]]
    return [[(fragment[0], fragment[1]) for fragment in line] for line in split_lines(harmless)]
