"""Before the end: the words that were noted, to be read aloud and agreed, and the one question about them."""

from __future__ import annotations

import msgspec

from cfdiag.ground.cells import wrap
from cfdiag.interview.consent import said, to_be_asked
from cfdiag.interview.events import Answered, Finished
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel, ReadBackBody
from cfdiag.interview.face.read_back import read_back_page
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.page import ModelPage
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press
from cfdiag.model.interview import Consent


class Page(ModelPage):
    """The cursor goes through the words, then through the answers to the question."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._steps = way.steps
        self._at = 0
        self._sure = False
        self.does = {
            Act.FINISH: lambda _: self._finish(),
            Act.DIGIT: self._digit,
            Act.TOGGLE: lambda _: self._mark(),
            Act.MOVE: self._move,
            Act.JUMP: self._move,
        }

    def present(self) -> PageModel:
        """The words and the question."""
        model = read_back_page(self.context.presenter, self._steps)
        if isinstance(model.body, ReadBackBody):
            self.caps = {Act.DIGIT: f"1-{len(model.body.choices)}"}
        return model

    @property
    def _body(self) -> ReadBackBody:
        body = self.model.body
        if not isinstance(body, ReadBackBody):
            raise TypeError("there are no words to read back")
        return body

    def lines(self, cells: int) -> list[Line]:
        """The words, each under its question; below them what may become of them."""
        body = self._body
        drawn: list[Line] = []
        for place, words in enumerate(body.words):
            here = place == self._at
            drawn += [[("class:dim", line)] for line in wrap(words.ask, cells)]
            mark = "“" if not words.quotable else "[x] “"
            text = hanging(f"{'>' if here else ' '} {mark}", f"{words.text}”", cells)
            drawn += [[("class:here" if here else "", line)] for line in text]
            if here:
                self.cursor = len(drawn) - 1
        if drawn:
            drawn.append([("", "")])
        drawn += [[("class:question", line)] for line in wrap(body.question, cells)]
        for n, choice in enumerate(body.choices):
            here = len(body.words) + n == self._at
            first = f"{'>' if here else ' '} {n + 1} {'(o)' if choice.chosen else '( )'} "
            style = "class:chosen" if choice.chosen else "class:here" if here else ""
            # On a low screen all of them are seen at once, with what follows from the one at the cursor.
            short = self.context.room.low and not here
            label = choice.label.partition(":")[0] if short else choice.label
            drawn += [[(style, line)] for line in hanging(first, label, cells)]
        if self._at >= len(body.words):
            self.cursor = len(drawn) - 1
        return drawn

    def act(self, press: Press) -> bool:
        """Any other key takes the question 'without an answer?' back."""
        if press.action is not Act.FINISH:
            self._sure = False
        return super().act(press)

    def _digit(self, press: Press) -> None:
        """One of the answers to the question."""
        choices = self._body.choices

        def take(number: int) -> None:
            self._at = len(self._body.words) + number - 1
            self.context.commit(said(self.context.presenter.interview, Consent(choices[number - 1].id)))

        self.digit(press.key, range(1, len(choices) + 1), take)

    def _mark(self) -> None:
        """This one sentence may be quoted without the name, or no longer."""
        words = self._body.words
        key = words[self._at].key if self._at < len(words) else ""
        answer = self.context.presenter.interview.answers.get(key)
        if answer is None:
            say = self.context.presenter.words.say
            self.context.tell(say("Space marks an answer in words that may be quoted without the name."))
            return
        self.context.commit(Answered(key, msgspec.structs.replace(answer, quotable=not answer.quotable)))

    def _finish(self) -> None:
        """Finish, once the question is answered; without an answer only on the second press."""
        body, say = self._body, self.context.presenter.words.say
        if to_be_asked(self.context.presenter.interview) and not self._sure:
            self._sure = True
            self._at = len(body.words)
            told = say("Please ask: {question} {keys}. Enter again finishes without an answer.",
                       question=body.question, keys=f"1-{len(body.choices)}")  # fmt: skip
            self.context.tell(told)
            return
        self.context.commit(Finished())

    def _move(self, press: Press) -> None:
        """Through the words and the answers."""
        most = len(self._body.words) + len(self._body.choices) - 1
        self._at = min(most, max(0, self._at + steps_of(press, self.context.room.body)))
