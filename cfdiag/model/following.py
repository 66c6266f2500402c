"""How an adopted plan stands on a day, shaped as `cfdiag/plan-view@1`: what every format of it shows."""

from __future__ import annotations

from typing import Literal

import msgspec

from cfdiag.model.plan import ActionKind, ActionStatus, SeenWhen

FOLLOWING_FORMAT = "cfdiag/plan-view@1"


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of it; what there is nothing to say of is left out."""


class Movement(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """What an action rests on, then and now; in the unit of its figure."""

    questionnaire: str
    figure: str
    """As rules write it."""
    label: str = ""
    """The same in words."""
    before: float | None = None
    after: float | None = None
    n_before: int | None = None
    n_after: int | None = None
    range: tuple[float, float] | None = None
    """Of the figure now, that fits the scale."""
    p: float | None = None
    """How often chance alone would move it so far."""
    least: float | None = None
    """The smallest change that could be told from chance."""
    beyond_noise: bool | None = None
    """Whether it moved more than chance does; None: that cannot be told."""
    untold: str = ""
    """Why it cannot be told."""
    reached: bool | None = None
    """Whether it is where it should be. It closes nothing: somebody says that an action is done."""
    reason: str = ""
    """Why there is no figure now."""


class FollowedAction(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """One action on the day."""

    rank: int
    id: str
    kind: ActionKind
    title: str
    owner: str = ""
    due: str | None = None
    status: ActionStatus
    state: Literal["open", "under_way", "late", "done", "dropped"]
    late_days: int = 0
    done_on: str | None = None
    """An ISO date, where it is done and its log says since when."""
    spread_on: str | None = None
    """The same, where it has spread."""
    done_when: SeenWhen | None = None
    seen_in: str = ""
    """What its figure is about, in words."""
    note: str = ""
    """The last one in its log."""
    where: str = ""
    """Where it spreads to when it worked."""
    then_by: str | None = None
    spread_late: bool = False
    gone: bool = False
    """Whether no questionnaire at hand has it any more."""
    moved: Movement | None = None


class Suggested(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """An action that the newer answers call for and that is not in the plan."""

    id: str
    title: str
    questionnaire: str


class Following(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A plan on a day."""

    format: str = FOLLOWING_FORMAT
    plan: str
    date: str
    """The day it is looked at."""
    adopted: str
    language: str
    client: str = ""
    brand: str = ""
    colour: str = ""
    agreed_with: list[str] = []
    actions: list[FollowedAction]
    reviewed: bool = False
    """Whether newer answers stand beside it."""
    suggested: list[Suggested] = []
    """What they would add."""
    stamps: list[str] = []
    notes: list[str] = []
    """What could not be told, in sentences."""
