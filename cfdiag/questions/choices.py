"""Several of several options, stored as a list of option ids."""

from __future__ import annotations

import re

from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions.base import MismatchError, QuestionType
from cfdiag.questions.choice import find_option, label


class Choices(QuestionType):
    """Any number of options; an empty list says 'none of these'."""

    name = "choices"
    seconds = 14

    def expects(self, question: Question) -> MismatchError:
        """The options' ids, or how many of them."""
        if question.max is not None:
            return MismatchError(
                "a list of at most {max} of {options}",
                max=round(question.max),
                options=", ".join(option.id for option in question.options),
            )
        return MismatchError(
            "a list of {options}", options=", ".join(option.id for option in question.options)
        )

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Ids of options, each once, not more or fewer than `min` and `max` allow."""
        if not isinstance(value, list):
            return False
        known = {option.id for option in question.options}
        if len(set(value)) != len(value) or not known.issuperset(value):
            return False
        least, most = question.min or 0, question.max if question.max is not None else len(known)
        return least <= len(value) <= most

    def parse(self, question: Question, typed: str, language: str = "en", group: str = "") -> AnswerValue:
        """Numbers, ids or labels, separated by commas (numbers and ids also by spaces)."""
        whole = find_option(question, typed, language, group)
        parts = [typed] if whole else [part for part in re.split(r"[,;]", typed) if part.strip()]
        found: list[str] = []
        for part in parts:
            one = find_option(question, part, language, group)
            several = [one] if one else [find_option(question, w, language, group) for w in part.split()]
            for id_ in several:
                if id_ is None:
                    raise MismatchError(
                        "numbers from {min} to {max}, separated by commas", min=1, max=len(question.options)
                    )
                if id_ not in found:
                    found.append(id_)
        in_order = [option.id for option in question.options if option.id in found]
        if not self.fits(question, in_order):
            raise self.expects(question)
        return in_order

    def show(self, question: Question, value: AnswerValue, language: str = "en", group: str = "") -> str:
        """The options' labels, separated by commas."""
        if not isinstance(value, list):
            return ""
        return ", ".join(label(question, id_, language, group) for id_ in value)

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """The sum of the picked options' points, held between 0 and 100; None where no option has any."""
        if not isinstance(value, list) or not self.can_score(question):
            return None
        picked = frozenset(value)
        total = sum(option.points or 0.0 for option in question.options if option.id in picked)
        held = min(100.0, max(0.0, total))
        return 100.0 - held if question.reverse else held

    def can_score(self, question: Question) -> bool:
        """Some option has points."""
        return any(option.points is not None for option in question.options)
