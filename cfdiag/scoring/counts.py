"""How many of the figures say what: dimensions that reach their target, blind spots, unseen strengths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import UNSET

from cfdiag.model.result import FigureCounts, Perception, QuestionnaireResult
from cfdiag.scoring.many.perception import rows


def counts_of(part: QuestionnaireResult) -> FigureCounts:
    """What a questionnaire's figures count up to.

    A question of a repeated section that is compared item by item counts as its items do, not once more.
    """
    judged = [
        dimension
        for dimension in part.dimensions.values()
        if dimension.kind == "scored" and dimension.score is not None and dimension.target is not UNSET
    ]
    compared = [each for key in rows(part.perception) if (each := part.perception[key]).p is not UNSET]
    return FigureCounts(
        judged=len(judged),
        on_target=sum(dimension.level == "on_target" for dimension in judged),
        compared=len(compared),
        blind_spots=_number(compared, "blind_spot"),
        unseen_strengths=_number(compared, "unseen_strength"),
    )


def counts_together(parts: Sequence[QuestionnaireResult]) -> FigureCounts:
    """The same over several questionnaires."""
    return FigureCounts(
        **{name: sum(getattr(part.counts, name) for part in parts) for name in FigureCounts.__struct_fields__}
    )


def counted(parts: Iterable[QuestionnaireResult]) -> list[QuestionnaireResult]:
    """The parts, each with its counts: of what it shows now, whatever was taken out of it."""
    return [msgspec.structs.replace(part, counts=counts_of(part)) for part in parts]


def _number(figures: Iterable[Perception], finding: str) -> int:
    return sum(figure.finding == finding for figure in figures)
