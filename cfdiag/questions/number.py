"""Numbers: a figure, with bounds where the question has them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import FIGURES, MismatchError, QuestionType
from cfdiag.questions.rating import scale_points


class Number(QuestionType):
    """A figure; it takes part in a score only where the question names a scale."""

    takes = frozenset({"scale", "min", "max", "reverse", "dimension"})
    seconds = 12
    unshared = "it has no options"
    figures = frozenset(FIGURES)

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """A figure."""
        del question, group
        return locale("Number: ")

    def expects(self, question: Question) -> MismatchError:
        """A number, and its bounds."""
        least, most = _bounds(question)
        if least is not None and most is not None:
            return MismatchError("a number from {min} to {max}", min=f"{least:g}", max=f"{most:g}")
        if least is not None:
            return MismatchError("a number of at least {min}", min=f"{least:g}")
        if most is not None:
            return MismatchError("a number of at most {max}", max=f"{most:g}")
        return MismatchError("a number")

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """A finite number within the bounds."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return False
        least, most = _bounds(question)
        return (least is None or value >= least) and (most is None or value <= most)

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """Digits, with the decimal sign of the language or the other one."""
        del group
        value = locale.read_number(typed)
        if value is None or not self.fits(question, value):
            raise self.expects(question)
        return value

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The figure, with the decimal sign of the language."""
        del question, group
        return locale.as_written(value) if isinstance(value, (int, float)) else ""

    def typed(self, question: Question, value: AnswerValue, locale: Locale) -> str:
        """The figure, with the decimal sign of the language."""
        return self.show(question, value, locale)

    def told(self, question: Question, value: AnswerValue, locale: Locale, group: str) -> str:
        """The figure, its thousands set apart."""
        del question, group
        return locale.count(value) if isinstance(value, int | float) else ""

    def domain(self, question: Question) -> Domain:
        """The bounds."""
        least, most = _bounds(question)
        return Domain(-math.inf if least is None else least, math.inf if most is None else most)

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """Linear on the question's scale; without one, none."""
        if question.scale is None or not isinstance(value, (int, float)):
            return None
        return scale_points(question.scale, value, reverse=question.reverse)

    def can_score(self, question: Question) -> bool:
        """With a scale."""
        return question.scale is not None

    def notes(self, question: Question, value: Any) -> Sequence[tuple[str, Any]]:  # noqa: ANN401  a valid answer
        """The figure."""
        del question
        return [("number", value)]


def _bounds(question: Question) -> tuple[float | None, float | None]:
    if question.scale is not None:
        return question.scale.min, question.scale.max
    return question.min, question.max


TYPE = Number()
