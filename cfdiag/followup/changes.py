"""Changes of a plan: each checked, dated and kept in the log of its action, with what was there before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from cfdiag.model.plan import ActionPlan, AgreedAction, LogEntry, NextPlace

CHANGED_FIELDS = ("title", "owner", "due", "status")
"""What may be set; words that were agreed may be agreed anew."""


class ActionChange(NamedTuple):
    """What is to be set on one action; None: it stays."""

    id: str
    title: str | None = None
    owner: str | None = None
    due: str | None = None
    """An ISO date."""
    status: str | None = None
    note: str = ""
    then_by: str | None = None
    then_where: str | None = None


class ToldChange(NamedTuple):
    """One field that changes: what was there, what comes."""

    id: str
    field: str
    was: str
    now: str


def told_changes(plan: ActionPlan, change: ActionChange) -> list[ToldChange]:
    """What a change would change, field by field; nothing where all of it is so already."""
    action = plan.action(change.id)
    if action is None:
        return []
    found = []
    for field, now in _wanted(change).items():
        was = _said(action, field)
        if now != was:
            found.append(ToldChange(change.id, field, was, now))
    if change.note:
        found.append(ToldChange(change.id, "note", "", change.note))
    return found


def with_change(plan: ActionPlan, change: ActionChange, day: str, by: str = "") -> ActionPlan:
    """The plan with one change made; the same plan where it changes nothing.

    Args:
        plan: with an action of that id.
        change: what is set.
        day: when, an ISO date.
        by: who says so.
    """
    told = told_changes(plan, change)
    if not told:
        return plan
    return msgspec.structs.replace(
        plan,
        actions=tuple(
            _changed(each, told, LogEntry(at=day, by=by, note=change.note, was=_before(told)))
            if each.id == change.id
            else each
            for each in plan.actions
        ),
    )


def _before(told: Sequence[ToldChange]) -> dict[str, str | None]:
    return {each.field: each.was or None for each in told if each.field != "note"}


def _wanted(change: ActionChange) -> dict[str, str]:
    found = {name: value for name in CHANGED_FIELDS if (value := getattr(change, name)) is not None}
    if change.then_by is not None:
        found["then.by"] = change.then_by
    if change.then_where is not None:
        found["then.where"] = change.then_where
    return found


def _said(action: AgreedAction, field: str) -> str:
    if field.startswith("then."):
        return getattr(action.then, field.removeprefix("then."), None) or ""
    return getattr(action, field) or ""


def _changed(action: AgreedAction, told: Sequence[ToldChange], entry: LogEntry) -> AgreedAction:
    fields: dict[str, Any] = {each.field: each.now for each in told if each.field in CHANGED_FIELDS}
    then = {each.field.removeprefix("then."): each.now for each in told if each.field.startswith("then.")}
    if then:
        place = action.then or NextPlace(where=then.get("where", ""))
        fields["then"] = msgspec.structs.replace(place, **then)
    return msgspec.structs.replace(action, **fields, log=(*action.log, entry))


def with_added(
    plan: ActionPlan, actions: Sequence[AgreedAction], day: str, by: str = ""
) -> tuple[ActionPlan, list[AgreedAction]]:
    """The plan with actions at its end, and those that were not there before: nothing is added twice.

    Args:
        plan: as it was.
        actions: to be in it; the log of each new one says that it was added.
        day: when, an ISO date.
        by: who adds them.
    """
    known = {each.id for each in plan.actions}
    entry = LogEntry(at=day, by=by, added=True)
    new = [msgspec.structs.replace(each, log=(entry, *each.log)) for each in actions if each.id not in known]
    return msgspec.structs.replace(plan, actions=(*plan.actions, *new)), new


def next_own_id(plan: ActionPlan) -> str:
    """`own-1`, or the number after the highest there is."""
    numbers = [each.id.removeprefix("own-") for each in plan.actions if each.id.startswith("own-")]
    return f"own-{max((int(n) for n in numbers if n.isdigit()), default=0) + 1}"


def changes_of_rows(rows: Sequence[Mapping[str, str]]) -> list[ActionChange]:
    """What a filled-in table wants changed: an empty cell leaves what is there.

    Args:
        rows: by field of `ActionChange`, each with its id.
    """
    return [ActionChange(**{name: value for name, value in row.items() if value}) for row in rows]
