"""Changes of a plan: each checked, dated and kept in the log of its action, with what was there before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from cfdiag.followup.as_of import action_on, in_order_of_days
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
    until: str = ""
    """The later day on which the log sets it anew, an ISO date; empty: it stands."""


def told_changes(plan: ActionPlan, change: ActionChange, day: str = "") -> list[ToldChange]:
    """What a change would change, field by field; nothing where all of it is so already.

    Args:
        plan: with an action of that id, else nothing changes.
        change: what is set.
        day: when, an ISO date: what was so on that day counts; empty: what the plan says in the end.
    """
    action = plan.action(change.id)
    if action is None:
        return []
    then = action_on(action, day) if day else action
    later = in_order_of_days(entry for entry in action.log if day and entry.at > day)
    found = []
    for field, now in _wanted(change).items():
        was = _said(then, field)
        if now != was:
            until = next((entry.at for entry in later if field in entry.was), "")
            found.append(ToldChange(change.id, field, was, now, until))
    if change.note:
        found.append(ToldChange(change.id, "note", "", change.note))
    return found


def with_change(plan: ActionPlan, change: ActionChange, day: str, by: str = "") -> ActionPlan:
    """The plan with one change made, in the place of its day; the same plan where it changes nothing.

    What the log sets on a later day holds from then on, whichever of the two was told first.

    Args:
        plan: with an action of that id.
        change: what is set.
        day: when, an ISO date.
        by: who says so.
    """
    told = told_changes(plan, change, day)
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
    stands = {each.field: each.now for each in told if not each.until}
    fields: dict[str, Any] = {field: now for field, now in stands.items() if field in CHANGED_FIELDS}
    then = {field.removeprefix("then."): now for field, now in stands.items() if field.startswith("then.")}
    if then:
        place = action.then or NextPlace(where=then.get("where", ""))
        fields["then"] = msgspec.structs.replace(place, **then)
    log = in_order_of_days(action.log)
    before = tuple(each for each in log if each.at <= entry.at)
    later = list(log[len(before) :])
    for each in (each for each in told if each.until):
        # The next entry that sets the field finds what is set now.
        at = next(n for n, other in enumerate(later) if each.field in other.was)
        was = {**later[at].was, each.field: each.now or None}
        later[at] = msgspec.structs.replace(later[at], was=was)
    return msgspec.structs.replace(action, **fields, log=(*before, entry, *later))


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
