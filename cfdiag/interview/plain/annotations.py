"""What stands beside an answer: note, evidence, tags, what it rests on."""

from __future__ import annotations

import msgspec

from cfdiag.interview import state
from cfdiag.interview.events import Answered, Draft, Event
from cfdiag.interview.plain import phrases
from cfdiag.interview.plain.conversation import Given, Talk
from cfdiag.interview.wording import BASES
from cfdiag.model.interview import Answer
from cfdiag.questions.choice import find_option


class Beside(Talk):
    """Saved with the answer, or as a draft until there is one."""

    def _beside(self, step: state.Step, old: Answer | None) -> Answer:
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
        return self._save(Draft(self.here, text, field), shown)

    def _remark(self, field: str, rest: str) -> None:
        step = self._step()
        if step is None or step.question is None:
            self._not_here(rest)
        elif rest:
            text = "" if rest == "-" else rest
            self._keep_beside(field, text, phrases.short(text) if text else self.t("removed"))
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
            self._refuse(self.t("This question has no tags."))
            return
        iv = self.session.interview
        as_options = msgspec.structs.replace(question, options=question.tags)
        for n, tag in enumerate(question.tags, 1):
            self.lines.say(f"{n}. {tag.label.pick(iv.language, iv.respondent.group)}")
        prompt = self.t("Enter numbers separated by commas, 0 for none of these: ")
        typed = rest or self.lines.ask(prompt)
        phrases = [] if typed.strip() in ("", "0") else typed.replace(",", " ").split()
        found = [find_option(as_options, word, iv.language, iv.respondent.group) for word in phrases]
        ids = [id_ for id_ in dict.fromkeys(found) if id_ is not None]
        if None in found:
            numbers = self.t(
                "numbers from {min} to {max}, separated by commas", min=1, max=len(question.tags)
            )
            self._ask_for(numbers)
        else:
            self._keep_beside("tags", ids, ", ".join(ids) or self.t("none"))

    def _do_basis(self, rest: str) -> None:
        step = self._step()
        old = self.session.interview.answers.get(self.here)
        if step is None or not step.basis:
            self._refuse(self.t("What it rests on is not asked here."))
        elif old is not None and old.status != "answered":
            self._refuse(self.t("There is no answer here."))
        else:
            self._ask_basis(step, rest)

    def _ask_basis(self, step: state.Step, typed: str = "") -> None:
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
            if isinstance(given, Given) or not given.strip():
                return
            found = phrases.basis(self.t, given)
            if found is None:
                expected = self.t("a number from {min} to {max}", min=1, max=len(BASES))
                self._ask_for(expected)
            elif found == old or self._keep_beside("basis", found, self.t(BASES[found])):
                return
