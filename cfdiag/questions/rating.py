"""Ratings: a whole number on a declared scale."""

from __future__ import annotations

import re

from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question, Scale
from cfdiag.questions.base import AnswerKey, MismatchError, QuestionType


def scale_points(scale: Scale, value: float, *, reverse: bool) -> float:
    """A value on a scale as 0 to 100, by the scale's declared ends (design: scoring, one answer)."""
    turned = scale.min + scale.max - value if reverse else value
    return 100.0 * (turned - scale.min) / (scale.max - scale.min)


class Rating(QuestionType):
    """A step of the question's scale, stored as a whole number."""

    name = "rating"
    seconds = 8

    def expects(self, question: Question) -> MismatchError:
        """A whole number between the ends of the scale."""
        scale = _scale(question)
        return MismatchError("a whole number from {min} to {max}", min=scale.min, max=scale.max)

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Whole numbers only: true is no 1, and 4.0 is not how a rating is stored."""
        scale = _scale(question)
        return type(value) is int and scale.min <= value <= scale.max

    def parse(self, question: Question, typed: str, language: str = "en", group: str = "") -> AnswerValue:
        """The number, or the label of a step."""
        words = typed.strip()
        if re.fullmatch(r"-?[0-9]{1,4}", words) and self.fits(question, int(words)):
            return int(words)
        for step, label in _scale(question).labels.items():
            if words and label.pick(language, group).casefold() == words.casefold():
                return step
        raise self.expects(question)

    def show(self, question: Question, value: AnswerValue, language: str = "en", group: str = "") -> str:
        """`4 – Good`, or the number alone where the step has no label."""
        if not isinstance(value, int):
            return "" if value is None else str(value)
        label = _scale(question).labels.get(value)
        return f"{value} – {label.pick(language, group)}" if label else str(value)

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """Linear between the ends."""
        if not isinstance(value, (int, float)):
            return None
        return scale_points(_scale(question), value, reverse=question.reverse)

    def discrete(self, question: Question) -> dict[AnswerKey, float]:
        """The points of each step."""
        scale = _scale(question)
        return {
            step: scale_points(scale, step, reverse=question.reverse)
            for step in range(scale.min, scale.max + 1)
        }


def _scale(question: Question) -> Scale:
    if question.scale is None:
        raise TypeError(f"rating {question.id} without a scale")
    return question.scale
