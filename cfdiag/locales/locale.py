"""Figures and lists as people write them, in English or Dutch."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.locales import numbers
from cfdiag.locales.catalogue import Translator, translator

NONE = "–"
"""What stands where there is no figure; its reason stands beside it in words."""


class Words:
    """The wording of one output; `words("…")` looks a sentence of the tool up."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._say: Translator = translator(language)

    def __call__(self, message: str, /, **values: object) -> str:
        """A sentence of the tool in the language of the output."""
        return self._say(message, **values)

    def plural(self, one: str, many: str, n: float, /, **values: object) -> str:
        """A sentence about one or many; `{n}` is written as a figure."""
        return self._say.plural(one, many, n, **{"n": self.count(n), **values})

    def number(self, value: float | None, decimals: int = 1) -> str:
        """A figure, or a dash."""
        return NONE if value is None else numbers.number(value, self.language, decimals)

    def count(self, value: float | None) -> str:
        """How many: thousands are set apart by a narrow space."""
        if value is None:
            return NONE
        if value != int(value):
            return numbers.number(value, self.language)
        return f"{int(value):,}".replace(",", "\u202f")

    def score(self, value: float | None, target: float | None = None) -> str:
        """A score from 0 to 100 as a whole number; 69.6 is never shown as a target of 70 that was met."""
        if value is None:
            return NONE
        whole = self.number(value, 0)
        if target is not None and value < target <= float(whole.replace("\u2212", "-")):
            return self.number(int(value * 10) / 10)
        return whole

    def signed(self, value: float | None, decimals: int = 1) -> str:
        """A difference with its sign; nothing has no sign."""
        shown = self.number(value, decimals)
        plain = shown.strip("0.,")
        return f"+{shown}" if value is not None and value > 0 and plain else shown

    def percent(self, share: float | None) -> str:
        """A share (0 to 1) in whole percent."""
        return NONE if share is None else f"{numbers.number(100 * share, self.language, 0)}%"

    def interval(self, interval: Sequence[float] | None, decimals: int = 0, *, signed: bool = False) -> str:
        """Both ends of an interval: `51–58`, `−2.4 to −1.8`."""
        if interval is None:
            return NONE
        low, high = (self.signed(end, decimals) if signed else self.number(end, decimals) for end in interval)
        return f"{low} {self('to')} {high}" if signed or min(interval) < 0 else f"{low}–{high}"

    def score_interval(self, interval: Sequence[float] | None) -> str:
        """An interval of scores, held between 0 and 100: t intervals of few may reach beyond what can be."""
        return self.interval(interval and [max(0.0, min(100.0, end)) for end in interval])

    def listing(self, items: Sequence[str]) -> str:
        """`a, b and c`."""
        if len(items) < 2:  # noqa: PLR2004  one needs no joining word
            return "".join(items)
        return f"{', '.join(items[:-1])} {self('and')} {items[-1]}"

    def quoted(self, value: str) -> str:
        """A title inside a sentence, in quotation marks, without its own full stop."""
        return f"‘{value.strip().rstrip('.')}’"

    def date(self, iso: str) -> str:
        """A date as people write it."""
        return numbers.date(iso, self.language)

    def level(self, level: str | None) -> str:
        """The name of a level."""
        names = {"critical": "critical", "developing": "developing", "on_target": "on target"}
        return self(names[level]) if level in names else NONE

    def quadrant(self, quadrant: str) -> str:
        """The name of a quadrant of the matrix."""
        names = {
            "concentrate": "Mend first",
            "keep_up": "Keep up",
            "low_priority": "Leave for now",
            "overkill": "More than is asked",
        }
        return self(names[quadrant])

    def reason(self, code: str) -> str:
        """Why there is no figure, in words."""
        known = {
            "too_few_answers": "too few of its questions were answered",
            "too_few_dimensions": "too few dimensions have a score",
            "too_few_respondents": "too few respondents for this figure",
            "too_few_questions": "too few questions for this figure",
            "different_questions": "the groups were asked different questions",
            "no_spread": "all answers are equal",
            "withheld": "withheld to protect respondents",
            "not_rated": "not rated by anybody",
            "not_asked": "not asked of this group",
            "not_applicable": "did not apply to anybody",
            "not_scored": "nothing here carries points",
            "different_groups": "its parts are figures of different groups",
            "other_group_missing": "the other side has not been interviewed",
            "missing": "it was there in the earlier result and is missing here",
            "not_compared": "it compares no two groups",
            "no_actions": "no mending action is called for",
            "not_comparable": "nothing in common with the earlier result",
        }
        return self(known[code]) if code in known else self(code.replace("_", " "))
