"""One of several options, stored as the option's id."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import AnswerKey, MismatchError, Need, OwnKey, QuestionType, Wrong

if TYPE_CHECKING:
    from random import Random


def find_option(question: Question, typed: str, language: str, group: str) -> str | None:
    """The id of the option meant by its number, its id or its label."""
    word = typed.strip()
    # A number is what stands before the option, whatever its label is.
    if word.isascii() and word.isdigit() and len(word) < 4:  # noqa: PLR2004  no list has 1,000 options
        place = int(word) - 1
        return question.options[place].id if 0 <= place < len(question.options) else None
    for option in question.options:
        if word.casefold() in (option.id, option.label.pick(language, group).casefold()):
            return option.id
    return None


def label(question: Question, id_: str, language: str, group: str) -> str:
    """The label of an option, or its id where the option is no longer there."""
    found = next((option for option in question.options if option.id == id_), None)
    return found.label.pick(language, group) if found else id_


def labelled(question: Question, language: str, group: str) -> list[tuple[str, str]]:
    """The options in their order, id and label."""
    return [(option.id, option.label.pick(language, group)) for option in question.options]


OTHER = MappingProxyType(
    {"other": OwnKey("flag", "of a choice: a last option, 'something else', with words of one's own")}
)
"""The key that choices of one and of several have in common."""


def no_exclusive(question: Question) -> Iterator[Wrong]:
    """Where not several options are ticked, none can untick the rest."""
    if any(option.exclusive for option in question.options):
        message = "'exclusive' belongs to choices of several"
        yield Wrong("options", message, "leave it out, or type: choices")


class Choice(QuestionType):
    """One option."""

    own = OTHER
    takes = frozenset({"options", "reverse", "dimension"})
    needs = Need("options", "the choice has no 'options'", "options: {id: text, …}")
    column = "option"
    page = "list"
    seconds = 10
    counted = splits = True
    figures = frozenset({"points"})

    def wrongs(self, question: Question) -> Iterator[Wrong]:
        """One option alone is all that can be picked."""
        yield from no_exclusive(question)

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """One number."""
        del group
        return locale("Enter a number from {min} to {max}: ", min=1, max=len(question.options))

    def offered(self, question: Question, locale: Locale, group: str = "") -> list[tuple[str, str]]:
        """The options."""
        return labelled(question, locale.language, group)

    def expects(self, question: Question) -> MismatchError:
        """The options' ids."""
        return MismatchError("one of {options}", options=", ".join(option.id for option in question.options))

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """The id of one of the options."""
        return isinstance(value, str) and any(option.id == value for option in question.options)

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """The number, the id or the label of an option."""
        found = find_option(question, typed, locale.language, group)
        if found is None:
            raise MismatchError("a number from {min} to {max}", min=1, max=len(question.options))
        return found

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The option's label."""
        return label(question, value, locale.language, group) if isinstance(value, str) else ""

    def invent(self, question: Question, chance: Random, mean: float, spread: float) -> AnswerValue:
        """Any of the options."""
        del mean, spread
        return question.options[chance.randrange(len(question.options))].id

    def domain(self, question: Question) -> Domain:
        """The options' ids."""
        return Domain(words=(option.id for option in question.options))

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """The option's declared points."""
        return self.discrete(question).get(value) if isinstance(value, str) else None

    def discrete(self, question: Question) -> dict[AnswerKey, float]:
        """Points of the options that have them, held between 0 and 100; others have no part in a score."""
        return {
            option.id: 100.0 - held if question.reverse else held
            for option in question.options
            if option.points is not None
            # `check` refuses others; of a text that was kept from before, a score stays a score.
            for held in (min(100.0, max(0.0, option.points)),)
        }

    def values(self, question: Question) -> tuple[AnswerKey, ...]:
        """The options' ids."""
        return tuple(option.id for option in question.options)

    def bins(self, question: Question) -> tuple[str, ...]:
        """All options."""
        return tuple(option.id for option in question.options)

    def value_of(self, key: str) -> AnswerValue:
        """The option's id."""
        return key


TYPE = Choice()
