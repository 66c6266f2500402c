"""What many of those asked could not answer, and who could: where knowledge is missing."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import UNSET

from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import GroupScore, QuestionScore, Unanswered

LEAST_SHARE = 0.2
"""From a fifth of those asked."""

_MORE_THAN = 0.5


def unanswered(
    questions: Mapping[str, QuestionScore], groups: Mapping[str, GroupScore], questionnaire: Questionnaire
) -> list[Unanswered]:
    """The questions that a fifth or more of those asked did not know, the largest share first.

    Asked are those who answered, did not know, or passed it by, as far as that may be told; not those whom it
    did not concern. Of a question that is asked about several items each item is told by itself: over all of
    them one person may have known and not known.
    """
    found = []
    for key, score in questions.items():
        if score.given is not UNSET:
            continue
        unknown = score.told("unknown")
        asked = unknown + score.told("answered") + score.told("skipped")
        if asked and unknown / asked >= LEAST_SHARE:
            group = _who_knows(key, groups, questionnaire)
            found.append(
                Unanswered(question=key, n=unknown, of=asked, share=unknown / asked, group=group or UNSET)
            )
    return sorted(found, key=lambda each: -each.share)


def _who_knows(key: str, groups: Mapping[str, GroupScore], questionnaire: Questionnaire) -> str:
    """The group of which most did know; empty where it is half of none."""
    question = questionnaire.question(question_of(key))
    best, share = "", _MORE_THAN
    for group, figures in groups.items():
        figure = figures.questions.get(key)
        if figure is None or question is None or group not in question.groups:
            continue
        known, unknown = figure.told("answered"), figure.told("unknown")
        if known and known / (known + unknown) > share:
            best, share = group, known / (known + unknown)
    return best
