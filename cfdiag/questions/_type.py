"""What every question type says about itself; each type is one file beside this one.

Whoever meets a question asks its type: the reader which keys it takes, the screen which page it needs,
scoring what its answers leave in the sums, a report what stands in its cell. Nobody else knows a type by its
name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

import msgspec

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import ANY_TEXT, Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question, Scale
from cfdiag.model.result import QuestionScore
from cfdiag.model.text import Text

if TYPE_CHECKING:
    from random import Random

AnswerKey = int | float | str
"""A single value as the key of a lookup table or a histogram."""

FIGURES = ("mean", "sd", "median", "interval", "range", "points")
"""The figures of a question that a type may have or not; where a type has none of a name, no output has."""


SayText = Callable[[Text], str]
"""A text of the questionnaire as a report says it."""


class MismatchError(ValueError):
    """What was typed does not fit the question.

    `str()` is the English sentence; `template` and `values` are its parts, for a translator.
    """

    def __init__(self, template: str, *, quotes: bool = False, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values
        self.quotes = quotes
        """Whether it repeats some of what was typed: not for the logs of a pipe."""


class OwnKey(msgspec.Struct, frozen=True):
    """A key of the questionnaire that this type alone takes; its value is in `Question.own`."""

    kind: Literal["number", "whole", "flag", "word", "text", "code"]
    about: str
    """What it is for, as the schema says it."""
    least: float | None = None
    most: float | None = None
    words: tuple[str, ...] = ()
    """Of a `word`: which there are."""


class TypeTable(msgspec.Struct, frozen=True):
    """What a report shows of a question row by row; the first column names what a row is about."""

    heads: list[str]
    rows: list[list[str]]


class Said(Protocol):
    """What a population said to one question, as scoring adds it up."""

    def placed(self, option: str) -> Mapping[int | Fraction, int]:
        """Of an order, respondents by the place that they gave an option; in several answers the mean."""
        ...

    def respondents(self, kind: str) -> int:
        """How many respondents gave it: `option:speed`, `top:speed`."""
        ...


class Need(msgspec.Struct, frozen=True):
    """The key that no question of this type can be without."""

    key: str
    message: str
    hint: str


class Wrong(msgspec.Struct, frozen=True):
    """What is wrong between the keys of a question, and at which of them."""

    key: str
    message: str
    hint: str


class QuestionType:
    """One type of question. Stateless: the question is handed in."""

    name: ClassVar[str] = ""
    """As the questionnaire writes it: the name of the type's file."""

    def __init_subclass__(cls) -> None:
        cls.name = cls.__module__.rpartition(".")[2].rstrip("_")

    # --- as it is written

    takes: ClassVar[frozenset[str]] = frozenset()
    """Which of the keys that not every type has: scale, importance, recommend, options, min, max, …"""
    own: ClassVar[Mapping[str, OwnKey]] = {}
    """Further keys, which no other type knows."""
    needs: ClassVar[Need | None] = None

    def implied_scale(self, *, recommend: bool) -> Scale | None:
        """The scale of a question that names none, where there is one."""
        del recommend
        return None

    def wrongs(self, question: Question) -> Iterator[Wrong]:
        """What does not go together in a question of this type."""
        del question
        return iter(())

    # --- as it is asked

    page: ClassVar[str] = "field"
    """How it is put: on a scale beside others (`grid`), as options to pick (`list`), to be put in order
    (`order`), as a field to type in (`field`). Each is a file of `pages/` in `interview/screen/` and in
    `interview/plain/`.
    """
    seconds: ClassVar[int] = 10
    """How long an answer takes, before the pace of the respondent is known."""

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """What stands before the cursor where answers are typed line by line."""
        raise NotImplementedError

    def offered(self, question: Question, locale: Locale, group: str = "") -> list[tuple[str, str]]:
        """The answers to pick from, id and label, in their order; none where something is typed."""
        del question, locale, group
        return []

    # --- as it stands in a table of others

    column: ClassVar[Literal["words", "step", "tick", "option", "options", "order", "figure", "day"]] = (
        "words"
    )
    """What a column of its answers holds, when other programs write it: a step of its scale, yes or no, an
    option, several of them or in an order, a figure, a day; or words, taken as they are."""

    @property
    def has_option_columns(self) -> bool:
        """Whether a table may have a column for each option: what stands in it is one of several."""
        return self.column in ("options", "order")

    # --- as it is answered

    def ticked_with(self, question: Question, picked: frozenset[str], id_: str) -> frozenset[str]:
        """What is picked after somebody pointed at an option of a list: of one choice, that."""
        del question, picked
        return frozenset((id_,))

    def extent(self, question: Question) -> tuple[int, int] | None:
        """How many options are to be picked, at least and at most; None where that is not said."""
        del question
        return None

    def otherwise(self, question: Question, value: AnswerValue) -> bool:
        """Whether 'something else' is among what was picked: then what it is, is noted beside the answer."""
        picked = value if isinstance(value, list) else [value]
        return any(option.open and option.id in picked for option in question.options)

    def expects(self, question: Question) -> MismatchError:
        """What a valid answer is, as the refusal of another one: `a whole number from 1 to 5`."""
        raise NotImplementedError

    def check(self, question: Question, value: AnswerValue) -> str | None:
        """None where the value is a valid answer, else what one would be."""
        return None if self.fits(question, value) else str(self.expects(question))

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """Whether the value is a valid answer."""
        raise NotImplementedError

    def fitting(self, question: Question) -> Callable[[AnswerValue], bool]:
        """`fits` for one question, of which many answers are to be judged."""
        return partial(self.fits, question)

    def from_file(self, value: object) -> object:
        """A value as it may stand in a file of answers, as it is stored."""
        return value

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """The value that somebody typed: a number, an id or a label.

        Raises:
            MismatchError: (a ValueError) it is no answer to this question.
        """
        raise NotImplementedError

    def placed(self, typed: str, locale: Locale, today: dt.date) -> str:
        """What was typed, with what depends on the day it is typed on put so that it does not."""
        del locale, today
        return typed

    def refusal(self, question: Question, picked: Sequence[str], locale: Locale, group: str) -> MismatchError:
        """What is wrong with so many ticks, said to whoever ticked them."""
        del picked, locale, group
        return self.expects(question)

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The value for people."""
        del question, locale, group
        return "" if value is None else str(value)

    def echo(self, question: Question, typed: str, locale: Locale, group: str = "") -> str:
        """How something is understood while it is typed; empty where that is plain to see."""
        del question, typed, locale, group
        return ""

    def unit(self, question: Question, locale: Locale, group: str = "") -> str:
        """What figures of it count: hours, EUR; empty where that is not said."""
        del question, locale, group
        return ""

    def typed(self, question: Question, value: AnswerValue, locale: Locale) -> str:
        """The value as it would be typed: `parse` reads it again."""
        del question, locale
        return "" if value is None else str(value)

    def invent(self, question: Question, chance: Random, mean: float, spread: float) -> AnswerValue:
        """An answer drawn at random, for a fictional engagement; None where nobody can invent one.

        Args:
            question: the question.
            chance: where the draws come from.
            mean: how people lean, from 1 (no) to 5 (yes).
            spread: how far apart they are, in the same steps.
        """
        del question, chance, mean, spread
        return None

    # --- what its answers are, for those who need not know more

    rated: ClassVar[bool] = False
    """A step of the question's scale: compared between groups, placed beside its importance."""
    ticked: ClassVar[bool] = False
    """Done or not done: the answer ticks something off."""
    counted: ClassVar[bool] = False
    """Each answer is one of a few, or some of them: told as `3 of 4`, from the first person on."""
    splits: ClassVar[bool] = False
    """Everybody gives one of a few answers: figures can be broken down by it."""
    in_words: ClassVar[bool] = False
    """People's own words: quoted as far as they agree; rules and `why` only know that there are some."""
    dated: ClassVar[bool] = False
    """A day: `days_since` counts from it."""

    def day(self, value: str, today: dt.date) -> dt.date | None:
        """The latest day that a stored value may mean; None where it is none."""
        del value, today
        return None

    def form(self, question: Question) -> object:
        """What a stored answer looks like, beside scale and options: answers of another form do not count."""
        del question
        return None

    def domain(self, question: Question) -> Domain:
        """The values that conditions and rules can compare an answer with."""
        del question
        return ANY_TEXT

    unshared: ClassVar[str] = ""
    """Why `share(question, option)` has no sense here: `it has no options`; empty where it has."""

    # --- points and codes

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """0 to 100 after reversal, or None: the value has no part in a score."""
        del question, value
        return None

    def discrete(self, question: Question) -> dict[AnswerKey, float] | None:
        """Points by value, where the values are few; None where `points` has to be asked."""
        del question
        return None

    def can_score(self, question: Question) -> bool:
        """Whether any answer to this question has points."""
        return bool(self.discrete(question))

    def values(self, question: Question) -> tuple[AnswerKey, ...]:
        """Every value there is, each with a code of its own; empty where they are not few."""
        del question
        return ()

    def notes(self, question: Question, value: AnswerValue) -> Sequence[tuple[str, object]]:
        """What a valid answer leaves to be counted where it has no code of its own: kind and value.

        Kinds are `option` and `date` (into the distribution), `number`, `place` (of an option in an order:
        `(option, place)`), `top` (an option that counts as preferred), and `listed`: an answer that can be
        told as it is while few have answered.
        """
        del question, value
        return ()

    # --- figures

    figures: ClassVar[frozenset[str]] = frozenset()
    """Which of `FIGURES` a question of this type can have."""
    from_one: ClassVar[bool] = False
    """Its distribution says something from the first answer on, and is all there is."""

    def bins(self, question: Question) -> tuple[str, ...]:
        """The keys of a distribution that are shown even with nobody behind them; the rest as they come."""
        del question
        return ()

    def by_option(
        self, question: Question, said: Said, enough: Callable[[int], bool]
    ) -> dict[str, dict[str, float | None]]:
        """Figures of each option that no other type has, `n` among them; empty where there are none.

        Args:
            question: the question.
            said: the answers, added up.
            enough: whether a mean over so many people may be shown.
        """
        del question, said, enough
        return {}

    def value_of(self, key: str) -> AnswerValue:
        """The answer behind a key of a distribution; None where a key is no answer."""
        del key
        return None

    # --- in a report

    def cell(self, question: Question, score: QuestionScore, locale: Locale, text: SayText) -> str:
        """What people answered, in a cell of the table *answer by answer*; empty where it has no place there.

        Of what is counted: `3 of 4: yes; 1 of 4: no; 1 did not know`, the most frequent first.

        Args:
            question: the question.
            score: its figures, as far as they may be shown.
            locale: how the report is worded.
            text: how it says a text of the questionnaire.
        """
        if not self.counted or not score.distribution or not score.n:
            return ""
        shown = [
            locale("{n} of {of}: {label}", n=locale.count(n), of=locale.count(score.n), label=label)
            for key, n in sorted(score.distribution.items(), key=lambda item: -(item[1] or 0))
            if n and (label := self.label(question, key, locale, text))
        ]
        hidden = [
            self.label(question, key, locale, text) for key, n in score.distribution.items() if n is None
        ]
        shown += [not_told(hidden, locale)] if hidden else []
        unknown = score.told("unknown")
        if unknown:
            shown.append(locale.plural("{n} did not know", "{n} did not know", unknown))
        return "; ".join(shown)

    def table(
        self, question: Question, score: QuestionScore, locale: Locale, text: SayText
    ) -> TypeTable | None:
        """Figures of each option as a table, for reports and for `why`; None where there are none."""
        del question, score, locale, text
        return None

    def label(self, question: Question, key: str, locale: Locale, text: SayText) -> str:
        """A key of a distribution in words."""
        del locale
        known = next((option for option in question.options if option.id == key), None)
        return text(known.label) if known else key.replace("_", " ").capitalize()

    def told(self, question: Question, value: AnswerValue, locale: Locale, group: str) -> str:
        """One answer in a report."""
        return self.show(question, value, locale, group)


def not_told(labels: Sequence[str], locale: Locale) -> str:
    """Why it is not told how often some answers were given: they would point at one or two people."""
    return locale(
        "not shown, as it is the answer of fewer than 3 people: {labels}"
        if len(labels) == 1
        else "not shown, as one of them is the answer of fewer than 3 people: {labels}",
        labels=", ".join(labels),
    )
