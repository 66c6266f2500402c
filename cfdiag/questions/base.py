"""What every question type can do; each type is one file beside this one."""

from __future__ import annotations

from typing import ClassVar

from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question

AnswerKey = int | float | str
"""A single value as the key of a lookup table or a histogram."""


class MismatchError(ValueError):
    """What was typed does not fit the question.

    `str()` is the English sentence; `template` and `values` are its parts, for a translator.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class QuestionType:
    """One type of question. Stateless: the question is handed in."""

    name: ClassVar[str] = ""
    seconds: ClassVar[int] = 10
    """How long an answer takes, before the pace of the respondent is known."""

    def expects(self, question: Question) -> MismatchError:
        """What a valid answer is, as the refusal of another one: `a whole number from 1 to 5`."""
        raise NotImplementedError

    def check(self, question: Question, value: AnswerValue) -> str | None:
        """None where the value is a valid answer, else what one would be."""
        return None if self.fits(question, value) else str(self.expects(question))

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Whether the value is a valid answer."""
        raise NotImplementedError

    def parse(self, question: Question, typed: str, language: str = "en", group: str = "") -> AnswerValue:
        """The value that somebody typed: a number, an id or a label.

        Raises:
            MismatchError: (a ValueError) it is no answer to this question.
        """
        raise NotImplementedError

    def show(self, question: Question, value: AnswerValue, language: str = "en", group: str = "") -> str:
        """The value for people."""
        del question, language, group
        return "" if value is None else str(value)

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """0 to 100 after reversal, or None: the value has no part in a score."""
        del question, value
        return None

    def discrete(self, question: Question) -> dict[AnswerKey, float] | None:
        """Points by value, where the values are few; None where `points` has to be asked."""
        del question
        return None

    def can_score(self, question: Question) -> bool:
        """Whether any answer to this question has points."""
        return bool(self.discrete(question))
