"""Dates, stored as ISO: `2026-11-22`, or where less is asked for `2026-11`, `2026`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from types import MappingProxyType

from cfdiag.locales.locale import Locale
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._calendar import (
    PRECISIONS,
    Precision,
    in_calendar_words,
    last_day,
    read_date,
    stored_date,
)
from cfdiag.questions._type import MismatchError, OwnKey, QuestionType

_STORED: dict[Precision, str] = {
    "day": "a date as year-month-day, such as 2026-11-22",
    "month": "a month as year-month, such as 2026-11",
    "year": "a year, such as 2026",
}
_TYPED: dict[Precision, str] = {
    "day": "a date, such as 22 November 2026 or 2026-11-22",
    "month": "a month, such as November 2026 or 2026-11",
    "year": "a year, such as 2026",
}
_PROMPTS: dict[Precision, str] = {
    "day": "Date, year-month-day: ",
    "month": "Month and year: ",
    "year": "Year: ",
}


class Date(QuestionType):
    """A day, or the month or year that is near enough."""

    own = MappingProxyType(
        {"precision": OwnKey("word", "of a date: how much is asked for (default day)", words=PRECISIONS)}
    )
    column = "day"
    seconds = 15
    dated = True
    unshared = "it has no options"
    from_one = True

    def form(self, question: Question) -> object:
        """How much of the date is stored."""
        return _precision(question)

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """How much of a date is meant."""
        del group
        return locale(_PROMPTS[_precision(question)])

    def expects(self, question: Question) -> MismatchError:
        """The ways dates are written."""
        return MismatchError(_TYPED[_precision(question)])

    def check(self, question: Question, value: AnswerValue) -> str | None:
        """None where the value is a valid answer, else the way dates are stored."""
        return None if self.fits(question, value) else _STORED[_precision(question)]

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """A date that exists, as ISO text, as far as it is asked for."""
        return isinstance(value, str) and stored_date(value, _precision(question))

    def from_file(self, value: object) -> object:
        """A year is a number to YAML."""
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def placed(self, typed: str, locale: Locale, today: dt.date) -> str:
        """What was typed; of `today` and `yesterday` the day that they are."""
        return in_calendar_words(typed, locale, today)

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """In digits or with the month in words; what can be two days, or says too little, is asked back."""
        del group
        value = read_date(typed, _precision(question), locale)
        if value is None or not self.fits(question, value):
            raise self.expects(question)
        return value

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The date in words."""
        del question, group
        return locale.date(value) if isinstance(value, str) else ""

    def notes(self, question: Question, value: AnswerValue) -> Sequence[tuple[str, object]]:
        """The date."""
        del question
        return [("date", value)]

    def day(self, value: str, today: dt.date) -> dt.date | None:
        """The latest day that a stored date may mean."""
        return last_day(value, today)


def _precision(question: Question) -> Precision:
    said = question.own.get("precision", "day")
    return next(precision for precision in PRECISIONS if precision == said)


TYPE = Date()
