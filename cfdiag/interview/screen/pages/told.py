"""Pages that are read rather than answered: the opening, a section's intro."""

from __future__ import annotations

from cfdiag.interview.face.actions import Act, offer_of
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel
from cfdiag.interview.face.told import intro_page, opening_page
from cfdiag.interview.screen.draw import Line, paragraphs
from cfdiag.interview.screen.page import ModelPage
from cfdiag.interview.screen.surface import PageContext, Press, Scroll, steps_of

_AT_ONCE = frozenset({Act.HELP, Act.SECTIONS})
_AT_ONCE_AT_THE_OPENING = _AT_ONCE | {Act.CONSENT, Act.LANGUAGE, Act.REVIEW, Act.WHO}


class Page(ModelPage):
    """Text to be read, scrolled with the arrows where there is more of it than room.

    Who thinks that this is a text field already types letters. A letter that stands for a key is
    therefore a key only when it is pressed twice, but for a few that do no harm.
    """

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._asked: Act | None = None
        self._scroll = Scroll(context)
        self._at_once = _AT_ONCE if way.stop.section is not None else _AT_ONCE_AT_THE_OPENING
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

    def act(self, press: Press) -> bool:
        """Do what a key stands for; a letter says first what that is."""
        action = press.action
        if press.key.isalpha() and len(press.key) == 1 and action not in {*self._at_once, self._asked}:
            self._asked = action
            say = self.context.presenter.words.say
            what = say(offer_of(action).short)
            self.context.tell(say("{key} again: {what}", key=press.key, what=what))
            return True
        self._asked = None
        return super().act(press)

    def mistyped(self, letter: str) -> None:
        """Say that there is no text field, and what is: Enter."""
        del letter
        self._asked = None
        say = self.context.presenter.words.say
        self.context.tell(say("Nothing is typed on this page: Enter goes on."))

    def _accept(self) -> None:
        """Go on, once the end has been seen."""
        if self._scroll.at_end:
            self.go_on()
        else:
            self._scroll.by(max(1, self.context.room.body - 2))

    def _move(self, press: Press) -> None:
        self._scroll.by(steps_of(press, self.context.room.body))
