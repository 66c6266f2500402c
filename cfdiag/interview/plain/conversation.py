"""Talking with somebody about one interview: lines, commands in them, what is saved is said."""

from __future__ import annotations

import msgspec

from cfdiag.ground.diagnostics import CfdiagError, closest, render
from cfdiag.interview import state
from cfdiag.interview.events import Event
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.plain.phrases import COMMANDS, SHORT
from cfdiag.interview.session import Refused, Session
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.interview import AnswerValue, Status
from cfdiag.model.questionnaire import Question
from cfdiag.questions import MismatchError

REVIEW = ""
"""Where one is when one is at no step."""

STATUSES: dict[str, Status] = {"skip": "skipped", "dk": "unknown", "na": "not_applicable"}


class Go(Exception):  # noqa: N818  no error
    """Somebody wants to be elsewhere: at a step, or at the review (empty)."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


class Given(msgspec.Struct, frozen=True):
    """What was given at one prompt: an answer, or why there is none."""

    status: Status
    value: AnswerValue = None


class Talk:
    """Where somebody is in an interview, and what they type there. Every command is a method `_do_…`."""

    def __init__(self, session: Session, lines: Lines) -> None:
        self.session, self.lines = session, lines
        self.here = state.first_open(session.questionnaire, session.interview) or REVIEW
        self.from_review = False

    @property
    def t(self) -> Locale:
        """The tool's words in the interview's language."""
        return locale_for(self.session.interview.language)

    def _steps(self) -> tuple[state.Step, ...]:
        return state.steps(self.session.questionnaire, self.session.interview)

    def _step(self) -> state.Step | None:
        return next((step for step in self._steps() if step.key == self.here), None)

    def _after(self, key: str) -> str:
        """Where one goes from a step: on, or back to the review one came from."""
        if self.from_review:
            self.from_review = False
            return REVIEW
        keys = [step.key for step in self._steps()]
        place = keys.index(key) + 1 if key in keys else len(keys)
        return keys[place] if place < len(keys) else REVIEW

    def _question_here(self) -> Question | None:
        step = self._step()
        return step.question if step is not None else None

    def _not_here(self, rest: str) -> None:
        del rest
        self._refuse(self.t("There is no question here."))

    def _complain(self, wrong: MismatchError) -> None:
        self._ask_for(self.t(wrong.template, **wrong.values))

    def _ask_for(self, what: str) -> None:
        self._refuse(self.t("Please give {what}.", what=what))

    def _refuse(self, reason: str) -> None:
        """The line that was typed last is not taken.

        Raises:
            CfdiagError: nobody is there to type another.
        """
        self.lines.refuse(reason, self.here)

    def _line(self, prompt: str) -> str | Given:
        """What was typed; commands that stay on the page are done on the way."""
        while True:
            typed = self.lines.ask(prompt)
            if typed.startswith("//"):
                return typed[1:]
            if not typed.startswith("/"):
                return typed
            word, _, rest = typed[1:].strip().partition(" ")
            name = SHORT.get(word.casefold(), word.casefold())
            if name in STATUSES:
                if self._question_here() is not None:
                    return Given(STATUSES[name])
                self._not_here(rest)
                continue
            if name == "draft" and (draft := self.session.draft(self.here)):
                return draft
            if name in COMMANDS:
                getattr(self, f"_do_{name}")(rest.strip())
            else:
                hint = closest(name, COMMANDS)
                self._refuse(
                    self.t("There is no such command; /help lists them.") + (f" {hint}" if hint else "")
                )

    def _save(self, event: Event, what: str, *, refused: bool = True) -> bool:
        """Let an event happen and say that it is saved; False where it is not, which is said too."""
        try:
            self.session.do(event)
        except Refused as error:
            if not refused:
                raise
            reason = self.t(error.problem.template, **error.problem.values)
            self._refuse(self.t("Not saved: {reason}.", reason=reason))
            return False
        except CfdiagError as error:
            return self._not_saved(error)
        if what:
            self.lines.say(self.t("Saved: {what}.", what=what))
        return True

    def _not_saved(self, error: CfdiagError) -> bool:
        if not self.lines.interactive:
            raise error
        for diagnostic in error.diagnostics:
            self.lines.say(render(diagnostic))
        self.lines.say(
            self.t("Not saved. Everything before it is; put that right, then type it again, or /quit.")
        )
        return False
