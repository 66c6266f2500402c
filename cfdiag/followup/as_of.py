"""A plan as it stood on a day, by the logs of its actions: what came later is not known to it yet."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from cfdiag.model.plan import ACTION_STATUSES, ActionPlan, AgreedAction, NextPlace


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
    return replace(plan, actions=tuple(_on(each, end) for each in plan.actions if _is_in(each, end)))


def known_until(plan: ActionPlan) -> str:
    """The last day that the plan knows of: of its log, else of its adoption; an ISO date."""
    return max([plan.adopted, *(entry.at for action in plan.actions for entry in action.log)])


def _is_in(action: AgreedAction, end: str) -> bool:
    return not any(entry.added and entry.at > end for entry in action.log)


def _on(action: AgreedAction, end: str) -> AgreedAction:
    was: dict[str, str] = {}
    for entry in reversed(action.log):
        if entry.at > end:
            was |= {field: said or "" for field, said in entry.was.items()}
    fields: dict[str, Any] = {field: was[field] for field in ("title", "owner") if field in was}
    if "due" in was:
        fields["due"] = was["due"] or None
    if was.get("status") in ACTION_STATUSES:
        fields["status"] = was["status"]
    if "then.where" in was or "then.by" in was:
        fields["then"] = _then(action.then, was)
    return replace(action, **fields, log=tuple(entry for entry in action.log if entry.at <= end))


def _then(then: NextPlace | None, was: dict[str, str]) -> NextPlace | None:
    where = was.get("then.where", then.where if then else "")
    by = was.get("then.by", (then.by if then else None) or "") or None
    return NextPlace(where=where, by=by) if where or by else None
