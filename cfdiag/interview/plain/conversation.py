"""Talking with somebody about one interview: lines, commands in them, what is saved is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from cfdiag.ground.diagnostics import CfdiagError, closest, render_fault
from cfdiag.interview.events import Event
from cfdiag.interview.face.actions import TYPED_COMMANDS, Act, typed_command
from cfdiag.interview.face.navigator import Navigator, first_stop, one_by_one
from cfdiag.interview.face.presenter import Presenter
from cfdiag.interview.face.table import Table
from cfdiag.interview.flow import Step, steps
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.session import MOVED, Refused, Session
from cfdiag.model.interview import AnswerValue, Interview, Status
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES, MismatchError

STATUSES: Mapping[Act, Status] = {
    Act.SKIP: "skipped",
    Act.UNKNOWN: "unknown",
    Act.NOT_APPLICABLE: "not_applicable",
}
"""The commands that are an answer."""


class Go(Exception):  # noqa: N818  no error
    """Somebody wants to be elsewhere."""

    def __init__(self, way: Navigator) -> None:
        super().__init__(way.stop.id)
        self.way = way


class Given(msgspec.Struct, frozen=True):
    """What was given at one prompt: an answer, or why there is none."""

    status: Status
    value: AnswerValue = None


class Conversation:
    """Where somebody is in an interview, and what they type there.

    Args:
        session: the interview.
        lines: where it is talked about.
        does: what the commands do, each given the conversation and what stood behind the command.
        scorecard: gives the scores and findings so far, for whoever asks for them.
        table: who is here, as far as that is known.
    """

    def __init__(
        self,
        session: Session,
        lines: Lines,
        does: Mapping[Act, Callable[[Conversation, str], None]],
        scorecard: Callable[[Interview], str] | None = None,
        table: Table | None = None,
    ) -> None:
        self.session, self.lines, self._does = session, lines, does
        self.scorecard = scorecard
        self.table = table or Table()
        self.presenter = self._present()
        stops = one_by_one(steps(session.questionnaire, session.interview))
        # Always to the first open question: in lines there is no page to look at first.
        self.way = first_stop(stops, session.questionnaire, session.interview, begun=True)
        if session.reopened and lines.interactive:
            self.way = self.way.review()
        self.section, self.item = "", ""
        """The section and the item whose names were said last."""
        self.reviewed = False
        """Whether every answer has been said."""
        self.read = False
        """Whether the words have been read back."""

    def _present(self) -> Presenter:
        held = self.session
        known = (held.questionnaire, held.interview, held.progress(), held.drafts, held.notices)
        return Presenter(*known, today=held.today())

    # --- where one is

    @property
    def step(self) -> Step | None:
        """What is asked here; None at the review."""
        return next(iter(self.way.stop.steps), None)

    @property
    def key(self) -> str:
        """The key of what is asked here; empty at the review."""
        step = self.step
        return step.key if step is not None else ""

    @property
    def question(self) -> Question | None:
        """The question that is asked here; None at a list of items and at the review."""
        step = self.step
        return step.question if step is not None else None

    # --- what is said

    def tell(self, message: str, /, **values: object) -> None:
        """Say a sentence of the tool in the interview's language."""
        self.lines.say(self.presenter.words.say(message, **values))

    def refuse(self, message: str, /, **values: object) -> None:
        """The line that was typed last is not taken, for a reason of the tool's.

        Raises:
            CfdiagError: nobody is there to type another.
        """
        self.lines.refuse(self.presenter.words.say(message, **values), self.key)

    def complain(self, wrong: MismatchError) -> None:
        """Refuse what was typed last, and say what an answer would be.

        Raises:
            CfdiagError: nobody is there to type another.
        """
        # The log of a pipe must hold nothing that a respondent said.
        if wrong.quotes and not self.lines.interactive and self.question is not None:
            wrong = TYPES[self.question.type].expects(self.question)
        self.lines.refuse(self.presenter.words.expected(wrong.template, **wrong.values), self.key)

    # --- what is typed

    def ask(self, prompt: str) -> str | Given:
        """What was typed; commands that stay on the page are done on the way."""
        while True:
            typed = self.lines.ask(prompt)
            # An answer may begin with a slash: doubled, the first one is no command.
            if typed.startswith("//"):
                return typed[1:]
            if not typed.startswith("/"):
                return typed
            word, _, rest = typed[1:].strip().partition(" ")
            action = typed_command(word)
            # At a list of items nothing can be skipped: there the command does what it does elsewhere.
            if action is not None and action in STATUSES and self.question is not None:
                return Given(STATUSES[action])
            if action is Act.DRAFT and (draft := self.session.draft(self.key)):
                return draft
            if action is not None:
                self._does[action](self, rest.strip())
                continue
            hint = closest(word.casefold(), TYPED_COMMANDS)
            told = self.presenter.words.say("There is no such command; /help lists them.")
            self.lines.refuse(f"{told} {hint}" if hint else told, self.key)

    # --- what changes it

    def save(self, event: Event, what: str, *, refused: bool = True) -> bool:
        """Let an event happen and say that it is saved; False where it is not, which is said too.

        Raises:
            Refused: it cannot be, and `refused` says that this is to be told by who asked.
            CfdiagError: it cannot be saved, and nobody is there to be asked again.
        """
        try:
            self.session.do(event)
        except Refused as error:
            if not refused:
                raise
            reason = self.presenter.words.say(error.problem.template, **error.problem.values)
            self.refuse("Not saved: {reason}.", reason=reason)
            return False
        except CfdiagError as error:
            return self._not_saved(error)
        self._changed()
        if self.session.moved_to is not None:
            self.tell(MOVED, file=self.session.moved_to)
        if what:
            self.tell("Saved: {what}.", what=what)
        return True

    def undo(self) -> bool:
        """Take the last change back and go to where it was made; False where there is none, which is said.

        Raises:
            CfdiagError: it cannot be saved, and nobody is there to be asked again.
        """
        try:
            key = self.session.undo()
        except Refused as error:
            self.refuse("Not saved: {reason}.", reason=str(error.problem))
            return False
        except CfdiagError as error:
            return self._not_saved(error)
        if key is None:
            self.refuse("There is nothing to take back.")
            return False
        self._changed()
        self.way = (self.way.to(key) if key else None) or self.way
        self.tell("Saved: {what}.", what=self.presenter.words.say("the last change is taken back"))
        return True

    def _changed(self) -> None:
        self.presenter = self._present()
        self.way = self.way.rebuilt(one_by_one(steps(self.session.questionnaire, self.session.interview)))

    def _not_saved(self, error: CfdiagError) -> bool:
        if not self.lines.interactive:
            raise error
        for diagnostic in error.diagnostics:
            self.lines.say(render_fault(diagnostic))
        self.tell("Not saved. Everything before it is; put that right, then type it again, or /quit.")
        return False
