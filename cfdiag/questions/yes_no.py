"""Yes or no, stored as the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import AnswerKey, MismatchError, QuestionType, SayText

if TYPE_CHECKING:
    from random import Random


class YesNo(QuestionType):
    """`"yes"` or `"no"`."""

    takes = frozenset({"reverse", "dimension"})
    column = "tick"
    page = "list"
    seconds = 6
    ticked = counted = splits = True
    figures = frozenset({"points"})

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """The two words."""
        if question.yes is None and question.no is None:
            return locale("Yes or no: ")
        both = [self.show(question, word, locale, group) for word in ("yes", "no")]
        return f"{locale.listing(both, 'or')}: "

    def offered(self, question: Question, locale: Locale, group: str = "") -> list[tuple[str, str]]:
        """Yes first."""
        return [(word, self.show(question, word, locale, group)) for word in ("yes", "no")]

    def expects(self, question: Question) -> MismatchError:
        """One of the two words."""
        del question
        return MismatchError("yes or no")

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """The stored words only, never true or false."""
        del question
        return value in ("yes", "no")

    def from_file(self, value: object) -> object:
        """Yes and no are true and false to YAML."""
        return ("yes" if value else "no") if isinstance(value, bool) else value

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """What the questionnaire calls it, a word or short form of the language, 1 or 2, the stored word."""
        word = typed.strip().casefold()
        called = {
            self.show(question, value, locale, group).casefold(): value == "yes" for value in ("yes", "no")
        }
        said = called.get(word, locale.read_yes_no(typed))
        if said is None:  # the language first: in another one than English, `no` may mean yes
            said = {"1": True, "yes": True, "2": False, "no": False}.get(word)
        if said is None:
            raise self.expects(question)
        return "yes" if said else "no"

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The questionnaire's word for it, else the language's."""
        own = {"yes": question.yes, "no": question.no}.get(str(value))
        if own is not None:
            return own.pick(locale.language, group)
        return locale.yes_no(yes=value == "yes") if value in ("yes", "no") else ""

    def invent(self, question: Question, chance: Random, mean: float, spread: float) -> AnswerValue:
        """Yes, the more often the more people lean to it."""
        del question, spread
        return "yes" if chance.random() < (mean - 1) / 4 else "no"

    def domain(self, question: Question) -> Domain:
        """The two words."""
        del question
        return Domain(words=("yes", "no"))

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """100 for the wished answer, 0 for the other."""
        return self.discrete(question).get(value) if isinstance(value, str) else None

    def discrete(self, question: Question) -> dict[AnswerKey, float]:
        """Both answers."""
        return {"yes": 0.0, "no": 100.0} if question.reverse else {"yes": 100.0, "no": 0.0}

    def values(self, question: Question) -> tuple[AnswerKey, ...]:
        """Both answers."""
        del question
        return ("yes", "no")

    def value_of(self, key: str) -> AnswerValue:
        """The word."""
        return key

    def label(self, question: Question, key: str, locale: Locale, text: SayText) -> str:
        """The word within a sentence."""
        own = {"yes": question.yes, "no": question.no}.get(key)
        if own is not None:
            return locale.inline(text(own))
        return {"yes": locale("yes"), "no": locale("no")}.get(key, key)


TYPE = YesNo()
