"""An interview against its questionnaire: unknown questions, other groups, values that do not fit."""

from __future__ import annotations

from cfdiag.documents.faults import Faults, suggest
from cfdiag.documents.nodes import Node, Place
from cfdiag.ground.diagnostics import Severity
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.questions import check_answer


def check_against(interview: Interview, node: Node, questionnaire: Questionnaire, faults: Faults) -> None:
    """Note everything in an interview that its questionnaire does not know or allow.

    Where the interview names another version, what does not fit is a warning: scoring takes the
    questions that both have.
    """
    _Check(interview, node, questionnaire, faults).run()


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

    def run(self) -> None:
        self.versions()
        group = self.interview.respondent.group
        if group not in self.questionnaire.groups:
            place = self.place("respondent", "group")
            hint = suggest(group, self.questionnaire.groups, "groups")
            self.note("unknown-group", f"the questionnaire has no group '{group}'", place, hint)
            return
        for part in ("answers", "set_aside"):
            answers = getattr(self.interview, part)
            for key in answers:
                self.answer(key, self.place(part, key), part)

    def versions(self) -> None:
        named, at_hand = self.interview.questionnaire, self.questionnaire
        if named.version and named.version != at_hand.version:
            self.severity = "warning"
            self.note(
                "other-version",
                f"held with version {named.version} of {at_hand.id}, at hand is {at_hand.version}",
                self.place("questionnaire", "version"),
                "the questions that both have are scored",
            )
        elif named.sha256 and at_hand.sha256 and named.sha256 != at_hand.sha256:
            self.faults.add(
                "other-version",
                f"the questionnaire {at_hand.id} {at_hand.version} was changed since the interview",
                self.place("questionnaire", "sha256"),
                "give it a new version when it changes",
                "warning",
            )

    def answer(self, key: str, place: Place, part: str) -> None:
        question_id = key.rsplit("/", 1)[-1]
        found = self.questions.get(question_id)
        if found is None:
            hint = suggest(question_id, self.questions, "questions")
            self.note("unknown-question", f"there is no question '{question_id[:64]}'", place, hint)
            return
        section, question = found
        if not self.fitting_key(key, section, question, place):
            return
        problem = check_answer(question, getattr(self.interview, part)[key], self.interview.respondent.group)
        if problem is not None:
            self.note("bad-answer", f"{key}: {problem}", place)

    def fitting_key(self, key: str, section: Section, question: Question, place: Place) -> bool:
        if section.repeat is None:
            if key == question.id:
                return True
            self.note("bad-key", f"'{question.id}' is asked once", place, f"the key is {question.id}")
            return False
        parts = key.split("/")
        if len(parts) != 3 or parts[0] != section.id:  # noqa: PLR2004  section/item/question
            hint = f"the key is {section.id}/ITEM/{question.id}"
            self.note("bad-key", f"'{question.id}' is asked once per item of '{section.id}'", place, hint)
            return False
        items = {**section.repeat.items, **self.interview.items.get(section.id, {})}
        if parts[1] not in items:
            hint = suggest(parts[1], items, "items")
            self.note(
                "unknown-item", f"the section '{section.id}' has no item '{parts[1][:64]}'", place, hint
            )
            return False
        return True

    def place(self, *path: str) -> Place:
        node, at = self.node, self.node.at
        for key in path:
            if not isinstance(node.value, dict) or key not in node.value:
                return at
            node = node.value[key]
            at = node.key_at
        return at

    def note(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.faults.add(code, message, place, hint, self.severity)
