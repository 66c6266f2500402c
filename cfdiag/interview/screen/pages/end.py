"""The interview is finished: thanks, and what happens next; nothing of what it came to."""

from __future__ import annotations

from cfdiag.ground.cells import wrap
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel
from cfdiag.interview.face.told import end_page
from cfdiag.interview.screen.draw import Line, paragraphs
from cfdiag.interview.screen.pages._read_page import ReadPage
from cfdiag.interview.screen.scroll import Scroll, steps_of
from cfdiag.interview.screen.surface import PageContext, Press


class Page(ReadPage):
    """Thanks. The respondent reads along."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._scroll = Scroll(context)
        self.does = {
            Act.END: lambda _: context.leave("finished"),
            Act.INTERRUPT: lambda _: context.leave("finished"),
            Act.MOVE: self._move,
            Act.JUMP: self._move,
        }

    def present(self) -> PageModel:
        """Thanks."""
        return end_page(self.context.presenter)

    def heading(self, cells: int) -> list[Line]:
        """Thanks."""
        return [[("class:question", line)] for line in wrap(self.model.ask, cells)]

    def lines(self, cells: int) -> list[Line]:
        """What happens next."""
        return self._scroll.part(paragraphs(self.model.body, cells))

    def _move(self, press: Press) -> None:
        self._scroll.by(steps_of(press, self.context.room.body))
