"""Pages that are read rather than answered: the opening, a section's intro."""

from __future__ import annotations

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel
from cfdiag.interview.face.told import intro_page, opening_page
from cfdiag.interview.screen.draw import Line, paragraphs
from cfdiag.interview.screen.pages._read_page import ReadPage
from cfdiag.interview.screen.scroll import Scroll, steps_of
from cfdiag.interview.screen.surface import PageContext, Press


class Page(ReadPage):
    """Text to be read, scrolled with the arrows where there is more of it than room."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._scroll = Scroll(context)
        self.does = {
            Act.ACCEPT: lambda _: self._accept(),
            Act.MOVE: self._move,
            Act.JUMP: self._move,
        }

    def present(self) -> PageModel:
        """The text."""
        presenter, section = self.context.presenter, self.way.stop.section
        return opening_page(presenter) if section is None else intro_page(presenter, section)

    def lines(self, cells: int) -> list[Line]:
        """The paragraphs, wrapped, a blank line between them."""
        return self._scroll.part(paragraphs(self.model.body, cells))

    def _accept(self) -> None:
        """Go on, once the end has been seen."""
        if self._scroll.at_end:
            self.go_on()
        else:
            self._scroll.by(max(1, self.context.room.body - 2))

    def _move(self, press: Press) -> None:
        self._scroll.by(steps_of(press, self.context.room.body))
