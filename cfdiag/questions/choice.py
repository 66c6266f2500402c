"""One of several options, stored as the option's id."""

from __future__ import annotations

from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions.base import AnswerKey, MismatchError, QuestionType


def find_option(question: Question, typed: str, language: str, group: str) -> str | None:
    """The id of the option meant by its number, its id or its label."""
    word = typed.strip()
    if word.isascii() and word.isdigit() and len(word) < 4:  # noqa: PLR2004  no list has 1,000 options
        place = int(word) - 1
        return question.options[place].id if 0 <= place < len(question.options) else None
    for option in question.options:
        if word.casefold() in (option.id, option.label.pick(language, group).casefold()):
            return option.id
    return None


def label(question: Question, id_: str, language: str, group: str) -> str:
    """The label of an option, or its id where the option is no longer there."""
    found = next((option for option in question.options if option.id == id_), None)
    return found.label.pick(language, group) if found else id_


class Choice(QuestionType):
    """One option."""

    name = "choice"
    seconds = 10

    def expects(self, question: Question) -> MismatchError:
        """The options' ids."""
        return MismatchError("one of {options}", options=", ".join(option.id for option in question.options))

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """The id of one of the options."""
        return isinstance(value, str) and any(option.id == value for option in question.options)

    def parse(self, question: Question, typed: str, language: str = "en", group: str = "") -> AnswerValue:
        """The number, the id or the label of an option."""
        found = find_option(question, typed, language, group)
        if found is None:
            raise MismatchError("a number from {min} to {max}", min=1, max=len(question.options))
        return found

    def show(self, question: Question, value: AnswerValue, language: str = "en", group: str = "") -> str:
        """The option's label."""
        return label(question, value, language, group) if isinstance(value, str) else ""

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """The option's declared points."""
        return self.discrete(question).get(value) if isinstance(value, str) else None

    def discrete(self, question: Question) -> dict[AnswerKey, float]:
        """Points of the options that have them; the others have no part in a score."""
        return {
            option.id: 100.0 - option.points if question.reverse else option.points
            for option in question.options
            if option.points is not None
        }
