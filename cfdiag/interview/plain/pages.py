"""The pages of plain mode, one after the other: questions, lists, the review."""

from __future__ import annotations

import msgspec

from cfdiag.interview import state
from cfdiag.interview.consent import still_to_ask
from cfdiag.interview.events import Answered
from cfdiag.interview.plain import phrases
from cfdiag.interview.plain.commands import Commands
from cfdiag.interview.plain.console import Stop
from cfdiag.interview.plain.conversation import REVIEW, Given, Go
from cfdiag.interview.session import Outcome
from cfdiag.interview.wording import worded
from cfdiag.model.interview import Answer, AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES, MismatchError

_ASKED_OF_A_PIPE = 3
"""Of a pipe that gives empty lines for ever, a required question is asked so many times."""


def _put_together(answer: Answer, importance: Given | None, given: Given | None) -> Answer:
    """The answer with what was given at its prompts; None keeps what it has."""
    if importance is not None:
        rated = importance.value if isinstance(importance.value, int) else None
        status = None if importance.status == "answered" else importance.status
        answer = msgspec.structs.replace(answer, importance=rated, importance_status=status)
    if given is not None:
        basis = answer.basis if given.status == "answered" else None
        answer = msgspec.structs.replace(answer, status=given.status, value=given.value, basis=basis)
    return answer


class Pages(Commands):
    """The interview from the first open question to the review."""

    told_item = ""
    """The item whose name was said last."""
    _consent_told = False
    """Whether it was said at the review that nobody has asked."""

    def run(self) -> Outcome:
        """Hold the interview to its end, or until it is left."""
        with self.lines.signals():
            try:
                self._greet()
                while self.session.interview.finished is None:
                    self._turn()
            except Stop as stop:
                return stop.outcome
        return "finished"

    def _turn(self) -> None:
        try:
            self._page()
        except Go as go:
            self.here = go.target

    def _greet(self) -> None:
        self.lines.say(
            worded(self.session.questionnaire, self.session.interview, self.session.questionnaire.title)
        )
        for notice in self.session.notices:
            self.lines.say(notice)
        self.lines.say(
            self.t("Type an answer and press Enter. /help lists the commands; /quit saves and leaves.")
        )
        if told := phrases.consent(self.session):
            self.lines.say(told)

    def _page(self) -> None:
        step = self._step()
        if step is None:
            self.here = REVIEW
            self._review()
            return
        for line in phrases.headings(self.session, step, self._steps(), self.told_section, self.told_item):
            self.lines.say(line)
        self.told_section, self.told_item = step.section.id, step.item
        if step.question is None:
            self._items(step)
        else:
            self._question(step, step.question)

    def _question(self, step: state.Step, question: Question) -> None:
        for line in phrases.introduction(self.session, step, question, self._steps()):
            self.lines.say(line)
        while True:
            old = self.session.interview.answers.get(step.key)
            importance = self._importance(step, question, old)
            given = self._value(step, question, old)
            # Put together only now: notes and tags may have been typed at either prompt.
            old = self.session.interview.answers.get(step.key)
            answer = _put_together(self._beside(step, old), importance, given)
            if answer == old or self._save(
                Answered(step.key, msgspec.structs.replace(answer, at="")),
                phrases.answer(self.session, question, answer),
            ):
                break
        if step.basis and answer.status == "answered":
            self._ask_basis(step)
        raise Go(self._after(step.key))

    def _importance(self, step: state.Step, question: Question, old: Answer | None) -> Given | None:
        """How important it is; None keeps what there is."""
        if not step.importance:
            return None
        prompt = phrases.importance_prompt(self.t, question)
        while True:
            typed = self._line(prompt)
            if isinstance(typed, Given):
                return typed
            if not typed.strip():
                return None if old is not None else Given("skipped")
            try:
                return Given("answered", TYPES["rating"].parse(question, typed))
            except MismatchError as wrong:
                self._complain(wrong)

    def _value(self, step: state.Step, question: Question, old: Answer | None) -> Given | None:
        """What is answered; None keeps the answer there is."""
        prompt = phrases.prompt(self.session, question)
        empty = 0
        while True:
            typed = self._line(prompt)
            if isinstance(typed, Given):
                return typed
            if not typed.strip():
                if old is not None:
                    return None
                if not step.required:
                    return Given("skipped")
                empty += 1
                required = self.t("This question is required. /skip leaves it for later.")
                say = self.lines.say if empty < _ASKED_OF_A_PIPE else self._refuse
                say(required)
                continue
            try:
                return Given("answered", self._parsed(question, typed))
            except MismatchError as wrong:
                self._complain(wrong)

    def _parsed(self, question: Question, typed: str) -> AnswerValue:
        if question.type == "choices" and typed.strip() == "0" and not question.min:
            return []
        iv = self.session.interview
        return TYPES[question.type].parse(question, typed, iv.language, iv.respondent.group)

    def _review(self) -> None:
        asked = self._steps()
        for line in phrases.review(self.session, asked):
            self.lines.say(line)
        if not self._consent_told and still_to_ask(self.session.questionnaire, self.session.interview):
            self._consent_told = True
            self.lines.say(phrases.consent(self.session))
        while True:
            typed = self._line(self.t("Enter a number to change that answer, or finish, or quit: "))
            word = typed.strip().casefold() if isinstance(typed, str) else ""
            if word.isascii() and word.isdigit() and 1 <= int(word[:9]) <= len(asked):
                self.from_review = True
                raise Go(asked[int(word) - 1].key)
            if word in ("finish", self.t("finish")):
                self._do_finish("")
            elif word in ("quit", self.t("quit")):
                self._do_quit("")
            elif word in ("open", self.t("open")):
                raise Go(state.first_open(self.session.questionnaire, self.session.interview) or REVIEW)
            else:
                self._refuse(self.t("Not understood: a number, finish, open or quit."))
