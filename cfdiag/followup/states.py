"""Where an action stands on a day: late, under way, done. Days are read, never moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal, NamedTuple, Protocol

from cfdiag.model.plan import FINISHED, ActionPlan, ActionStatus, AgreedAction

ActionState = Literal["open", "under_way", "late", "done", "dropped"]


class Dated(Protocol):
    """What stands somewhere: an action of the plan, or what a report knows of one."""

    @property
    def due(self) -> str | None:
        """By when."""

    @property
    def status(self) -> ActionStatus:
        """Where it was set to be."""


def days_late(action: Dated, today: date) -> int:
    """By how many days it is late; 0 where it is not, or nothing is to be done any more."""
    if action.due is None or action.status not in ("open", "started"):
        return 0
    return max(0, (today - date.fromisoformat(action.due)).days)


def state_of(action: Dated, today: date) -> ActionState:
    """Where it stands; what is late is late, begun or not."""
    if action.status in FINISHED:
        return "done"
    if action.status == "dropped":
        return "dropped"
    if days_late(action, today):
        return "late"
    return "under_way" if action.status == "started" else "open"


def done_on(action: AgreedAction) -> str | None:
    """The day on which it was set to done, by its log; None where it is not done, or the log does not say."""
    return _set_on(action, FINISHED)


def spread_on(action: AgreedAction) -> str | None:
    """The day on which it was set to spread, by its log; None where it is not, or the log does not say."""
    return _set_on(action, ("spread",))


def _set_on(action: AgreedAction, to: Collection[str]) -> str | None:
    """The day since when its status is one of these; None where it is none."""
    if action.status not in to:
        return None
    came = (each.at for each in action.log if "status" in each.was and each.was["status"] not in to)
    return max(came, default=None)


def spread_is_late(action: AgreedAction, today: date) -> bool:
    """Whether it is done, was to spread by a day, and did not."""
    if action.status != "done" or action.then is None or action.then.by is None:
        return False
    return date.fromisoformat(action.then.by) < today


class PlanCounts(NamedTuple):
    """How many actions stand where."""

    of: int
    """Without those that were dropped."""
    done: int
    spread: int
    """Of those done."""
    unspread: int
    """Of those done: what could go on elsewhere and did not; a promise to one goes nowhere else."""
    late: int


def plan_counts(plan: ActionPlan, today: date) -> PlanCounts:
    """How many of the actions are done, spread and late."""
    kept = [each for each in plan.actions if each.status != "dropped"]
    states = [state_of(each, today) for each in kept]
    return PlanCounts(
        of=len(kept),
        done=states.count("done"),
        spread=sum(each.status == "spread" for each in kept),
        unspread=sum(each.status == "done" and each.kind != "promise" for each in kept),
        late=states.count("late"),
    )


def late_actions(actions: Iterable[AgreedAction], today: date) -> list[tuple[AgreedAction, int]]:
    """Those that are late, the longest first, each with its days."""
    found = [(each, days) for each in actions if (days := days_late(each, today))]
    return sorted(found, key=lambda pair: -pair[1])
