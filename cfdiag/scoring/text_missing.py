"""Why there are no figures where nothing tells what the ratings meant."""

from __future__ import annotations

from typing import TypeVar, cast

import msgspec
from msgspec import UNSET

from cfdiag.model.result import Cell, DimensionScore, GroupScore, QuestionnaireResult, QuestionScore, Score
from cfdiag.scoring import reasons

_Found = TypeVar("_Found")


def text_missing(found: _Found) -> _Found:
    """The figures of interviews whose text is nowhere: that is why nothing on a scale was asked of them."""
    if isinstance(found, dict):
        return cast("_Found", {key: text_missing(value) for key, value in found.items()})
    if not isinstance(found, (Score, DimensionScore, QuestionScore, GroupScore, Cell, QuestionnaireResult)):
        return found
    inner = ("overall", "dimensions", "questions", "groups", "by")
    changes = {name: text_missing(getattr(found, name)) for name in inner if hasattr(found, name)}
    if getattr(found, "reason", UNSET) in (reasons.NOT_SCORED, reasons.NOT_ASKED):
        changes["reason"] = reasons.TEXT_MISSING
    return msgspec.structs.replace(found, **changes)
