"""A plan as it stands on a day, with what moved since it was made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from msgspec.structs import replace

from cfdiag.followup.states import days_late, done_on, spread_is_late, spread_on, state_of
from cfdiag.model.engagement import Engagement
from cfdiag.model.following import FollowedAction, Following, Movement
from cfdiag.model.plan import ActionPlan, AgreedAction


def standing(
    plan: ActionPlan,
    day: date,
    language: str,
    *,
    engagement: Engagement | None = None,
    known: Collection[str] | None = None,
    moved: Mapping[str, Movement] | None = None,
    seen_in: Mapping[str, str] | None = None,
) -> Following:
    """The plan on a day; nothing in it moves with the day but whether it is late.

    Args:
        plan: as it was adopted and changed since.
        day: it is looked at.
        language: of the words around it.
        engagement: whose it is, and how its pages look.
        known: ids of the actions that questionnaires have; None: not asked.
        moved: by action, where newer answers are at hand.
        seen_in: by action what the figure is about that shows it done, in words.
    """
    of = engagement or Engagement()
    return Following(
        plan=plan.plan,
        date=day.isoformat(),
        adopted=plan.adopted,
        language=language,
        client=of.client,
        brand=of.branding.name,
        colour=of.branding.color,
        agreed_with=list(plan.agreed_with),
        actions=[
            replace(
                _followed(rank, each, day, known, (moved or {}).get(each.id)),
                seen_in=(seen_in or {}).get(each.id, ""),
            )
            for rank, each in enumerate(plan.actions, start=1)
        ],
        reviewed=moved is not None,
    )


def _followed(
    rank: int,
    action: AgreedAction,
    day: date,
    known: Collection[str] | None,
    moved: Movement | None,
) -> FollowedAction:
    own = action.kind in ("mend", "build")
    return FollowedAction(
        rank=rank,
        id=action.id,
        kind=action.kind,
        title=action.title,
        owner=action.owner,
        due=action.due,
        status=action.status,
        state=state_of(action, day),
        late_days=days_late(action, day),
        done_on=done_on(action),
        spread_on=spread_on(action),
        done_when=action.done_when,
        note=next((entry.note for entry in reversed(action.log) if entry.note), ""),
        where=action.then.where if action.then else "",
        then_by=action.then.by if action.then else None,
        spread_late=spread_is_late(action, day),
        gone=own and known is not None and action.id not in known,
        moved=moved,
    )
