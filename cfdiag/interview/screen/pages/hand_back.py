"""Who has filled it in alone gives the screen back."""

from __future__ import annotations

from cfdiag.ground.cells import wrap
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel
from cfdiag.interview.face.told import hand_back_page
from cfdiag.interview.screen.draw import Line, paragraphs
from cfdiag.interview.screen.pages._read_page import ReadPage
from cfdiag.interview.screen.surface import PageContext


class Page(ReadPage):
    """Thanks; the interviewer goes on from here."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self.does = {Act.ACCEPT: lambda _: context.turn_back()}

    def present(self) -> PageModel:
        """Thanks."""
        return hand_back_page(self.context.presenter)

    def heading(self, cells: int) -> list[Line]:
        """Thanks."""
        return [[("class:question", line)] for line in wrap(self.model.ask, cells)]

    def lines(self, cells: int) -> list[Line]:
        """Who comes now."""
        return paragraphs(self.model.body, cells)
