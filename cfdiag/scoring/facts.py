"""What a rule may ask of one questionnaire's figures: only what is shown; everything else is unknown.

| name | value |
| --- | --- |
| `score.d`, `coverage.d`, `met.d` | a dimension's score, coverage (0 to 1), met questions per interview |
| `points.q`, `gap.q`, `quadrant.q` | a question's points, gap (scale units), quadrant |
| `perception.q` | looking in minus looked at, in points |
| `share(q, option)` | of those who answered, the share (0 to 1) who said so; of a rating, a step |
| `count(section)` | items of a repeated section, over all interviews |
| `days_since(q)` | days from the latest date given to the run's day |
| `n.group` | interviews of a group |
| `q`, `group` | the answer itself, where the questionnaire has one interview |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from msgspec import UNSET

from cfdiag.model.expression import (
    UNKNOWN,
    And,
    Call,
    Compare,
    Expression,
    Name,
    Not,
    Or,
    Test,
    Unknown,
    Value,
)
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.model.result import QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.scoring.many.population import Answers

SaidOf = Callable[[Question], "Answers | None"]
"""What may be shown of a question's answers: of the top level, or of the first group that was asked."""


class Facts:
    """The look-up for rules.

    Args:
        questionnaire: whose rules.
        result: its figures, floors applied.
        said: the answers to a question, or None where they are withheld.
        items: interviews' items per repeated section; sections that nobody came to are not in it.
        today: ISO date, or an empty string: `days_since` is unknown.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        result: QuestionnaireResult,
        said: SaidOf,
        items: Mapping[str, int],
        today: str,
    ) -> None:
        self._questionnaire, self._result, self._said = questionnaire, result, said
        self._items, self._today = items, today
        self._kinds: dict[str, Callable[[str], object]] = {
            "score": lambda id_: self._of_dimension(id_, "score"),
            "coverage": lambda id_: self._of_dimension(id_, "coverage"),
            "met": self._met,
            "points": lambda id_: self._of_question(id_, "points"),
            "gap": self._gap,
            "quadrant": lambda id_: self._of_question(id_, "quadrant"),
            "perception": self._perception,
            "n": self._n,
        }

    def name(self, path: tuple[str, ...]) -> Value:
        """The value of a name; UNKNOWN where the figure is not there or not shown."""
        if len(path) == 1:
            return self._answer(path[0])
        kind = self._kinds.get(path[0])
        if kind is None or len(path) != 2:  # noqa: PLR2004  kind and id
            return UNKNOWN
        return _known(kind(path[1]))

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """The value of a function; UNKNOWN where it rests on nothing that is shown."""
        first = str(arguments[0]) if arguments else ""
        if function == "count":
            return self._items.get(first, UNKNOWN)
        question = self._questionnaire.question(first)
        answers = self._said(question) if question is not None else None
        if question is None or answers is None:
            return UNKNOWN
        if function == "share" and len(arguments) == 2:  # noqa: PLR2004  question and option
            return share(answers, str(arguments[1]))
        return self._days(answers) if function == "days_since" else UNKNOWN

    def _of_dimension(self, id_: str, figure: str) -> object:
        return getattr(self._result.dimensions.get(id_), figure, None)

    def _met(self, id_: str) -> object:
        """Of many interviews, what one of them has on average."""
        found = self._result.dimensions.get(id_)
        return found.met / found.n if found and found.n and found.met is not UNSET else None

    def _of_question(self, id_: str, figure: str) -> object:
        return getattr(self._result.questions.get(id_), figure, None)

    def _gap(self, id_: str) -> object:
        question = self._result.questions.get(id_)
        return None if question is None or question.gap is UNSET else question.gap.mean

    def _perception(self, id_: str) -> object:
        found = self._result.perception.get(id_)
        return None if found is None else found.points

    def _n(self, group: str) -> object:
        if group not in self._questionnaire.groups:
            return None
        found = self._result.groups.get(group)
        return found.n if found else 0

    def _days(self, answers: Answers) -> Value:
        days = sorted(answers.distribution)
        if not days or not self._today:
            return UNKNOWN
        try:
            return (dt.date.fromisoformat(self._today[:10]) - dt.date.fromisoformat(days[-1])).days
        except ValueError:
            return UNKNOWN

    def _answer(self, id_: str) -> Value:
        if self._result.n != 1:
            return UNKNOWN
        if id_ == "group":
            return next(iter(self._result.groups), UNKNOWN)
        question = self._questionnaire.question(id_)
        answers = self._said(question) if question is not None else None
        if question is None or answers is None or answers.status["answered"] != 1:
            return UNKNOWN
        return _only(answers)


def _only(answers: Answers) -> Value:
    """The one answer there is."""
    type_ = TYPES[answers.question.type]
    if type_.in_words:
        return "answered"  # a rule can only ask whether there is one
    if type_.domain(answers.question).many:
        return tuple(sorted(answers.distribution))
    if answers.values:
        value = float(next(iter(answers.values)))
        return int(value) if value.is_integer() else value
    return next(iter(answers.distribution), UNKNOWN)


def _known(value: object) -> Value:
    if isinstance(value, (bool, int, float, str)):
        return value
    return UNKNOWN


def share(answers: Answers, option: str) -> Value:
    """Of those who answered, the share who said so; unknown where nobody answered."""
    answered = answers.status["answered"]
    return answers.distribution[option] / answered if answered else UNKNOWN


def missing(expression: Expression, facts: Facts) -> list[str]:
    """What a rule asks for and does not get: `score.evidence`, `share.question`."""
    found = dict.fromkeys(name for name, value in _asked(expression, facts) if isinstance(value, Unknown))
    return list(found)


def _asked(expression: Expression, facts: Facts) -> Iterator[tuple[str, Value]]:
    match expression:
        case Name(path):
            yield ".".join(path), facts.name(path)
        case Call(function, arguments):
            yield f"{function}.{arguments[0]}", facts.call(function, arguments)
        case Compare(left, _, right):
            yield from _asked(left, facts)
            yield from _asked(right, facts)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _asked(part, facts)
        case Not(part) | Test(part, _, _):
            yield from _asked(part, facts)
        case _:
            return
