"""A dimension in one interview: what the sums of its answers come to, and the overall score of several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from operator import mul

from cfdiag.model.questionnaire import Dimension
from cfdiag.scoring import reasons
from cfdiag.scoring.one.rows import DimensionSums, Packing
from cfdiag.scoring.one.scored import DimensionPoints

_REMEMBERED = 10_000
"""Sums of a dimension that were met before: so many are kept."""
_HALF = 0.5


class ReadDimension(dict[int, DimensionPoints]):
    """One dimension of a questionnaire by its packed sums, worked out when such sums are met first.

    Args:
        dimension: with the engagement's target and weight.
        place: of its sums among those of the others.
        packing: of the sums.
        unit: points times this are whole.
    """

    def __init__(self, dimension: Dimension, place: int, packing: Packing, unit: int) -> None:
        super().__init__()
        self.id, self.place = dimension.id, place
        self.scored = dimension.kind == "scored"
        self.shift = place * packing.width
        """Where its sums begin among those of all."""
        self._min_valid, self._packing, self._unit = dimension.min_valid, packing, unit
        self._means: dict[int, float | None] = {}

    def __missing__(self, part: int) -> DimensionPoints:
        found = self.points(part)
        if len(self) < _REMEMBERED:
            self[part] = found
        return found

    def points(self, part: int, broken: Fraction | int = 0) -> DimensionPoints:
        """What the dimension comes to.

        Args:
            part: its sums, packed.
            broken: what its total has beside whole units.
        """
        sums = self._packing.read(part)
        score, reason, needed = self._mean(sums, broken, self._min_valid)
        return DimensionPoints(
            score=score if self.scored else None,
            reason=reason if self.scored else "",
            valid=sums.valid,
            applicable=sums.applicable,
            asked=sums.asked,
            needed=needed,
            valid_weight=sums.valid_weight,
            applicable_weight=sums.weight,
            met=sums.met,
        )

    def of_item(self, part: int, broken: Fraction | int = 0) -> float | None:
        """The score over the answers about one item, likewise."""
        if not broken and part in self._means:
            return self._means[part]
        found = self._mean(self._packing.read(part), broken, 0)[0]
        if not broken and len(self._means) < _REMEMBERED:
            self._means[part] = found
        return found

    def _mean(
        self, sums: DimensionSums, broken: Fraction | int, min_valid: int
    ) -> tuple[float | None, str, int]:
        asked, applicable = sums.asked, sums.applicable
        needed = needed_answers(asked, applicable, min_valid)
        if asked and applicable and sums.valid >= needed:
            return float((sums.total + broken) / (sums.valid_weight * self._unit)), "", needed
        if not asked or not applicable:
            return None, reasons.NOT_APPLICABLE if asked else reasons.NOT_ASKED, needed
        return None, reasons.TOO_FEW_ANSWERS, needed


def needed_answers(asked: int, applicable: int, min_valid: int) -> int:
    """How many valid answers a dimension needs: min(K, max(2, ⌈k/2⌉, min_valid))."""
    return min(asked, max(2, (applicable + 1) // 2, min_valid))


def overall_score(scores: Sequence[float | None], weights: Sequence[int]) -> tuple[float | None, str]:
    """The overall score of one interview, and why there is none.

    Args:
        scores: of the scored dimensions that were asked about.
        weights: theirs, in whole units.
    """
    asked = scored = sum(weights)
    if not asked:
        return None, reasons.NOT_SCORED
    there = [score for score in scores if score is not None]
    if len(there) < len(scores):
        weights = [weight for weight, score in zip(weights, scores, strict=True) if score is not None]
        scored = sum(weights)
        if not scored or scored < _HALF * asked:
            return None, reasons.TOO_FEW_DIMENSIONS
    # Rounding may leave the quotient a hair above 100.
    return min(100.0, math.fsum(map(mul, weights, there)) / scored), ""
