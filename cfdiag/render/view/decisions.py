"""Three decisions for a manager: hours, a named owner, a date to look again."""

from __future__ import annotations

from cfdiag.model.view import ActionCard, Block, CardLine, CardsBlock, ReportSection
from cfdiag.render.view.actions import IN_FULL, ActionInWords, in_full, planned, said_of_action
from cfdiag.render.view.context import Material, section, sentences
from cfdiag.render.view.summary import verdict
from cfdiag.scoring.headline import principal

DECISIONS = 3
TO_WRITE_ON = "……………………"
"""To write on."""
HOURS = {1: 4, 2: 16, 3: 40}
"""A manager's rule of thumb for what an effort of 1, 2 or 3 asks in hours, to begin with."""


def decisions(m: Material) -> ReportSection | None:
    """Three decisions for a manager: one thing to keep, two to mend, or what there is."""
    full = in_full(
        [said_of_action(m, p) for p in planned(m)], None if m.setting.audience == "customer" else IN_FULL
    )
    if not full:
        return None
    keep, mend = ([a for a in full if a.kind == kind] for kind in IN_FULL)
    chosen = [*mend[: DECISIONS - min(len(keep), 1)], *keep][:DECISIONS]
    cards = tuple(_decision(m, a, number) for number, a in enumerate(chosen, start=1))
    main = principal(m.result.questionnaires, m.questionnaires)
    blocks: list[Block] = [*sentences(verdict(m, main)), CardsBlock(cards=cards, level=1)]
    return section("decisions", m.words("Where you stand"), "", blocks)


def _decision(m: Material, action: ActionInWords, number: int) -> ActionCard:
    w = m.words
    hours = w("about {n} hours to begin with", n=HOURS[action.score.effort])
    answers = f"☐ {w('yes')}  ☐ {w('no')}  ☐ {w('later, on')} {TO_WRITE_ON}"
    lines = (
        CardLine(id="first_step", label=w("First step"), text=action.first_step),
        CardLine(id="hours", label=w("Hours"), text=hours),
        CardLine(id="owner", label=w("Owner"), text=action.owner, note=f"{w('Name:')} {TO_WRITE_ON}"),
        CardLine(id="review", label=w("Review on"), text=action.due or _within(m, action)),
        CardLine(id="measure", label=w("You will see it when"), text=action.measure),
        CardLine(id="decision", label=w("Decision"), text=answers),
    )
    title = f"{action.title} ({w('keep and spread')})" if action.kind == "build" else action.title
    return ActionCard(
        rank=number, id=action.score.id, tone=action.kind, title=title, text=action.why, lines=lines
    )


def _within(m: Material, action: ActionInWords) -> str:
    return m.words("in {n} days", n=action.score.horizon)
