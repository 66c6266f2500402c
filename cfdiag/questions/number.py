"""Numbers: a figure, with bounds where the question has them, of a unit or a currency where it says so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import MappingProxyType

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.model.text import Text
from cfdiag.questions._type import FIGURES, MismatchError, OwnKey, QuestionType
from cfdiag.questions.rating import scale_points

_CENTS = 2
"""The decimals of money, where the question does not say how many."""
_GROUP = 3
_EXAMPLE = 12.5
_MOST = 1e14
"""No figure is larger, whatever it counts: means and spreads of larger ones leave the range of floats."""


class Number(QuestionType):
    """A figure; it takes part in a score only where the question names a scale."""

    takes = frozenset({"scale", "min", "max", "reverse", "dimension"})
    own = MappingProxyType(
        {
            "unit": OwnKey("text", "of a number: what it counts, such as hours"),
            "currency": OwnKey("code", "of a number: money, by the code of its currency, such as EUR"),
            "decimals": OwnKey("whole", "of a number: the decimals it may have (of money 2)", 0, 6),
        }
    )
    column = "figure"
    seconds = 12
    unshared = "it has no options"
    figures = frozenset(FIGURES)

    def form(self, question: Question) -> object:
        """The currency: an amount in another one is another answer."""
        return _currency(question)

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """A figure, and of what."""
        unit = self.unit(question, locale, group)
        return locale("Number ({unit}): ", unit=unit) if unit else locale("Number: ")

    def unit(self, question: Question, locale: Locale, group: str = "") -> str:
        """What it counts, or the code of its currency; empty where that is not said."""
        unit = question.own.get("unit")
        return unit.pick(locale.language, group) if isinstance(unit, Text) else _currency(question)

    def expects(self, question: Question) -> MismatchError:
        """A number, and its bounds."""
        least, most = _bounds(question)
        what = "a whole number" if _decimals(question) == 0 else "a number"
        bounds = {"min": f"{least or 0:.15g}", "max": f"{most or 0:.15g}"}
        if least is not None and most is not None:
            return MismatchError(f"{what} from {{min}} to {{max}}", quotes=False, **bounds)
        if least is not None:
            return MismatchError(f"{what} of at least {{min}}", quotes=False, **bounds)
        if most is not None:
            return MismatchError(f"{what} of at most {{max}}", quotes=False, **bounds)
        return MismatchError(what)

    def check(self, question: Question, value: AnswerValue) -> str | None:
        """As of every type; of a figure that nobody counts in, how large it may be."""
        too_large = isinstance(value, (int, float)) and _MOST < abs(value) < math.inf
        return f"a number of at most {_MOST:.15g}" if too_large else super().check(question, value)

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """A number within the bounds, with no more decimals than it may have."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= _MOST:
            return False
        least, most = _bounds(question)
        within = (least is None or value >= least) and (most is None or value <= most)
        decimals = _decimals(question)
        return within and (decimals is None or round(value, decimals) == value)

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """A figure as it is written in the language; what can be read in two ways is asked back."""
        from cfdiag.locales.figures import readings  # noqa: PLC0415  few numbers are typed here

        unit = self.unit(question, locale, group)
        read, currency = readings(typed, locale, "" if _currency(question) else unit)
        if currency and _currency(question) and currency != _currency(question):
            raise MismatchError("an amount in {currency}", currency=_currency(question))
        fitting = [value for value in read if self.fits(question, value)]
        if len(fitting) > 1:
            one, other = (self.show(question, value, locale, group) for value in fitting)
            raise MismatchError("it in full: {one} or {other}", quotes=True, one=one, other=other)
        if not fitting:
            raise self._why_not(question, read, locale)
        return fitting[0]

    def _why_not(self, question: Question, read: Sequence[float], locale: Locale) -> MismatchError:
        decimals = _decimals(question)
        # What cannot be read is not out of bounds: how a figure is written helps, the bounds do not.
        if not read:
            if decimals == 0:
                return MismatchError("a whole number in digits, such as 12")
            return MismatchError("a number in digits, such as {example}", example=locale.amount(_EXAMPLE))
        if read and decimals and round(read[0], decimals) != read[0]:
            return MismatchError("at most {n} decimals", n=decimals)
        return self.expects(question)

    def echo(self, question: Question, typed: str, locale: Locale, group: str = "") -> str:
        """How a figure is understood while it is typed: `120 000 (120 thousand)`; else what is asked back."""
        try:
            value = self.parse(question, typed, locale, group)
        except MismatchError as wrong:
            return locale("{one} or {other}?", **wrong.values) if wrong.quotes else ""
        from cfdiag.locales.figures import in_words  # noqa: PLC0415  as above

        said = in_words(value, locale) if isinstance(value, (int, float)) else ""
        shown = self.show(question, value, locale, group)
        return f"{shown} ({said})" if said else shown

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """The figure, its thousands set apart, with its unit."""
        if not isinstance(value, (int, float)):
            return ""
        return locale.amount(value, self.unit(question, locale, group))

    def typed(self, question: Question, value: AnswerValue, locale: Locale) -> str:
        """The figure, with the decimal sign of the language."""
        del question
        if not isinstance(value, (int, float)):
            return ""
        written = locale.as_written(value)
        # Three decimals could be thousands to whoever reads it again; four cannot.
        three = len(written.partition(locale.writing.decimal)[2]) == _GROUP
        return f"{written}0" if three else written

    def domain(self, question: Question) -> Domain:
        """The bounds."""
        least, most = _bounds(question)
        return Domain(-math.inf if least is None else least, math.inf if most is None else most)

    def points(self, question: Question, value: AnswerValue) -> float | None:
        """Linear on the question's scale; without one, none."""
        if question.scale is None or not isinstance(value, (int, float)):
            return None
        return scale_points(question.scale, value, reverse=question.reverse)

    def can_score(self, question: Question) -> bool:
        """With a scale."""
        return question.scale is not None

    def notes(self, question: Question, value: AnswerValue) -> Sequence[tuple[str, object]]:
        """The figure."""
        del question
        return [("number", value)]


def _bounds(question: Question) -> tuple[float | None, float | None]:
    if question.scale is not None:
        return question.scale.min, question.scale.max
    return question.min, question.max


def _currency(question: Question) -> str:
    return str(question.own.get("currency", ""))


def _decimals(question: Question) -> int | None:
    said = question.own.get("decimals")
    if isinstance(said, (int, float)):
        return int(said)
    return _CENTS if _currency(question) else None


TYPE = Number()
