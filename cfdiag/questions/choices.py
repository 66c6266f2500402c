"""Several of several options, stored as a list of option ids."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import MismatchError, Need, QuestionType
from cfdiag.questions.choice import find_option, label, labelled


class Choices(QuestionType):
    """Any number of options; an empty list says 'none of these'."""

    takes = frozenset({"options", "min", "max", "reverse", "dimension"})
    needs = Need("options", "the choice has no 'options'", "options: {id: text, …}")
    page = "list"
    seconds = 14
    counted = True
    figures = frozenset({"points"})

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """Several numbers, or none."""
        del group
        if question.min:
            return locale("Enter numbers separated by commas: ")
        return locale("Enter numbers separated by commas, 0 for none of these: ")

    def offered(self, question: Question, locale: Locale, group: str = "") -> list[tuple[str, str]]:
        """The options."""
        return labelled(question, locale.language, group)

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

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """Numbers, ids or labels, separated by commas (numbers and ids also by spaces); 0: none of these."""
        if typed.strip() == "0" and not question.min:
            return []
        language = locale.language
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

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The options' labels, separated by commas."""
        if not isinstance(value, list):
            return ""
        return ", ".join(label(question, id_, locale.language, group) for id_ in value)

    def invent(self, question: Question, chance: random.Random, mean: float, spread: float) -> AnswerValue:
        """One of the options."""
        del mean, spread
        return [question.options[chance.randrange(len(question.options))].id]

    def domain(self, question: Question) -> Domain:
        """A list of options' ids."""
        return Domain(words=(option.id for option in question.options), many=True)

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

    def notes(self, question: Question, value: Any) -> Sequence[tuple[str, Any]]:  # noqa: ANN401  a valid answer
        """Each option that was picked."""
        del question
        return [("option", option) for option in value]

    def value_of(self, key: str) -> AnswerValue:
        """The option alone."""
        return [key]


TYPE = Choices()
