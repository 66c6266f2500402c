"""The plan: what to keep and what to mend, in order, each with the answers it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.model.blocks import (
    ActionCard,
    Block,
    CardLine,
    CardsBlock,
    HeadingBlock,
    ListBlock,
    ListEntry,
    ListGroup,
    TableBlock,
)
from cfdiag.model.view import ReportSection
from cfdiag.render.plan_sentences import firmness_sentence
from cfdiag.render.view.action_words import ActionInWords, planned, said_of_action
from cfdiag.render.view.agreed import agreed_table
from cfdiag.render.view.context import Material
from cfdiag.render.view.days import within_days
from cfdiag.render.view.parts import cell, column, section, sentences, table_part

IN_FULL = {"build": 3, "mend": 6}
"""So many actions are shown with all their evidence; nobody does more at once. The others are listed."""


def actions(m: Material) -> ReportSection | None:
    """The section, or None where no rule holds and nothing was agreed."""
    plan = [said_of_action(m, p) for p in planned(m)]
    w = m.words
    customer = m.setting.audience == "customer"
    # Words of one's own are for colleagues: nobody wrote them for customers.
    beside = None if customer else agreed_table(m)
    if not plan:
        return section("actions", w("Actions"), "", [beside]) if beside else None
    full = in_full(plan, None if customer else IN_FULL)
    blocks: list[Block | None] = []
    for kind, title in (("build", keep_title(m)), ("mend", mend_title(m, w("Mend")))):
        mine = [a for a in full if a.kind == kind]
        if mine:
            blocks += [HeadingBlock(text=title), promised_actions(mine) if customer else _cards(m, mine)]
    further = [a for a in plan if a not in full]
    if not customer:
        blocks += [
            HeadingBlock(text=w("The first 30, 60 and 90 days")),
            within_days(m, full, further),
            beside,
        ]
    blocks += _projected(m)
    if further:
        blocks.append(_further(m, further))
    lead = w(
        "What already works comes first: it costs least and spreads most easily. Within each "
        "part the order "
        "is need × impact ÷ effort, with the parts printed so that anyone can weigh them otherwise."
    )
    title = w("What we intend to do") if customer else w("Actions")
    return section("actions", title, "" if customer else lead, blocks)


def keep_title(m: Material) -> str:
    """The heading over what works."""
    return m.words("What we keep") if m.setting.audience == "customer" else m.words("Keep and spread")


def mend_title(m: Material, inside: str) -> str:
    """The heading over what does not; `inside` is what colleagues read."""
    return m.words("What we change") if m.setting.audience == "customer" else inside


def in_full(plan: list[ActionInWords], most: Mapping[str, int] | None) -> list[ActionInWords]:
    """The first of each kind, what works before what does not; all of them where there is no limit."""
    return [
        action
        for kind in IN_FULL
        for action in [a for a in plan if a.kind == kind][: most[kind] if most else None]
    ]


def _cards(m: Material, actions: list[ActionInWords]) -> CardsBlock:
    return CardsBlock(cards=tuple(_card(m, action) for action in actions))


def _card(m: Material, action: ActionInWords) -> ActionCard:
    w = m.words
    score = action.score
    priority = w(
        "need {need} × impact {impact} ÷ effort {effort} = {priority}",
        need=w.number(score.need, 2), impact=score.impact, effort=score.effort,
        priority=w.number(score.priority, 2),
    )  # fmt: skip
    lines = [
        CardLine(id=id_, label=label, text=text)
        for id_, label, text in (
            ("first_step", w("First step"), action.first_step),
            ("owner", w("Owner"), action.owner),
            ("when", w("Status") if action.done else w("When"), action.when),
            ("measure", w("You will see it when"), " ".join(filter(None, (action.measure, action.seen)))),
            ("then", w("Then"), action.then),
            ("priority", w("Priority"), priority),
            ("firmness", w("How firm"), firmness_sentence(score, w)),
        )
        if text
    ]
    return ActionCard(
        rank=action.rank,
        id=score.id,
        tone=action.kind,
        title=action.title,
        text=action.why,
        lines=(*lines, *action.because),
        quotes=tuple(action.quotes),
        more=action.more,
    )


def promised_actions(actions: list[ActionInWords]) -> ListBlock:
    """What customers are told: what, and by when."""
    entries = tuple(ListEntry(rank=a.rank, text=a.title, note=a.when, tone=a.kind) for a in actions)
    return ListBlock(groups=(ListGroup(entries=entries),), look="actions")


def _further(m: Material, actions: list[ActionInWords]) -> TableBlock:
    """The actions that are not shown in full, a line each."""
    w = m.words
    columns = [
        column(w("Action")),
        column(w("No."), numeric=True),
        column(w("Owner")),
        column(w("Days"), numeric=True),
        column(w("Priority"), numeric=True),
    ]
    rows = [
        [
            cell(f"{a.title} ({a.done})" if a.done else a.title),
            cell(str(a.rank)),
            cell(a.owner),
            cell(w.count(a.score.horizon)),
            cell(w.number(a.score.priority, 2)),
        ]
        for a in actions
    ]
    caption = w.plural("{n} further action, in a line", "{n} further actions, in a line each", len(rows))
    return table_part("actions-further", caption, columns, rows, look="behind")


def _projected(m: Material) -> list[Block]:
    w = m.words
    said = []
    for part in m.result.questionnaires:
        projected = m.result.plan.projected.get(part.id)
        now = part.overall.score
        # Rounded they are the same: a sentence that says from 61 to 61 says nothing.
        if projected is None or now is None or w.score(projected) == w.score(now):
            continue
        said.append(
            w(
                "If what the first three rest on reached its targets, {title} would go from {now} to {then}.",
                title=w.quoted(m.title(part)), now=w.score(now), then=w.score(projected),
            )
        )  # fmt: skip
    if not said:
        return []
    return [HeadingBlock(text=w("What the first three would bring")), *sentences(said)]
