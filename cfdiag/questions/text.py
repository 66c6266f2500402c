"""Free text: what somebody said, in their words."""

from __future__ import annotations

from cfdiag.locales.locale import Locale
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import MismatchError, QuestionType

MAX_ANSWER = 20_000


class FreeText(QuestionType):
    """A text that is not empty."""

    seconds = 60
    in_words = True
    unshared = "it has no options"
    from_one = True

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """Room for words."""
        del question, group
        return locale("Answer: ")

    def expects(self, question: Question) -> MismatchError:
        """Some words."""
        del question
        return MismatchError("a text of at most {max} characters", max=MAX_ANSWER)

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Not empty, not endless."""
        del question
        return isinstance(value, str) and bool(value.strip()) and len(value) <= MAX_ANSWER

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """The words as they are, without blanks around them."""
        del locale, group
        value = typed.strip()
        if not self.fits(question, value):
            raise self.expects(question)
        return value


TYPE = FreeText()
