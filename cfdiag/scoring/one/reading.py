"""The answers of one interview read as codes, and what codes do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast

import msgspec

from cfdiag.model.interview import Interview
from cfdiag.rules.lookup import AnswerLookup
from cfdiag.scoring.one.rows import AnswerOutcome, KeyedRows, RowCodes
from cfdiag.scoring.one.scored import ToldOrder

_WHOLE: Mapping[int, Fraction] = MappingProxyType({})


class PackedSums(msgspec.Struct, frozen=True):
    """DimensionSums over some answers."""

    whole: int
    """Packed."""
    broken: Mapping[int, Fraction] = _WHOLE
    """By place of a dimension what its total has beside whole units."""


def both_broken(one: Mapping[int, Fraction], other: Mapping[int, Fraction]) -> Mapping[int, Fraction]:
    """What two sums have beside whole units, together."""
    if not other:
        return one
    found = dict(one)
    for place, share in other.items():
        found[place] = found.get(place, Fraction(0)) + share
    return found


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
        keyed = rows.about(f"{section}/{item}/" if item else "")
        get = self.interview.answers.get
        codes: list[int | None]
        try:
            codes = [
                None
                if (a := get(key)) is None
                else answered[a.value]
                if a.status == "answered" and a.importance is None
                else known[a.status, a.value, a.importance]
                for key, answered, known in keyed.codes
            ]
        except TypeError:  # a list, where there is none to be
            codes = [None] * len(rows.rows)
        self.seen += len(codes)
        more, broken = self._others(codes, rows, keyed) if keyed.others else (0, _WHOLE)
        if None in codes:
            self._missing(codes, rows, section, item)
        found = cast("list[int]", codes)
        return found, PackedSums(rows.asked + more + sum(map(rows.sums.__getitem__, found)), broken)

    def _others(
        self, codes: list[int | None], rows: RowCodes, keyed: KeyedRows
    ) -> tuple[int, Mapping[int, Fraction]]:
        """Fill in the codes of answers that no code holds all of."""
        get = self.interview.answers.get
        more, broken = 0, _WHOLE
        for place, key, outcomes in keyed.others:
            answer = get(key)
            if answer is None:
                continue
            found = outcomes.of(answer)
            codes[place] = found.code
            more += found.sums
            if found.extras:
                self.extras += found.extras
            if found.more:
                self._note(found, key)
                if found.broken is not None:
                    at = rows.rows[place].dimension
                    broken = both_broken(broken, {at: found.broken})
        return more, broken

    def _missing(self, codes: list[int | None], rows: RowCodes, section: str, item: str) -> None:
        """Fill in the codes where there is no answer, and none that the question can have."""
        answers, prefix = self.interview.answers, f"{section}/{item}/" if item else ""
        look: AnswerLookup | None = None
        for place in [place for place, code in enumerate(codes) if code is None]:
            key = prefix + rows.rows[place].id
            answer = answers.get(key)
            if answer is None:
                self.seen -= 1
                code = rows.missing[place]
                if code is None:
                    look = look or AnswerLookup(answers, self.interview.respondent.group, section, item)
                    code = rows.asked_if(place, look)
                codes[place] = code
            else:
                found = rows.outcomes[place].of(answer)
                codes[place] = found.code
                rows.sums[found.code] = found.sums
                self.extras += found.extras
                self._note(found, key)

    def _note(self, found: AnswerOutcome, key: str) -> None:
        self.listed += found.listed
        if found.wrong:
            self.invalid += [key] * found.wrong
