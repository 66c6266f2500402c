"""Several of several options, stored as a list of option ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import MismatchError, Need, QuestionType, Wrong
from cfdiag.questions.choice import OTHER, find_option, label, labelled

if TYPE_CHECKING:
    from random import Random


class Choices(QuestionType):
    """Any number of options; an empty list says 'none of these'."""

    own = OTHER
    takes = frozenset({"options", "min", "max", "reverse", "dimension"})
    needs = Need("options", "the choice has no 'options'", "options: {id: text, …}")
    column = "options"
    page = "list"
    seconds = 14
    counted = True
    figures = frozenset({"points"})

    def wrongs(self, question: Question) -> Iterator[Wrong]:
        """No more can be asked for than there is."""
        for key, bound in (("min", question.min), ("max", question.max)):
            if bound is not None and not (bound == int(bound) and 0 <= bound <= len(question.options)):
                message = f"'{key}' of choices is a number of options, from 0 to {len(question.options)}"
                yield Wrong(key, message, "count the options")

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """Several numbers, or none."""
        del group
        extent = self.extent(question)
        none = not (question.min or _alone(question))
        if extent is None:
            template = "Enter numbers separated by commas, 0 for none of these: "
            return locale(template if none else "Enter numbers separated by commas: ")
        least, most = extent
        if least == most:
            template = "Enter {max} numbers separated by commas: "
        elif least:
            template = "Enter {min} to {max} numbers separated by commas: "
        elif none:
            template = "Enter at most {max} numbers separated by commas, 0 for none of these: "
        else:
            template = "Enter at most {max} numbers separated by commas: "
        return locale(template, min=least, max=most)

    def offered(self, question: Question, locale: Locale, group: str = "") -> list[tuple[str, str]]:
        """The options."""
        return labelled(question, locale.language, group)

    def expects(self, question: Question) -> MismatchError:
        """The options' ids, how many of them, and which stands alone."""
        options = ", ".join(
            f"{option.id} (alone)" if option.exclusive else option.id for option in question.options
        )
        least, most = _bounds(question)
        template = "a list of {options}"
        if least and question.max is not None:
            template = "a list of {min} to {max} of {options}"
        elif least:
            template = "a list of at least {min} of {options}"
        elif question.max is not None:
            template = "a list of at most {max} of {options}"
        return MismatchError(template, options=options, min=least, max=most)

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Ids of options, each once, as many as `min` and `max` allow; or one that stands alone."""
        if not isinstance(value, list):
            return False
        known = {option.id for option in question.options}
        if len(set(value)) != len(value) or not known.issuperset(value):
            return False
        if _alone(question).intersection(value):
            return len(value) == 1
        least, most = _bounds(question)
        return least <= len(value) <= most

    def ticked_with(self, question: Question, picked: frozenset[str], id_: str) -> frozenset[str]:
        """The option ticked or its tick taken away; one that stands alone and the rest untick each other."""
        if id_ in picked:
            return picked - {id_}
        alone = _alone(question)
        return frozenset((id_,)) if id_ in alone else (picked - alone) | {id_}

    def extent(self, question: Question) -> tuple[int, int] | None:
        """From `min` to `max`, where one of them is said."""
        return None if question.min is None and question.max is None else _bounds(question)

    def refusal(self, question: Question, picked: Sequence[str], locale: Locale, group: str) -> MismatchError:
        """What is wrong with so many ticks, said to whoever ticked them."""
        alone = _alone(question).intersection(picked)
        if alone:
            named = label(question, min(alone), locale.language, group)
            return MismatchError("{option} alone, or the others without it", option=locale.quoted(named))
        least, most = _bounds(question)
        if len(picked) < least:
            return MismatchError("at least {min} of these", min=least)
        return MismatchError("at most {max} of these", max=most)

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
            raise self.refusal(question, in_order, locale, group)
        return in_order

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The options' labels, separated by commas."""
        if not isinstance(value, list):
            return ""
        return ", ".join(label(question, id_, locale.language, group) for id_ in value)

    def invent(self, question: Question, chance: Random, mean: float, spread: float) -> AnswerValue:
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

    def notes(self, question: Question, value: AnswerValue) -> Sequence[tuple[str, object]]:
        """Each option that was picked."""
        del question
        return [("option", option) for option in value] if isinstance(value, list) else ()

    def value_of(self, key: str) -> AnswerValue:
        """The option alone."""
        return [key]


def _alone(question: Question) -> frozenset[str]:
    return frozenset(option.id for option in question.options if option.exclusive)


def _bounds(question: Question) -> tuple[int, int]:
    most = question.max if question.max is not None else len(question.options)
    return round(question.min or 0), round(most)


TYPE = Choices()
