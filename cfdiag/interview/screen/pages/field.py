"""Typing: a text of several lines, a number, a date."""

from __future__ import annotations

from cfdiag.ground.cells import wrap
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import FieldBody
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.page import QuestionPage
from cfdiag.interview.screen.panels.lines import TYPING_PAUSE
from cfdiag.interview.screen.surface import PageContext, Press
from cfdiag.model.interview import AnswerValue

_DRAFT_EVERY = 24
"""After so many further characters the draft is saved while somebody types on."""


class Page(QuestionPage):
    """A text field. Letters are text here; every key of a letter is Esc and then the letter."""

    typing = True

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self.several_lines = self._body.several_lines
        self._draft = self._body.draft
        self._typed = self.initial_text()
        if self._draft:
            context.tell(context.presenter.words.say("Not accepted yet: Enter accepts it."))

    @property
    def _body(self) -> FieldBody:
        body = self.model.body
        if not isinstance(body, FieldBody):
            raise TypeError(f"{self.key} has no field to type in")
        return body

    def initial_text(self) -> str:
        """What was typed and not accepted, else the answer."""
        return self._draft or self._body.saved

    def asides(self, cells: int) -> list[Line]:
        """What form the answer takes, then as everywhere."""
        body = self._body
        drawn: list[Line] = []
        if body.status and not self._typed.strip():
            drawn.append([("class:chosen", f"[{body.status}]")])
        if self._typed.strip() and (echo := self.context.presenter.words.echo(self.question, self._typed)):
            drawn += [[("class:told", line)] for line in wrap(echo, cells)]
        elif body.form and not self.refused:
            drawn += [[("class:dim", line)] for line in wrap(body.form, cells)]
        return drawn + super().asides(cells)

    def given(self) -> AnswerValue:
        """What is typed, as the type of the question reads it."""
        if not self._typed.strip():
            return None
        return self.context.presenter.words.parse(self.question, self._typed)

    def typed_more(self, text: str) -> None:
        """Save a draft now and then while a long text is typed: not even a dead battery takes it all."""
        self._typed = text
        self.context.later(TYPING_PAUSE, self.keep)
        if abs(len(text) - len(self._draft)) >= _DRAFT_EVERY and text.strip() != self._body.saved:
            self._draft = text
            self.context.keep_draft(self.key, text)

    def act(self, press: Press) -> bool:
        """Any key but the one that accepts ends a pause in typing: what stands there is a draft at once."""
        if press.action is not Act.ACCEPT:
            self.keep()
        done = super().act(press)
        if self.refused:
            self.keep()
        return done

    def keep(self) -> None:
        """What was not accepted is a draft."""
        same = self._typed.strip() == self._body.saved.strip()
        self.context.keep_draft(self.key, "" if same else self._typed)
