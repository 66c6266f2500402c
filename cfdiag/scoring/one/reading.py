"""The answers of one interview read as codes, and what codes do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from cfdiag.model.interview import Interview, split_key
from cfdiag.rules.lookup import AnswerLookup
from cfdiag.scoring.one.rows import AnswerOutcome, RowCodes
from cfdiag.scoring.one.scored import ToldOrder

_REMEMBERED = 10_000
"""DimensionSums of a dimension that were met before: so many are kept."""


class PackedSums(NamedTuple):
    """DimensionSums over some answers."""

    whole: int
    """Packed."""
    broken: Mapping[int, Fraction] = MappingProxyType({})
    """By place of a dimension what its total has beside whole units."""

    def plus(self, other: PackedSums) -> PackedSums:
        """Both together."""
        if not other.broken:
            return PackedSums(self.whole + other.whole, self.broken)
        broken = dict(self.broken)
        for place, share in other.broken.items():
            broken[place] = broken.get(place, Fraction(0)) + share
        return PackedSums(self.whole + other.whole, broken)


class ReadAnswers:
    """The answers of one interview read as codes, and what codes do not hold."""

    __slots__ = ("extras", "interview", "invalid", "listed", "seen")

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self.extras: list[tuple[str, str, Any]] = []
        self.listed: list[tuple[str, ToldOrder]] = []
        self.invalid: list[str] = []
        self.seen = 0
        """How many answers were read."""

    def codes(self, rows: RowCodes, section: str = "", item: str = "") -> tuple[list[int], PackedSums]:
        """One code a question, of all or of one item, and what they come to."""
        prefix = f"{section}/{item}/" if item else ""
        get = self.interview.answers.get
        codes: list[int | None]
        try:
            codes = [
                known[a.status, a.value, a.importance] if (a := get(key)) is not None else None
                for key, known in rows.about(prefix)
            ]
        except TypeError:  # a list, where there is none to be
            codes = [None] * len(rows.rows)
        self.seen += len(codes)
        more = 0
        broken: dict[int, Fraction] = {}
        if None in codes:
            more, broken = self._rest(codes, rows, section, item)
        found = cast("list[int]", codes)
        return found, PackedSums(rows.asked + more + sum(map(rows.sums.__getitem__, found)), broken)

    def _rest(
        self, codes: list[int | None], rows: RowCodes, section: str, item: str
    ) -> tuple[int, dict[int, Fraction]]:
        """Fill in the codes that are not there yet: of answers that codes do not hold, and of none."""
        answers, prefix = self.interview.answers, f"{section}/{item}/" if item else ""
        look: AnswerLookup | None = None
        more = 0
        broken: dict[int, Fraction] = {}
        for place in [place for place, code in enumerate(codes) if code is None]:
            row = rows.rows[place]
            answer = answers.get(prefix + row.id)
            if answer is None:
                look = look or AnswerLookup(answers, self.interview.respondent.group, section, item)
                codes[place] = rows.absent(place, look)
                self.seen -= 1
                continue
            found = rows.outcome(place, answer)
            codes[place] = found.code
            if row.coded:
                rows.sums[found.code] = found.sums
            else:
                more += found.sums
            if found.more:
                self._note(found, prefix + row.id)
                if found.broken is not None:
                    broken[row.dimension] = broken.get(row.dimension, 0) + found.broken
        return more, broken

    def _note(self, found: AnswerOutcome, key: str) -> None:
        self.extras += found.extras
        self.listed += found.listed
        self.invalid += [key] * found.wrong


def items_of_interview(interview: Interview, sections: Iterable[str]) -> dict[str, list[str]]:
    """By repeated section its items: those that are listed, then those that only answers name."""
    found = {section: dict.fromkeys(interview.items.get(section, ())) for section in sections}
    for key in interview.answers:
        if "/" in key:
            section, item, _ = split_key(key)
            if item and section in found:
                found[section].setdefault(item)
    return {section: list(items) for section, items in found.items()}
