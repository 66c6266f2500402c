"""What a run of scoring is asked for, and the words it writes with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.questionnaire import Side
from cfdiag.model.text import Text

Crosshair = Literal["mean", "median", "midpoint"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """One run. The clock and the seed are given, so that a run can be repeated."""

    by: tuple[str, ...] = ()
    """Breakdowns: department, account, organisation, group, or the id of a choice or yes/no question."""
    crosshair: Crosshair = "mean"
    unmasked: bool = False
    min_group: int | None = None
    """The privacy floor; None: the questionnaire's."""
    min_comments: int | None = None
    seed: int = 0
    language: str = "en"
    today: str = ""
    """ISO date; rules with `days_since` are not judged without it."""
    each: bool = False
    """Whether every interview that is attributed by consent is listed beside the result."""
    overrides: dict[str, dict[str, DimensionOverride]] = {}
    """The engagement's other targets and weights, by questionnaire and dimension."""


def _english(message: str, /, **values: object) -> str:
    return message.format(**values) if values else message


def _base_language(text: Text | None, group: str, item: str = "", side: Side = "inside") -> str:
    del item, side
    return text.pick("", group) if text is not None else ""


class Words(msgspec.Struct, frozen=True):
    """How sentences are made: handed in, because this room reads no files and knows no templates."""

    sentence: Callable[..., str] = _english
    """A sentence of the tool in the run's language, `{names}` filled in (`translation.translator`)."""
    text: Callable[..., str] = _base_language
    """A text of the questionnaire: `text(text, group, item, side)`, the last two where they matter."""
    language: str = "en"
    """For figures in sentences."""
