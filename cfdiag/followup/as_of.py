"""A plan as it stood on a day, by the logs of its actions: what came later is not known to it yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from cfdiag.model.plan import ACTION_STATUSES, ActionPlan, AgreedAction, LogEntry, NextPlace


def plan_on(plan: ActionPlan, day: str) -> ActionPlan:
    """The plan at the end of a day.

    Args:
        plan: as it is written.
        day: an ISO date, or a moment that begins with one.

    Returns:
        It without the actions that were added later and without later entries of the logs; each field as it
        was before those. What it was adopted with stays in it on earlier days too.
    """
    end = day[:10]
    return replace(plan, actions=tuple(action_on(each, end) for each in plan.actions if _is_in(each, end)))


def in_order_of_days(log: Iterable[LogEntry]) -> tuple[LogEntry, ...]:
    """A log as it is read, whatever order it was written in: of one day the lower entry is the later."""
    return tuple(sorted(log, key=lambda entry: entry.at))


def known_until(plan: ActionPlan) -> str:
    """The last day that the plan knows of: of its log, else of its adoption; an ISO date."""
    return max(plan.adopted, logged_until(plan))


def logged_until(plan: ActionPlan) -> str:
    """The last day in the logs of its actions, an ISO date; empty where nothing is in any."""
    return max((entry.at for action in plan.actions for entry in action.log), default="")


def added_on(action: AgreedAction) -> str:
    """The day on which it came into the plan, an ISO date; empty of what the plan was adopted with."""
    days = (entry.at for entry in action.log if entry.added or _added_of_old(action, entry))
    return max(days, default="")


def _is_in(action: AgreedAction, end: str) -> bool:
    return added_on(action) <= end


def _added_of_old(action: AgreedAction, entry: LogEntry) -> bool:
    """Whether the entry said that the action was added when no field did: of one that no adoption makes."""
    return action.kind == "own" and entry is action.log[0] and entry.note == "added" and not entry.was


def action_on(action: AgreedAction, end: str) -> AgreedAction:
    """The action at the end of a day (ISO): without later entries, each field as it was before those."""
    was: dict[str, str] = {}
    log = in_order_of_days(action.log)
    for entry in reversed(log):
        if entry.at > end:
            was |= {field: said or "" for field, said in entry.was.items()}
    fields: dict[str, Any] = {field: was[field] for field in ("title", "owner") if field in was}
    if "due" in was:
        fields["due"] = was["due"] or None
    if was.get("status") in ACTION_STATUSES:
        fields["status"] = was["status"]
    if "then.where" in was or "then.by" in was:
        fields["then"] = _then(action.then, was)
    return replace(action, **fields, log=tuple(entry for entry in log if entry.at <= end))


def _then(then: NextPlace | None, was: dict[str, str]) -> NextPlace | None:
    where = was.get("then.where", then.where if then else "")
    by = was.get("then.by", (then.by if then else None) or "") or None
    return NextPlace(where=where, by=by) if where or by else None
