"""Ratings: a whole number on a declared scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question, Scale
from cfdiag.model.result import QuestionScore
from cfdiag.questions._type import (
    FIGURES,
    AnswerKey,
    MismatchError,
    Need,
    QuestionType,
    SayText,
    Wrong,
)

if TYPE_CHECKING:
    from random import Random

_TEN = Scale("ten", 0, 10, {})
"""The scale of a `recommend` question that names none."""


def scale_points(scale: Scale, value: float, *, reverse: bool = False) -> float:
    """A value on a scale as 0 to 100, by the scale's declared ends (`docs/scoring.md`, one answer)."""
    return 100.0 * ((scale.turned(value) if reverse else value) - scale.min) / scale.span


class Rating(QuestionType):
    """A step of the question's scale, stored as a whole number."""

    takes = frozenset({"scale", "importance", "recommend", "reverse", "dimension", "low", "high"})
    needs = Need("scale", "the rating has no 'scale'", "name one of the scales")
    column = "step"
    page = "grid"
    seconds = 8
    rated = True
    figures = frozenset(FIGURES)

    def implied_scale(self, *, recommend: bool) -> Scale | None:
        """From 0 to 10, where people are asked whether they would recommend."""
        return _TEN if recommend else None

    def wrongs(self, question: Question) -> Iterator[Wrong]:
        """Promoters and detractors are counted on 0 to 10 only."""
        scale = _scale(question)
        if question.recommend and scale.values != _TEN.values:
            yield Wrong(
                "recommend", "'recommend' needs a scale from 0 to 10", "scales: {ten: {min: 0, max: 10}}"
            )

    def label(self, question: Question, key: str, locale: Locale, text: SayText) -> str:
        """What a step means; its number where the scale has no word for it."""
        meant = next((label for step, label in question.step_labels.items() if str(step) == key), None)
        return text(meant) if meant is not None else super().label(question, key, locale, text)

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """`Rating, 1 Very poor to 5 Excellent: `."""
        scale = _scale(question)
        ends = []
        for step in (scale.shown[0], scale.shown[-1]):
            label = question.step_labels.get(step)
            ends.append(f"{step} {label.pick(locale.language, group) if label else ''}".strip())
        return f"{locale('Rating')}, {locale('{min} to {max}', min=ends[0], max=ends[1])}: "

    def expects(self, question: Question) -> MismatchError:
        """A step of the scale."""
        scale = _scale(question)
        if scale.step > 1:
            known = {"min": scale.min, "max": scale.max, "step": scale.step}
            return MismatchError("{min} to {max} in steps of {step}", quotes=False, **known)
        return MismatchError("a whole number from {min} to {max}", min=scale.min, max=scale.max)

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Whole numbers only: true is no 1, and 4.0 is not how a rating is stored."""
        scale = _scale(question)
        return type(value) is int and value in scale.values

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """The number, or the label of a step."""
        words = typed.strip().replace("\u2212", "-").removeprefix("+")
        if re.fullmatch(r"-?[0-9]{1,4}", words) and self.fits(question, int(words)):
            return int(words)
        for step, label in question.step_labels.items():
            if words and label.pick(locale.language, group).casefold() == words.casefold():
                return step
        raise self.expects(question)

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """`4 – Good`, or the number alone where the step has no label."""
        if not isinstance(value, int):
            return "" if value is None else str(value)
        label = question.step_labels.get(value)
        return f"{value} – {label.pick(locale.language, group)}" if label else str(value)

    def invent(self, question: Question, chance: Random, mean: float, spread: float) -> AnswerValue:
        """A step drawn around the mean, which is stretched to the scale at hand."""
        scale = _scale(question)
        drawn = (chance.gauss(mean, spread) - 1) / 4 * (len(scale.values) - 1)
        return scale.values[max(0, min(len(scale.values) - 1, round(drawn)))]

    def domain(self, question: Question) -> Domain:
        """The steps."""
        scale = _scale(question)
        return Domain(scale.min, scale.max, whole=True)

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """Linear between the ends."""
        if not isinstance(value, (int, float)):
            return None
        return scale_points(_scale(question), value, reverse=question.reverse)

    def discrete(self, question: Question) -> dict[AnswerKey, float]:
        """The points of each step."""
        scale = _scale(question)
        return {step: scale_points(scale, step, reverse=question.reverse) for step in scale.values}

    def values(self, question: Question) -> tuple[AnswerKey, ...]:
        """The steps."""
        return tuple(_scale(question).values)

    def bins(self, question: Question) -> tuple[str, ...]:
        """All steps: where nobody stands is part of the picture."""
        return tuple(map(str, self.values(question)))

    def value_of(self, key: str) -> AnswerValue:
        """The step."""
        return int(key)

    def cell(self, question: Question, score: QuestionScore, locale: Locale, text: SayText) -> str:
        """One by one, where there are too few to be added up; those of a reversed question turned."""
        del text
        listed = score.answers if isinstance(score.answers, list) else []
        steps = [step for step in listed if not isinstance(step, list)]
        if not (question.reverse and question.scale):
            return in_a_row(steps, locale)
        return turned_round(in_a_row(sorted(map(question.scale.turned, steps)), locale), locale)


def in_a_row(steps: Sequence[float], locale: Locale) -> str:
    """Answers on a scale, one by one."""
    return ", ".join(locale.number(step, 0 if step == int(step) else 1) for step in steps)


def turned_round(said: str, locale: Locale) -> str:
    """Answers to a reversed question as every figure takes them, said to be turned: '3, 4 (turned round)'."""
    return f"{said} ({locale('turned round')})" if said else ""


def _scale(question: Question) -> Scale:
    if question.scale is None:
        raise TypeError(f"rating {question.id} without a scale")
    return question.scale


TYPE = Rating()
