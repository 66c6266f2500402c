"""Counts between two releases: one that falls tells what those answered who went, one that rises who came.

Sums of many hide one; counts do not. Where one left and five came, *rated 1: two* and then *rated 1: one*
says what the one who left had said. So beside an earlier release a question is counted anew only where

* nobody, or at least as many as the floor, left or answered otherwise, or no count fell;
* nobody, or at least as many as the floor, joined or answered otherwise, or no count rose.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import UNSET

from cfdiag.model.result import QuestionScore
from cfdiag.questions import TYPES
from cfdiag.scoring.many.answers import NOT_ANSWERED, Answers
from cfdiag.scoring.many.cells import month_of
from cfdiag.scoring.privacy.suppression import FEWEST

_OF_OPTION = {"n": "ranked"}
"""What a figure of an option of an order counts; `first` is the distribution, all others are `top`."""


def shown_counts(score: QuestionScore) -> dict[str, int | None]:
    """Everything that was counted of a question, by what: people, or None where it was not told."""
    found = {f"given:{key}": n for key, n in score.distribution.items()}
    found |= {f"state:{key}": n for key, n in score.status.items() if key in NOT_ANSWERED}
    options = {} if score.options is UNSET else score.options
    for option, figures in options.items():
        for name, n in figures.items():
            if name not in ("mean", "first"):
                found[f"{_OF_OPTION.get(name, 'top')}:{option}"] = None if n is None else int(n)
    return found


def given_counts(answers: Answers, *, private: bool) -> dict[str, int]:
    """The same of answers, whatever of it may be told.

    Args:
        answers: to a question, or to it about one item.
        private: whether anybody among them is protected: then days are counted by month.
    """
    question = answers.question
    dated = TYPES[question.type].dated and private
    keys = {month_of(day) for day in answers.distribution} if dated else set(answers.distribution)
    found = {
        f"given:{key}": answers.respondents(f"month:{key}") if dated else answers.distribution[key]
        for key in keys
    }
    found |= {f"state:{state}": answers.respondents(state) for state in NOT_ANSWERED}
    for option in answers.places:
        found[f"ranked:{option}"] = sum(answers.placed(option).values())
        found[f"top:{option}"] = answers.respondents(f"top:{option}")
    return found


def falls(was: Mapping[str, int | None], now: Mapping[str, int]) -> bool:
    """Whether a count is seen to be smaller than it was; of what was not told, only that somebody gave it."""
    return any(now.get(key, 0) < (1 if n is None else n) for key, n in was.items())


def rises(was: Mapping[str, int | None], now: Mapping[str, int]) -> bool:
    """Whether a count is seen to be larger than it was."""
    return any(
        n >= FEWEST if key in was and was[key] is None else n > (was.get(key) or 0) for key, n in now.items()
    )
