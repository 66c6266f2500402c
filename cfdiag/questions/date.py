"""Dates, stored as ISO: `2026-11-22`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from cfdiag.locales.locale import Locale
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import MismatchError, QuestionType

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-.]([0-9]{1,2})[-.]([0-9]{4})")


class Date(QuestionType):
    """A day."""

    seconds = 15
    dated = True
    unshared = "it has no options"
    from_one = True

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """The way dates are written."""
        del question, group
        return locale("Date, year-month-day: ")

    def expects(self, question: Question) -> MismatchError:
        """The way dates are written."""
        del question
        return MismatchError("a date as year-month-day, such as 2026-11-22")

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """A day that exists, as ISO text."""
        del question
        return isinstance(value, str) and _day(_ISO.fullmatch(value)) == value

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """ISO, or day-month-year with dashes or dots; slashes mean two things and are refused."""
        del locale, group
        words = typed.strip()
        found = _DAY_FIRST.fullmatch(words)
        value = _day(_ISO.fullmatch(words)) or (
            _day(_ISO.fullmatch(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}")) if found else None
        )
        if value is None:
            raise self.expects(question)
        return value

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The date in words."""
        del question, group
        return locale.date(value) if isinstance(value, str) else ""

    def notes(self, question: Question, value: Any) -> Sequence[tuple[str, Any]]:  # noqa: ANN401  a valid answer
        """The day."""
        del question
        return [("date", value)]


def _day(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


TYPE = Date()
