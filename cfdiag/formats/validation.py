"""An interview against its questionnaire: unknown questions, other groups, values that do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cfdiag.documents.faults import Faults, suggest
from cfdiag.documents.nodes import Node, Place
from cfdiag.formats.moments import is_before, read_moment
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Severity
from cfdiag.model.interview import Answer, Interview, split_key
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.questions import check_answer


def check_against(
    interview: Interview, node: Node, questionnaire: Questionnaire, faults: Faults
) -> Mapping[str, Code] | None:
    """Note everything in an interview that its questionnaire does not know or allow.

    Where the interview names another version, what does not fit is a warning: scoring takes the
    questions that both have.

    Returns:
        By the keys of answers that are faults: which. None where the group is one.
    """
    return _Check(interview, node, questionnaire, faults).run()


def check_times(interview: Interview, node: Node, faults: Faults) -> None:
    """Note every date that is none, and an end that comes before its beginning."""
    written: list[tuple[str | None, tuple[str, ...]]] = [
        (interview.started, ("started",)),
        (interview.finished, ("finished",)),
        (interview.respondent.consent_at, ("respondent", "consent_at")),
    ]
    for part in ("answers", "set_aside"):
        answers: dict[str, Answer] = getattr(interview, part)
        written += [(answer.at or None, (part, key, "at")) for key, answer in answers.items()]
    written += [(remark.at, ("remarks", str(n), "at")) for n, remark in enumerate(interview.remarks)]
    for text, path in written:
        if text is not None and read_moment(text) is None:
            message = f"'{path[-1]}' is no date and no time of the calendar"
            faults.add(Code.BAD_TIME, message, _place(node, path), _TIMES)
    started, finished = (read_moment(text or "") for text in (interview.started, interview.finished))
    if started is not None and finished is not None and is_before(finished, started):
        hint = "set right which of the two is wrong; was a clock changed meanwhile?"
        faults.add(
            Code.FINISHED_BEFORE_STARTED, "finished before it was started", _place(node, ("finished",)), hint
        )


_TIMES = "write 2026-11-22, or 2026-11-22T09:00:00Z"


def _place(node: Node, path: Sequence[str]) -> Place:
    """The place of a key, as near as can be."""
    at = node.at
    for key in path:
        inner = None
        if isinstance(node.value, dict):
            inner = node.value.get(key)
        elif isinstance(node.value, list):
            inner = node.value[int(key)]
        if not isinstance(inner, Node):
            return at
        node, at = inner, inner.key_at
    return at


class _Check:
    def __init__(
        self, interview: Interview, node: Node, questionnaire: Questionnaire, faults: Faults
    ) -> None:
        self.interview = interview
        self.node = node
        self.questionnaire = questionnaire
        self.faults = faults
        self.severity: Severity = "error"
        self.questions: dict[str, tuple[Section, Question]] = {
            question.id: (section, question)
            for section in questionnaire.sections
            for question in section.questions
        }

    def run(self) -> dict[str, Code] | None:
        self.versions()
        group = self.interview.respondent.group
        if group not in self.questionnaire.groups:
            place = self.place("respondent", "group")
            hint = suggest(group, self.questionnaire.groups, "groups")
            self.note(Code.UNKNOWN_GROUP, f"the questionnaire has no group '{group}'", place, hint)
            return None if self.severity == "error" else {}
        for key, answer in self.interview.set_aside.items():
            self.answer(key, answer, self.place("set_aside", key))
        found = {
            key: self.answer(key, answer, self.place("answers", key))
            for key, answer in self.interview.answers.items()
        }
        return {key: code for key, code in found.items() if code is not None and self.severity == "error"}

    def versions(self) -> None:
        named, at_hand = self.interview.questionnaire, self.questionnaire
        # Another text is no fault of the interview: what both have counts, and the rest is advice.
        if named.version and named.version != at_hand.version:
            self.severity = "warning"
            self.note(
                Code.OTHER_VERSION,
                f"held with version {named.version} of {at_hand.id}, at hand is {at_hand.version}",
                self.place("questionnaire", "version"),
                "the questions that both have are scored",
            )
        elif named.sha256 and at_hand.sha256 and named.sha256 != at_hand.sha256:
            self.faults.add(
                Code.OTHER_VERSION,
                f"the questionnaire {at_hand.id} {at_hand.version} was changed since the interview",
                self.place("questionnaire", "sha256"),
                "give it a new version when it changes",
                "warning",
            )

    def answer(self, key: str, answer: Answer, place: Place) -> Code | None:
        """Note what is wrong with an answer, and say of which kind it is."""
        question_id = key.rsplit("/", 1)[-1]
        found = self.questions.get(question_id)
        if found is None:
            hint = suggest(question_id, self.questions, "questions")
            return self.note(Code.UNKNOWN_QUESTION, f"there is no question '{question_id[:64]}'", place, hint)
        section, question = found
        unfit = self.unfit_key(key, section, question, place)
        if unfit is not None:
            return unfit
        problem = check_answer(question, answer, self.interview.respondent.group)
        return None if problem is None else self.note(Code.BAD_ANSWER, f"{key}: {problem}", place)

    def unfit_key(self, key: str, section: Section, question: Question, place: Place) -> Code | None:
        if section.repeat is None:
            if key == question.id:
                return None
            message = f"'{question.id}' is asked once"
            return self.note(Code.BAD_KEY, message, place, f"the key is {question.id}")
        where, item, _ = split_key(key)
        if where != section.id:
            message = f"'{question.id}' is asked once per item of '{section.id}'"
            return self.note(Code.BAD_KEY, message, place, f"the key is {section.id}/ITEM/{question.id}")
        # Items that the respondent named stand in the interview itself.
        items = {**section.repeat.items, **self.interview.items.get(section.id, {})}
        if item in items:
            return None
        message = f"the section '{section.id}' has no item '{item[:64]}'"
        return self.note(Code.UNKNOWN_ITEM, message, place, suggest(item, items, "items"))

    def place(self, *path: str) -> Place:
        return _place(self.node, path)

    def note(self, code: Code, message: str, place: Place, hint: str = "") -> Code:
        self.faults.add(code, message, place, hint, self.severity)
        return code
