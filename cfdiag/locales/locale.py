"""One language: the sentences of the tool, and how figures, dates and lists are written and typed.

No `from __future__ import annotations` here, as in `model.text`.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Union

import msgspec

NONE = "–"
"""What stands where there is no figure; its reason stands beside it in words."""

Wording = Union[str, "tuple[str, str]"]
"""A sentence, or the forms for one and for many."""

PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
"""A part of a sentence that is filled in."""

_MONTH_LETTERS = 3
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

_LEVELS = {"critical": "critical", "developing": "developing", "on_target": "on target"}
_QUADRANTS = {
    "concentrate": "Mend first",
    "keep_up": "Keep up",
    "low_priority": "Leave for now",
    "overkill": "More than is asked",
}
_REASONS = {
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
    "text_missing": "the questionnaire's text is missing",
    "different_groups": "its parts are figures of different groups",
    "other_group_missing": "the other side has not been interviewed",
    "missing": "it was there in the earlier result and is missing here",
    "not_compared": "it compares no two groups",
    "small_count": "not shown: it would point at one or two people",
    "few_changed": "withheld: so few people joined or left that their answers would follow",
    "too_few_to_tell": "too few answers to say whether it moved",
    "other_questions": "other questions than before, so it cannot be told",
    "not_asked_again": "not asked again",
    "not_comparable": "nothing in common with the earlier result",
}


class Writing(msgspec.Struct, frozen=True, rename={"and_": "and", "or_": "or"}):
    """How a language writes figures, dates and lists: `format:` in its file."""

    decimal: str
    thousands: str
    """What sets thousands apart; empty: nothing."""
    quotes: tuple[str, str]
    """The marks before and after a title in a sentence."""
    date: str
    """`{day} {month} {year}`."""
    months: tuple[str, ...]
    """Twelve, as they are written within a date."""
    yes: tuple[str, ...]
    """The word that is shown, then whatever else may be typed for it."""
    no: tuple[str, ...]
    and_: str
    """Before the last one of several that all hold: `a, b and c`."""
    or_: str
    """Before the last one of several of which one holds."""
    capitals: bool = False
    """Whether nouns keep their capital within a sentence."""


class Advice(msgspec.Struct, frozen=True):
    """What advice on the wording of questions looks for: `lint:` in a language's file.

    Regular expressions, matched against lower-case text; empty ones are not looked for.
    """

    negations: str = ""
    """A whole word that turns a statement round."""
    harmless: str = ""
    """Phrases in which such a word turns nothing round."""
    second_question: str = ""
    """Where a question goes on to another one: 'and why'."""
    second_statement: str = ""
    """Where a statement goes on to another one: 'and we'."""
    leading: str = ""
    """How a question begins that supposes its answer or asks for agreement."""
    presumed: str = ""
    """How a question begins that takes a feeling for granted: 'what do you fear'."""
    mishaps: str = ""
    """How a question begins that takes it that something went wrong: 'when did you last lose time'."""
    pairs: str = ""
    """Two words that are one thing: 'products and services'."""
    second_thing: str = ""
    """Where a rating goes on to another thing: 'quick and friendly'."""
    absolutes: str = ""
    """Words that allow no exception: 'always'."""
    negated: str = ""
    """A statement that denies something in its main clause."""
    strong: str = ""
    """Words that make one end of a scale strong: 'very'."""
    whole: str = ""
    """Labels that are an end by themselves: 'excellent', 'not at all'."""
    common: str = ""
    """Words, with blanks between, that a question and a label may share without saying the same."""
    pointing: str = ""
    """Words of a title that point at something without naming it: 'this', 'one'."""


class Locale:
    """A language that the tool speaks; `locale("…")` looks one of its sentences up.

    Args:
        language: two letters, perhaps with a region. Texts of questionnaires are picked by it.
        writing: how it writes figures, dates and lists.
        sentences: translations by English sentence; those that are missing stay English.
        advice: what it has for advice on wording.
    """

    def __init__(
        self,
        language: str,
        writing: Writing,
        sentences: Mapping[str, Wording] | None = None,
        advice: Advice | None = None,
    ) -> None:
        self.language = language
        self.writing = writing
        self.advice = advice or Advice()
        self.sentences = sentences or {}

    def __call__(self, message: str, /, **values: object) -> str:
        """A sentence of the tool; `{name}` parts are filled in after the look-up."""
        found = self.sentences.get(message, message)
        return fill_in(found if isinstance(found, str) else found[1], values)

    def knows(self, message: str) -> bool:
        """Whether a sentence has words of this language; the language of the code itself needs none."""
        return message in self.sentences

    def plural(self, one: str, many: str, n: float, /, **values: object) -> str:
        """A sentence about one or many; `{n}` is written as a figure."""
        found = self.sentences.get(many)
        forms = found if isinstance(found, tuple) else (found, found) if found else (one, many)
        return fill_in(forms[0 if n == 1 else 1], {"n": self.count(n), **values})

    def number(self, value: float | None, decimals: int = 1) -> str:
        """A figure with fixed decimals, halves away from zero, and a real minus; or a dash."""
        if value is None:
            return NONE
        shown = str(_rounded(value, decimals))
        if float(shown) == 0:
            shown = shown.lstrip("-")
        return shown.replace("-", "\u2212").replace(".", self.writing.decimal)

    def as_written(self, value: float) -> str:
        """A weight, a step or an answer with as many decimals as it has, six at most: `2`, `0.5`."""
        shown = str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
        return shown.replace(".", self.writing.decimal)

    def amount(self, value: float, unit: str = "") -> str:
        """An answer as people write it: thousands set apart, the decimals that it has, its unit behind it."""
        written = str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
        whole, _, part = written.partition(".")
        apart = f"{int(whole):,}".replace(",", self.writing.thousands)
        minus = "-" if value < 0 and not apart.startswith("-") else ""
        shown = f"{minus}{apart}{self.writing.decimal + part if part else ''}"
        return f"{shown} {unit}" if unit else shown

    def count(self, value: float | None) -> str:
        """How many, thousands set apart."""
        if value is None:
            return NONE
        if value != int(value):
            return self.number(value)
        return f"{int(value):,}".replace(",", self.writing.thousands)

    def score(self, value: float | None, target: float | None = None) -> str:
        """A score from 0 to 100 as a whole number; 69.6 is never shown as a target of 70 that was met."""
        if value is None:
            return NONE
        shown = score_as_shown(value, target)
        return self.number(shown, 0 if shown == int(shown) else 1)

    def signed(self, value: float | None, decimals: int = 1) -> str:
        """A difference with its sign; nothing has no sign."""
        shown = self.number(value, decimals)
        plain = shown.strip(f"0{self.writing.decimal}")
        return f"+{shown}" if value is not None and value > 0 and plain else shown

    def of_100(self, share: float | None) -> str:
        """A share (0 to 1) as so many of a hundred; 100 only where it is all, and 0 only where it is none."""
        if share is None:
            return NONE
        whole = as_printed(100 * share, 0)
        return self.count(int(min(99, max(1, whole)) if 0 < share < 1 else whole))

    def percent(self, share: float | None) -> str:
        """A share (0 to 1) in whole percent, as `of_100`."""
        return NONE if share is None else f"{self.of_100(share)}%"

    def interval(self, interval: Sequence[float] | None, decimals: int = 0, *, signed: bool = False) -> str:
        """Both ends of an interval: `51–58`, `−2.4 to −1.8`."""
        if interval is None:
            return NONE
        low, high = (self.signed(end, decimals) if signed else self.number(end, decimals) for end in interval)
        # With a minus before it a dash between two figures cannot be read.
        return f"{low} {self('to')} {high}" if signed or min(interval) < 0 else f"{low}–{high}"

    def listing(self, items: Sequence[str], joined: Literal["and", "or"] = "and") -> str:
        """`a, b and c`, or `a, b or c`."""
        if len(items) < 2:  # noqa: PLR2004  one needs no joining word
            return "".join(items)
        word = self.writing.and_ if joined == "and" else self.writing.or_
        return f"{', '.join(items[:-1])} {word} {items[-1]}"

    def quoted(self, value: str) -> str:
        """A title inside a sentence, in quotation marks, without its own full stop."""
        before, after = self.writing.quotes
        return f"{before}{value.strip().rstrip('.')}{after}"

    def inline(self, title: str) -> str:
        """A title within a sentence: `Insiders` as `insiders`, `IT` as it is."""
        lowered = title[1:2].islower() and not self.writing.capitals
        return title[:1].lower() + title[1:] if lowered else title

    def date(self, iso: str, *, year: bool = True) -> str:
        """An ISO date (-time, or month) as people write it: `22 November 2026`; other text as it is."""
        if found := _ISO_MONTH.fullmatch(iso):
            known = 1 <= int(found[2]) <= len(self.writing.months)
            return f"{self.writing.months[int(found[2]) - 1]} {found[1]}" if known else iso
        found = _ISO.match(iso)
        if not found or not 1 <= int(found[2]) <= len(self.writing.months):
            return iso
        month = self.writing.months[int(found[2]) - 1]
        pattern = self.writing.date if year else self.writing.date.replace("{year}", "").strip(" ,.")
        return fill_in(pattern, {"day": int(found[3]), "month": month, "year": found[1]})

    def month(self, word: str) -> int | None:
        """The month, from 1, of a name in small letters, or of its first three letters or more."""
        short = self("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").casefold().split()
        for n, name in enumerate(self.writing.months):
            usual = len(word) >= _MONTH_LETTERS and name.casefold().startswith(word)
            if usual or short[n : n + 1] == [word]:
                return n + 1
        return None

    def yes_no(self, *, yes: bool) -> str:
        """The word for yes, or for no."""
        return (self.writing.yes if yes else self.writing.no)[0]

    def read_yes_no(self, typed: str) -> bool | None:
        """Whether yes or no was typed, in the language's words or short forms; None: neither."""
        word = typed.strip().casefold()
        for said, forms in ((True, self.writing.yes), (False, self.writing.no)):
            if word in (form.casefold() for form in forms):
                return said
        return None

    def level(self, level: str | None) -> str:
        """The name of a level."""
        return self(_LEVELS[level]) if level in _LEVELS else NONE

    def quadrant(self, quadrant: str) -> str:
        """The name of a quadrant of the matrix."""
        return self(_QUADRANTS[quadrant])

    def reason(self, code: str) -> str:
        """Why there is no figure, in words."""
        return self(_REASONS.get(code, code.replace("_", " ")))


def fill_in(wording: str, values: Mapping[str, object]) -> str:
    """The wording with its `{name}` parts filled in.

    Not `str.format`: that would let a template of somebody else reach into the values.
    """
    if "{" not in wording:
        return wording
    return PLACE.sub(lambda place: str(values.get(place[1], place[0])), wording)


def as_printed(value: float, decimals: int) -> float:
    """A figure as `number` prints it: halves away from zero."""
    return float(_rounded(value, decimals))


def difference_as_printed(one: float, other: float, decimals: int) -> float:
    """One figure minus the other, both as they are printed: who reads it subtracts what stands there."""
    return as_printed(as_printed(one, decimals) - as_printed(other, decimals), decimals)


def score_as_shown(value: float, target: float | None = None) -> float:
    """A score as `score` prints it: whole, but for one that rounding would lift to its target."""
    whole = as_printed(value, 0)
    return int(value * 10) / 10 if target is not None and value < target <= whole else whole


def _rounded(value: float, decimals: int) -> Decimal:
    # By way of the shortest decimal that means this float: 62.5 is shown as 63 and 0.35 as 0.4.
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
