"""Yes or no, stored as the words themselves."""

from __future__ import annotations

import random

from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import AnswerKey, MismatchError, QuestionType, Say, TextOf, Wording

_WORDS = {"en": ("Yes", "No"), "nl": ("Ja", "Nee")}
_YES = frozenset({"1", "y", "yes", "j", "ja"})
_NO = frozenset({"2", "n", "no", "nee"})


class YesNo(QuestionType):
    """`"yes"` or `"no"`."""

    takes = frozenset({"reverse", "dimension"})
    page = "list"
    seconds = 6
    ticked = counted = splits = True
    figures = frozenset({"points"})

    def prompt(self, question: Question, say: Say, language: str = "en", group: str = "") -> str:
        """The two words."""
        del question, language, group
        return say("Yes or no: ")

    def offered(self, question: Question, language: str = "en", group: str = "") -> list[tuple[str, str]]:
        """Yes first."""
        return [(word, self.show(question, word, language, group)) for word in ("yes", "no")]

    def expects(self, question: Question) -> MismatchError:
        """One of the two words."""
        del question
        return MismatchError("yes or no")

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """The stored words only, never true or false."""
        del question
        return value in ("yes", "no")

    def parse(self, question: Question, typed: str, language: str = "en", group: str = "") -> AnswerValue:
        """1 or 2, the word or its first letter, in English or Dutch."""
        del language, group
        word = typed.strip().casefold()
        if word in _YES:
            return "yes"
        if word in _NO:
            return "no"
        raise self.expects(question)

    def show(self, question: Question, value: AnswerValue, language: str = "en", group: str = "") -> str:
        """The word in the language."""
        del question, group
        yes, no = _WORDS.get(language, _WORDS["en"])
        return {"yes": yes, "no": no}.get(str(value), "")

    def invent(self, question: Question, chance: random.Random, mean: float, spread: float) -> AnswerValue:
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

    def label(self, question: Question, key: str, words: Wording, text: TextOf) -> str:
        """The word within a sentence."""
        del question, text
        return {"yes": words("yes"), "no": words("no")}.get(key, key)


TYPE = YesNo()
