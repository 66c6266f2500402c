"""Typing: a text of several lines, a number, a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfdiag.ground.cells import wrap
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.page import QuestionPage, mismatch
from cfdiag.model.interview import AnswerValue
from cfdiag.questions import TYPES

if TYPE_CHECKING:
    from cfdiag.interview.flow import Step
    from cfdiag.interview.screen.host import Host

_DRAFT_EVERY = 24
"""After so many further characters the draft is saved while somebody types on."""


class TextPage(QuestionPage):
    """A text field. Letters are text here; every key of a letter is Esc and then the letter."""

    typing = True

    def __init__(self, host: Host, steps: tuple[Step, ...]) -> None:
        super().__init__(host, steps)
        self.several_lines = self.question.type == "text"
        self._draft = host.session.draft(self.entry.step.key)
        if self._draft:
            host.tell(host.say("Not accepted yet: Enter accepts it."))

    def offers(self) -> frozenset[str]:
        """New lines and the editor, where there are several lines."""
        return super().offers() | ({"new_line", "editor"} if self.several_lines else set())

    def initial_text(self) -> str:
        """What was typed and not accepted, else the answer."""
        return self._draft or self._saved_text()

    def _saved_text(self) -> str:
        saved = self.entry.saved
        if saved is None or saved.value is None:
            return ""
        if self.question.type == "text":
            return str(saved.value)
        if self.question.type == "number":
            return TYPES["number"].show(self.question, saved.value, self.host.language, self.host.group)
        return str(saved.value)

    def asides(self, cells: int) -> list[Line]:
        """What form the answer takes, then as everywhere."""
        drawn: list[Line] = []
        status = self.entry.status
        if status not in (None, "answered") and not self.host.typed.strip():
            drawn.append([("class:chosen", f"[{self.host.status(status)}]")])
        if not self.several_lines and self.host.message[0] != "error":
            expected = mismatch(self.question)
            form = self.host.say(expected.template, **expected.values)
            drawn += [[("class:dim", line)] for line in wrap(form, cells)]
        return drawn + super().asides(cells)

    def given(self) -> AnswerValue:
        """What is typed, as the type of the question reads it."""
        typed = self.host.typed
        if not typed.strip():
            return None
        return TYPES[self.question.type].parse(self.question, typed, self.host.language, self.host.group)

    def typed_more(self, text: str) -> None:
        """Save a draft now and then while a long text is typed: not even a dead battery takes it all."""
        if abs(len(text) - len(self._draft)) >= _DRAFT_EVERY and text.strip() != self._saved_text():
            self._draft = text
            self.host.keep_draft(self.entry.step.key, text)

    def keep(self) -> None:
        """What was not accepted is a draft."""
        typed = self.host.typed
        same = typed.strip() == self._saved_text().strip()
        self.host.keep_draft(self.entry.step.key, "" if same else typed)

    def do_new_line(self) -> None:
        """A new line in the text."""
        self.host.insert("\n")

    def do_editor(self) -> None:
        """Write the text in `$EDITOR`."""
        self.host.open_editor()
