"""Of few people the ratings that may be told one by one, and how they are said."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET

from cfdiag.locales.locale import Locale
from cfdiag.model.result import QuestionScore, Result
from cfdiag.scoring.stats.statistics import MEAN_FROM


class ToldRating(NamedTuple):
    """A question of which few people's answers are told one by one."""

    questionnaire: str
    key: str
    answers: list[float]
    """In scale units, sorted."""
    least: int
    most: int
    """The ends of its scale."""

    @property
    def mean(self) -> float:
        """In which order they stand: never shown."""
        return sum(self.answers) / len(self.answers) / self.most


def told_ratings(result: Result) -> list[ToldRating]:
    """Of fewer than five interviews the ratings that may be told, the highest first; of more none.

    Reversed ones are left out: their highest answer is no praise.
    """
    if not 0 < result.inputs.interviews < MEAN_FROM:
        return []
    found = []
    for part in result.questionnaires:
        pooled = {key.rpartition("/")[2] for key in part.questions if "/" in key}
        for key, question in part.questions.items():
            if question.scale is None or question.turned is not UNSET or key in pooled:
                continue
            answers = _told_answers(question)
            if answers:
                found.append(ToldRating(part.id, key, answers, *question.scale))
    return sorted(found, key=lambda each: -each.mean)


def _told_answers(question: QuestionScore) -> list[float]:
    if isinstance(question.answers, list):
        return [each for each in question.answers if isinstance(each, float)]
    return [question.mean] if question.n == 1 and question.mean is not None else []


def ratings_said(each: ToldRating, words: Locale) -> str:
    """The answers one by one: `2 and 4 of 5`; `4 of 5, 2 answers` where they are the same."""
    same, said = len(set(each.answers)) == 1, figures_said(each, words)
    if same and len(each.answers) > 1:
        said += words.plural(", {n} answer", ", {n} answers", len(each.answers))
    return said


def figures_said(each: ToldRating, words: Locale) -> str:
    """The answers without how many they are where they are the same: a headline of brackets is not read."""
    same = len(set(each.answers)) == 1
    figures = words.listing([words.as_written(answer) for answer in each.answers[: 1 if same else None]])
    return words("{figure} of {most}", figure=figures, most=words.count(each.most))
