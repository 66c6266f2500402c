"""Facts of one run, looked up for its rules, and what a rule rests on."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import UNSET

from cfdiag.model.expression import UNKNOWN, Expression, Few, Unknown, Value, evaluate, names
from cfdiag.model.questionnaire import Question
from cfdiag.model.result import QuestionScore
from cfdiag.questions import TYPES
from cfdiag.rules.facts import DOTTED, FACTS, FUNCTIONS, Shown, SubjectKind


class Facts:
    """The look-up for rules: only what is shown; everything else is unknown."""

    def __init__(self, shown: Shown) -> None:
        self.shown = self._shown = shown

    def name(self, path: tuple[str, ...]) -> Value:
        """The value of a figure, or of the answer where there is one interview."""
        if len(path) == 1:
            return self._answer(path[0])
        fact = DOTTED.get(path[0])
        return _known(fact.value(self._shown, path[1:])) if fact and len(path) == 2 else UNKNOWN  # noqa: PLR2004  kind and id

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """The value of a function."""
        fact = FUNCTIONS.get(function)
        if fact is None or len(arguments) != len(fact.takes):
            return UNKNOWN
        return _known(fact.value(self._shown, [str(argument) for argument in arguments]))

    def missing(self, rule: Expression) -> list[str]:
        """What a rule asks for and does not get: `score.evidence`, `share.question`."""
        unknown = (asked.key[:2] for asked in names(rule) if isinstance(evaluate(asked, self), Unknown))
        return list(dict.fromkeys(".".join(key) for key in unknown))

    def _answer(self, id_: str) -> Value:
        shown = self._shown
        if shown.result.n != 1:
            return UNKNOWN
        if id_ == "group":
            return next(iter(shown.result.groups), UNKNOWN)
        question, score = shown.questionnaire.question(id_), shown.question(id_)
        if question is None or score is None or score.n != 1 or score.given not in (UNSET, 1):
            return UNKNOWN
        return _only(question, score)


class Rest(msgspec.Struct, frozen=True):
    """What one thing that a rule asks for rests on."""

    fact: str
    """Its name; empty for an answer."""
    subject: SubjectKind
    id: str
    theirs: bool


def rests_on(rule: Expression) -> Iterator[Rest]:
    """What a rule rests on, in the order of writing, each once."""
    for key in dict.fromkeys(asked.key for asked in names(rule)):
        fact = FACTS.get(key[0]) if len(key) > 1 else None
        if fact is not None:
            yield Rest(key[0], fact.subject, key[1], fact.theirs)
        elif len(key) == 1:
            yield Rest("", "question", key[0], theirs=True)


def _only(question: Question, score: QuestionScore) -> Value:
    """The one answer there is."""
    type_ = TYPES[question.type]
    if type_.in_words:
        return "answered"  # a rule can only ask whether there is one
    listed = score.answers[0] if isinstance(score.answers, list) and score.answers else None
    given = [key for key, n in score.distribution.items() if n]
    if type_.domain(question).many:
        return tuple(listed) if isinstance(listed, list) else tuple(sorted(given))
    number = listed if isinstance(listed, float) else score.mean
    if number is not None:
        return int(number) if number.is_integer() else number
    return given[0] if given else UNKNOWN


def _known(value: object) -> Value:
    return value if isinstance(value, (bool, int, float, str, Few)) else UNKNOWN
