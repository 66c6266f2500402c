"""What a run of scoring is asked for, and how it says things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from cfdiag.locales.locale import Locale
from cfdiag.model.engagement import DimensionOverride, Engagement, OpensWith

Crosshair = Literal["lines", "midpoint", "mean", "median"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """One run. The clock and the seed are given, so that a run can be repeated."""

    by: tuple[str, ...] = ()
    """Breakdowns: department, account, organisation, group, or the id of a choice or yes/no question."""
    crosshair: Crosshair = "lines"
    unmasked: bool = False
    min_group: int | None = None
    """The privacy floor; None: the questionnaire's."""
    min_comments: int | None = None
    between_runs: bool = True
    """Whether two results may not give away who is between them."""
    seed: int = 0
    language: str = "en"
    today: str = ""
    """ISO date; rules with `days_since` are not judged without it."""
    recount: bool = True
    """Whether it is worked out how firm the order of the plan is: up to a tenth of a second more."""
    each: bool = False
    """Whether every interview that is attributed by consent is listed beside the result."""
    opens_with: OpensWith = "strengths"
    """What is said first: what holds, or what falls short."""
    overrides: dict[str, dict[str, DimensionOverride]] = {}
    """The engagement's other targets and weights, by questionnaire and dimension."""
    populations: dict[str, dict[str, int]] = {}
    """How many people there are, by questionnaire and group, where that is known."""


class Phrasing(msgspec.Struct, frozen=True):
    """How a run says things: handed in, because this room reads no files and knows no templates."""

    locale: Locale
    """The tool's own sentences and figures."""
    text: Callable[..., str]
    """A text of the questionnaire: `text(text, group, item, side, **known)`; the last where they matter."""
    lists: Mapping[str, Mapping[str, str]] = {}
    """What the engagement's own items are called, by list (`from:` of a repeated section) and id."""

    def sentence(self, message: str, /, **values: object) -> str:
        """A sentence of the tool, `{names}` filled in."""
        return self.locale(message, **values)

    def said_by(self, n: int, of: int, answer: str) -> str:
        """How many gave an answer: `1 of 3 said “no”`."""
        return self.locale.plural(
            "{n} of {of} said “{answer}”",
            "{n} of {of} said “{answer}”",
            n,
            of=self.locale.count(of),
            answer=self.locale.inline(answer),
        )


def of_engagement(options: Options, engagement: Engagement) -> Options:
    """The engagement's floors, targets, weights and numbers, where the command line says nothing else."""
    changed: dict[str, Any] = {}
    for name in ("min_group", "min_comments"):
        floor = getattr(engagement, name)
        if getattr(options, name) is None and floor is not None:
            changed[name] = floor
    if not engagement.between_runs:
        changed["between_runs"] = False
    if engagement.opens_with != "strengths":
        changed["opens_with"] = engagement.opens_with
    if not options.overrides:
        changed["overrides"] = engagement.overrides
    if not options.populations:
        changed["populations"] = engagement.populations()
    return msgspec.structs.replace(options, **changed)


def lists_of(engagement: Engagement) -> dict[str, dict[str, str]]:
    """The engagement's lists of items, by the names that questionnaires ask for."""
    return {"touch_points": engagement.touch_points, **engagement.lists}
