"""Plain mode: the interview in lines, for screen readers, simple terminals and pipes.

One line at a time, no colour, no cursor movement, no tables. Every command of the screen is there. A line
`Saved: …` means that it is on disk.
"""

from __future__ import annotations

from typing import TextIO

import msgspec

from cfdiag.diagnostics import CfdiagError, closest, render
from cfdiag.interview import engine, plain_words
from cfdiag.interview.events import (
    Answered,
    Cleared,
    Event,
    Finished,
    ItemRemoved,
    ItemRenamed,
    ItemsSettled,
    LanguageSet,
)
from cfdiag.interview.lines import Lines, Stop
from cfdiag.interview.plain_words import BASES, COMMANDS, SHORT
from cfdiag.interview.session import Outcome, Refused, Session
from cfdiag.interview.texts import worded
from cfdiag.model.interview import Answer, AnswerValue, Status
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES, MismatchError
from cfdiag.questions.choice import find_option
from cfdiag.translation import Translator, translator

_REVIEW = ""
_STATUSES: dict[str, Status] = {"skip": "skipped", "dk": "unknown", "na": "not_applicable"}


def run(session: Session, source: TextIO, target: TextIO) -> Outcome:
    """Hold the interview.

    Args:
        session: the interview.
        source: where lines are read; at its end the interview is left.
        target: where lines are written.

    Returns:
        How it was left; what was answered is saved in each case.

    Raises:
        CfdiagError: an answer could not be saved and nobody is there to be asked again.
    """
    return _Plain(session, Lines(source, target)).run()


class _Go(Exception):  # noqa: N818  no error
    """Somebody wants to be elsewhere: at a step, or at the review (empty)."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


class _Given(msgspec.Struct, frozen=True):
    """What was given at one prompt: an answer, or why there is none."""

    status: Status
    value: AnswerValue = None


def _put_together(answer: Answer, importance: _Given | None, given: _Given | None) -> Answer:
    """The answer with what was given at its prompts; None keeps what it has."""
    if importance is not None:
        rated = importance.value if isinstance(importance.value, int) else None
        status = None if importance.status == "answered" else importance.status
        answer = msgspec.structs.replace(answer, importance=rated, importance_status=status)
    if given is not None:
        basis = answer.basis if given.status == "answered" else None
        answer = msgspec.structs.replace(answer, status=given.status, value=given.value, basis=basis)
    return answer


class _Plain:
    def __init__(self, session: Session, lines: Lines) -> None:
        self.session, self.lines = session, lines
        self.here = engine.first_open(session.questionnaire, session.interview) or _REVIEW
        self.from_review = False
        self.told_section = self.told_item = ""

    def run(self) -> Outcome:
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
        except _Go as go:
            self.here = go.target

    # --- what is at hand

    @property
    def t(self) -> Translator:
        """The tool's words in the interview's language."""
        return translator(self.session.interview.language)

    def _steps(self) -> tuple[engine.Step, ...]:
        return engine.steps(self.session.questionnaire, self.session.interview)

    def _step(self) -> engine.Step | None:
        return next((step for step in self._steps() if step.key == self.here), None)

    def _after(self, key: str) -> str:
        """Where one goes from a step: on, or back to the review one came from."""
        if self.from_review:
            self.from_review = False
            return _REVIEW
        keys = [step.key for step in self._steps()]
        place = keys.index(key) + 1 if key in keys else len(keys)
        return keys[place] if place < len(keys) else _REVIEW

    # --- pages

    def _greet(self) -> None:
        self.lines.say(
            worded(self.session.questionnaire, self.session.interview, self.session.questionnaire.title)
        )
        for notice in self.session.notices:
            self.lines.say(notice)
        self.lines.say(
            self.t("Type an answer and press Enter. /help lists the commands; /quit saves and leaves.")
        )

    def _page(self) -> None:
        step = self._step()
        if step is None:
            self.here = _REVIEW
            self._review()
            return
        for line in plain_words.headings(
            self.session, step, self._steps(), self.told_section, self.told_item
        ):
            self.lines.say(line)
        self.told_section, self.told_item = step.section.id, step.item
        if step.question is None:
            self._items(step)
        else:
            self._question(step, step.question)

    def _question(self, step: engine.Step, question: Question) -> None:
        for line in plain_words.introduction(self.session, step, question, self._steps()):
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
                plain_words.answer(self.session, question, answer),
            ):
                break
        if step.basis and answer.status == "answered":
            self._ask_basis(step)
        raise _Go(self._after(step.key))

    def _importance(self, step: engine.Step, question: Question, old: Answer | None) -> _Given | None:
        """How important it is; None keeps what there is."""
        if not step.importance:
            return None
        prompt = plain_words.importance_prompt(self.t, question)
        while True:
            typed = self._line(prompt)
            if isinstance(typed, _Given):
                return typed
            if not typed.strip():
                return None if old is not None else _Given("skipped")
            try:
                return _Given("answered", TYPES["rating"].parse(question, typed))
            except MismatchError as wrong:
                self._complain(wrong)

    def _value(self, step: engine.Step, question: Question, old: Answer | None) -> _Given | None:
        """What is answered; None keeps the answer there is."""
        prompt = plain_words.prompt(self.session, question)
        while True:
            typed = self._line(prompt)
            if isinstance(typed, _Given):
                return typed
            if not typed.strip():
                if old is not None:
                    return None
                if not step.required:
                    return _Given("skipped")
                self.lines.say(self.t("This question is required. /skip leaves it for later."))
                continue
            try:
                return _Given("answered", self._parsed(question, typed))
            except MismatchError as wrong:
                self._complain(wrong)

    def _parsed(self, question: Question, typed: str) -> AnswerValue:
        if question.type == "choices" and typed.strip() == "0" and not question.min:
            return []
        iv = self.session.interview
        return TYPES[question.type].parse(question, typed, iv.language, iv.respondent.group)

    def _complain(self, wrong: MismatchError) -> None:
        expected = self.t(wrong.template, **wrong.values)
        self.lines.say(self.t("Please give {what}.", what=expected))

    def _review(self) -> None:
        asked = self._steps()
        for line in plain_words.review(self.session, asked):
            self.lines.say(line)
        while True:
            typed = self._line(self.t("Enter a number to change that answer, or finish, or quit: "))
            word = typed.strip().casefold() if isinstance(typed, str) else ""
            if word.isascii() and word.isdigit() and 1 <= int(word[:9]) <= len(asked):
                self.from_review = True
                raise _Go(asked[int(word) - 1].key)
            if word in ("finish", self.t("finish")):
                self._do_finish("")
            elif word in ("quit", self.t("quit")):
                self._do_quit("")
            elif word in ("open", self.t("open")):
                raise _Go(engine.first_open(self.session.questionnaire, self.session.interview) or _REVIEW)
            else:
                self.lines.say(self.t("Not understood: a number, finish, open or quit."))

    # --- lists of items

    def _items(self, step: engine.Step) -> None:
        for line in plain_words.items(self.session, step):
            self.lines.say(line)
        typed = self._line(
            self.t("A name to add, /rename NUMBER NAME, /remove NUMBER; Enter when the list is complete: ")
        )
        name = typed.strip() if isinstance(typed, str) else ""
        if not name:
            if self._save(ItemsSettled(step.section.id), self.t("the list")):
                raise _Go(self._after(step.key))
        elif name.isdigit():
            self.lines.say(
                self.t("A number is no name. /rename NUMBER NAME and /remove NUMBER change the list.")
            )
        else:
            self._save(engine.new_item(self.session.interview, step.section.id, name), name)

    def _item(self, number: str) -> tuple[str, str] | None:
        """The section and the id of the item of that number on the list that is shown."""
        step = self._step()
        if step is None or step.question is not None:
            self.lines.say(self.t("There is no list here; /items goes to it."))
            return None
        items = list(self.session.interview.items.get(step.section.id, {}))
        if number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= len(items):
            return step.section.id, items[int(number) - 1]
        self.lines.say(self.t("Please give {what}.", what=self.t("a number of the list")))
        return None

    def _do_rename(self, rest: str) -> None:
        number, _, name = rest.partition(" ")
        found = self._item(number)
        if found is not None and self._save(ItemRenamed(*found, name.strip()), name.strip()):
            raise _Go(self.here)

    def _do_remove(self, rest: str) -> None:
        found = self._item(rest)
        if found is not None and self._save(
            ItemRemoved(*found), self.t("removed; its answers are kept aside")
        ):
            raise _Go(self.here)

    def _do_items(self, rest: str) -> None:
        del rest
        step = self._step()
        lists = [other for other in self._steps() if other.question is None]
        own = [other for other in lists if step is not None and other.section.id == step.section.id]
        if not lists:
            self.lines.say(self.t("There is no list in this interview."))
            return
        raise _Go((own or lists)[0].key)

    # --- reading a line, and the commands in it

    def _line(self, prompt: str) -> str | _Given:
        """What was typed; commands that stay on the page are done on the way."""
        while True:
            typed = self.lines.ask(prompt)
            if typed.startswith("//"):
                return typed[1:]
            if not typed.startswith("/"):
                return typed
            word, _, rest = typed[1:].strip().partition(" ")
            name = SHORT.get(word.casefold(), word.casefold())
            if name in _STATUSES and self._question_here() is not None:
                return _Given(_STATUSES[name])
            if name == "draft" and (draft := self.session.draft(self.here)):
                return draft
            if name in COMMANDS:
                getattr(self, f"_do_{name}")(rest.strip())
            else:
                hint = closest(name, COMMANDS)
                self.lines.say(
                    self.t("There is no such command; /help lists them.") + (f" {hint}" if hint else "")
                )

    def _question_here(self) -> Question | None:
        step = self._step()
        return step.question if step is not None else None

    def _not_here(self, rest: str) -> None:
        del rest
        self.lines.say(self.t("There is no question here."))

    _do_skip = _do_dk = _do_na = _not_here

    def _do_draft(self, rest: str) -> None:
        del rest
        self.lines.say(self.t("There is no draft here."))

    def _do_help(self, rest: str) -> None:
        del rest
        for name, meaning in COMMANDS.items():
            self.lines.say(f"/{name}: {self.t(meaning)}")
        self.lines.say(self.t("//: an answer that begins with a slash"))

    def _do_back(self, rest: str) -> None:
        del rest
        keys = [step.key for step in self._steps()]
        place = keys.index(self.here) if self.here in keys else len(keys)
        self.from_review = False
        if not place:
            self.lines.say(self.t("This is the first question."))
        raise _Go(keys[max(0, place - 1)] if keys else _REVIEW)

    def _do_next(self, rest: str) -> None:
        del rest
        raise _Go(self._after(self.here))

    def _do_review(self, rest: str) -> None:
        del rest
        self.from_review = False
        raise _Go(_REVIEW)

    def _do_quit(self, rest: str) -> None:
        del rest
        raise Stop("left")

    def _do_finish(self, rest: str) -> None:
        del rest
        try:
            done = self._save(Finished(), "", refused=False)
        except Refused:
            still = engine.open_required(self.session.questionnaire, self.session.interview)
            self.lines.say(
                self.t.plural(
                    "{n} required question is open.", "{n} required questions are open.", len(still)
                )
            )
            self.from_review = False
            raise _Go(still[0]) from None
        if done:
            raise _Go(_REVIEW)

    def _do_clear(self, rest: str) -> None:
        del rest
        if self.here not in self.session.interview.answers:
            self.lines.say(self.t("There is no answer here."))
        elif self._save(Cleared(self.here), self.t("the question is open again")):
            raise _Go(self.here)

    def _do_language(self, rest: str) -> None:
        known = engine.languages(self.session.questionnaire)
        others = [language for language in known if language != self.session.interview.language]
        wanted = rest.casefold() or (others[0] if len(others) == 1 else "")
        if wanted not in known:
            self.lines.say(self.t("The languages are: {all}.", all=", ".join(known)))
        elif self._save(LanguageSet(wanted), wanted):
            self.told_section = ""
            raise _Go(self.here)

    def _do_probe(self, rest: str) -> None:
        del rest
        step, question = self._step(), self._question_here()
        probe = question.probe if question is not None else None
        hint = worded(self.session.questionnaire, self.session.interview, probe, step)
        self.lines.say(hint or self.t("There is no hint here."))

    # --- what stands beside an answer

    def _beside(self, step: engine.Step, old: Answer | None) -> Answer:
        """The answer there is, or an empty one, with what was noted before the answer."""
        answer = old or Answer(status="skipped")
        basis = self.session.draft(step.key, "basis")
        return msgspec.structs.replace(
            answer,
            note=self.session.draft(step.key, "note") or answer.note,
            evidence=self.session.draft(step.key, "evidence") or answer.evidence,
            tags=self.session.draft(step.key, "tags").split() or answer.tags,
            basis=next((known for known in BASES if known == basis), answer.basis),
        )

    def _keep_beside(self, field: str, value: str | list[str] | None, shown: str) -> bool:
        """Save what stands beside an answer: with the answer, or as a draft until there is one."""
        old = self.session.interview.answers.get(self.here)
        if old is not None:
            event: Event = Answered(self.here, msgspec.structs.replace(old, at="", **{field: value}))
            return self._save(event, shown)
        text = " ".join(value) if isinstance(value, list) else value or ""
        try:
            self.session.keep_draft(self.here, text, field)
        except CfdiagError as error:
            return self._not_saved(error)
        self.lines.say(self.t("Saved: {what}.", what=shown))
        return True

    def _remark(self, field: str, rest: str) -> None:
        step = self._step()
        if step is None or step.question is None:
            self._not_here(rest)
        elif rest:
            text = "" if rest == "-" else rest
            self._keep_beside(field, text, plain_words.short(text) if text else self.t("removed"))
        else:
            there = getattr(self._beside(step, self.session.interview.answers.get(step.key)), field)
            self.lines.say(there or self.t("There is none. Type it after the command; - removes it."))

    def _do_note(self, rest: str) -> None:
        self._remark("note", rest)

    def _do_evidence(self, rest: str) -> None:
        self._remark("evidence", rest)

    def _do_tags(self, rest: str) -> None:
        question = self._question_here()
        if question is None or not question.tags:
            self.lines.say(self.t("This question has no tags."))
            return
        iv = self.session.interview
        as_options = msgspec.structs.replace(question, options=question.tags)
        for n, tag in enumerate(question.tags, 1):
            self.lines.say(f"{n}. {tag.label.pick(iv.language, iv.respondent.group)}")
        prompt = self.t("Enter numbers separated by commas, 0 for none of these: ")
        typed = rest or self.lines.ask(prompt)
        words = [] if typed.strip() in ("", "0") else typed.replace(",", " ").split()
        found = [find_option(as_options, word, iv.language, iv.respondent.group) for word in words]
        ids = [id_ for id_ in dict.fromkeys(found) if id_ is not None]
        if None in found:
            numbers = self.t(
                "numbers from {min} to {max}, separated by commas", min=1, max=len(question.tags)
            )
            self.lines.say(self.t("Please give {what}.", what=numbers))
        else:
            self._keep_beside("tags", ids, ", ".join(ids) or self.t("none"))

    def _do_basis(self, rest: str) -> None:
        step = self._step()
        old = self.session.interview.answers.get(self.here)
        if step is None or not step.basis:
            self.lines.say(self.t("What it rests on is not asked here."))
        elif old is not None and old.status != "answered":
            self.lines.say(self.t("There is no answer here."))
        else:
            self._ask_basis(step, rest)

    def _ask_basis(self, step: engine.Step, typed: str = "") -> None:
        old = self._beside(step, self.session.interview.answers.get(step.key)).basis
        if not typed:
            self.lines.say(self.t("What does this answer rest on?"))
            for n, basis in enumerate(BASES, 1):
                self.lines.say(f"{n}. {self.t(BASES[basis])}")
            if old is not None:
                self.lines.say(
                    self.t("Current answer: {answer}. Press Enter to keep it.", answer=self.t(BASES[old]))
                )
        while True:
            given = typed or self._line(
                self.t("A number from {min} to {max}, or Enter: ", min=1, max=len(BASES))
            )
            typed = ""
            if isinstance(given, _Given) or not given.strip():
                return
            found = plain_words.basis(self.t, given)
            if found is None:
                expected = self.t("a number from {min} to {max}", min=1, max=len(BASES))
                self.lines.say(self.t("Please give {what}.", what=expected))
            elif found == old or self._keep_beside("basis", found, self.t(BASES[found])):
                return

    # --- saving

    def _save(self, event: Event, what: str, *, refused: bool = True) -> bool:
        """Let an event happen and say that it is saved; False where it is not, which is said too."""
        try:
            self.session.do(event)
        except Refused as error:
            if not refused:
                raise
            reason = self.t(error.problem.template, **error.problem.values)
            self.lines.say(self.t("Not saved: {reason}.", reason=reason))
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
