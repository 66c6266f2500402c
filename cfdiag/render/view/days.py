"""What is done within 30, 60 and 90 days."""

from __future__ import annotations

from cfdiag.model.blocks import ListBlock, ListEntry, ListGroup
from cfdiag.render.view.action_words import ActionInWords
from cfdiag.render.view.context import Material
from cfdiag.scoring.days import due_in

HORIZONS = (30, 60, 90)


def within_days(m: Material, actions: list[ActionInWords], further: list[ActionInWords]) -> ListBlock:
    """What is done within 30, 60 and 90 days, side by side; of what is not shown in full the number."""
    w = m.words
    groups = []
    previous = 0
    for days in HORIZONS:
        last = days == HORIZONS[-1]
        # What takes longer than the last date stands under it: nothing may fall off the calendar.
        inside, others = (
            [a for a in several if _after(a, previous, m) and (last or not _after(a, days, m))]
            for several in (actions, further)
        )
        by = due_in(days, m.setting.date)
        title = w("{n} days", n=days)
        entries = tuple(
            ListEntry(rank=a.rank, text=a.title, note=a.done or a.owner, tone=a.kind) for a in inside
        )
        groups.append(
            ListGroup(
                title=f"{title} ({w('by {date}', date=w.date(by))})" if by else title,
                note=w.plural("and {n} further one", "and {n} further ones", len(others))
                if others
                else ""
                if inside
                else w("Nothing new starts here."),
                entries=entries,
            )
        )
        previous = days
    return ListBlock(groups=tuple(groups), look="days", level=2)


def _after(action: ActionInWords, days: int, m: Material) -> bool:
    """Whether it is done later than so many days from the report; of what was agreed its own day counts."""
    end = due_in(days, m.setting.date)
    return action.day > end if days and end else action.score.horizon > days
