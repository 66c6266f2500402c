"""What one interview comes to: its scores, and its answers as codes for a tally."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

ToldOrder = tuple[str, ...]
"""Options in their order: an answer that can be told as it is while few have answered."""


class DimensionPoints(msgspec.Struct, frozen=True, cache_hash=True):
    """A dimension in one interview."""

    score: float | None
    """0 to 100; None: see `reason`. Always None for a checklist."""
    reason: str
    valid: int
    """Questions with points."""
    applicable: int
    asked: int
    """All of the dimension's questions for this group, items of repeated sections counted."""
    needed: int
    valid_weight: int
    """In the questionnaire's weight units, like `applicable_weight`."""
    applicable_weight: int
    met: int

    @property
    def coverage(self) -> float | None:
        """Valid weight by applicable weight; None where nothing applied."""
        return self.valid_weight / self.applicable_weight if self.applicable_weight else None


TextAtHand = Literal["own", "scales", "missing"]
"""How it is known what answers mean: by the text that they were given to; by the scales that the interview
holds, where that text is nowhere; or not at all."""


class InterviewScore(msgspec.Struct, frozen=True):
    """One interview scored, and its answers as codes for a tally."""

    group: str
    overall: float | None
    reason: str
    dimensions: dict[str, DimensionPoints]
    """The dimensions asked of this group, in the questionnaire's order."""
    item_scores: dict[str, dict[str, float | None]]
    """By scored dimension its score per `section/item`."""
    invalid: frozenset[str]
    """Keys of answers that their question cannot have; they take no part in anything."""
    unmatched: tuple[str, ...]
    """Keys of answers that this questionnaire does not ask of this group."""
    codes: list[int]
    """One code per row of the group's table (`Layout`)."""
    item_codes: dict[str, list[int]]
    """The same per `section/item`."""
    extras: list[tuple[str, str, Any]]
    """What codes cannot hold: `(kind, question, value)`."""
    listed: list[tuple[str, ToldOrder]]
    """Whole answers, by question, that can be told one by one while few have answered."""
    left_out: frozenset[str] = frozenset()
    """Questions of the text that it was held with which do not count under the one it is scored with."""
    text: TextAtHand = "own"
