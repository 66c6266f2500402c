"""Free text: what somebody said, in their words."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from cfdiag.locales.locale import Locale
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import MismatchError, OwnKey, QuestionType

MAX_ANSWER = 20_000
_NEAR = 0.8
"""The part of the longest text from which its length is told."""


class FreeText(QuestionType):
    """A text that is not empty."""

    own = MappingProxyType(
        {"max_length": OwnKey("whole", "of a text: how many characters it may have", 1, MAX_ANSWER)}
    )
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
        return MismatchError("a text of at most {max} characters", max=_longest(question))

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Not empty, not endless."""
        return self.fitting(question)(value)

    def fitting(self, question: Question) -> Callable[[AnswerValue], bool]:
        """The same for one question: how long a text may be is asked once."""
        most = _longest(question)
        return lambda value: isinstance(value, str) and 0 < len(value) <= most and not value.isspace()

    def echo(self, question: Question, typed: str, locale: Locale, group: str = "") -> str:
        """How many characters there are, where the end is near."""
        del group
        n, most = len(typed.strip()), _longest(question)
        if n < most * _NEAR:
            return ""
        return locale("{n} of {max} characters", n=locale.count(n), max=locale.count(most))

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """The words as they are, without blanks around them."""
        del locale, group
        value = typed.strip()
        if not self.fits(question, value):
            raise self.expects(question)
        return value


def _longest(question: Question) -> int:
    said = question.own.get("max_length")
    return int(said) if isinstance(said, (int, float)) else MAX_ANSWER


TYPE = FreeText()
