"""The plan: what to keep and what to mend, in order, each with the answers it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import Action
from cfdiag.model.result import ActionScore
from cfdiag.model.view import (
    ActionCard,
    Block,
    CardLine,
    CardsBlock,
    ChartBlock,
    HeadingBlock,
    ListBlock,
    ListEntry,
    ListGroup,
    Quote,
    ReportSection,
    TableBlock,
)
from cfdiag.render.charts import geometry
from cfdiag.render.sentences import Planned, firmness_sentence
from cfdiag.render.sentences import planned_sentence as ranked
from cfdiag.render.view.context import Material, cell, chart, column, section, sentences, table_part
from cfdiag.render.view.evidence import reasons
from cfdiag.scoring.days import day_in

ACTION_QUOTES = 2
HORIZONS = (30, 60, 90)
IN_FULL = {"build": 3, "mend": 6}
"""So many actions are shown with all their evidence; nobody does more at once. The others are listed."""


def planned(m: Material) -> list[Planned]:
    """The actions in the plan's order; to customers those that have words for them, where any has."""
    plan = ranked(m.result)
    if m.setting.audience != "customer":
        return plan
    told = [p for p in plan if any(rule.to_customers for _, rule in m.rules(p.action))] or plan
    told.sort(key=lambda p: p.action.kind != "build")
    return [p._replace(rank=at) for at, p in enumerate(told, start=1)]


class ActionInWords(NamedTuple):
    """An action of the plan with everything that is said of it, in words."""

    rank: int
    score: ActionScore
    title: str
    why: str
    first_step: str
    owner: str
    measure: str
    due: str
    when: str
    because: list[CardLine]
    quotes: list[Quote]

    @property
    def kind(self) -> str:
        """`build` or `mend`."""
        return self.score.kind


def actions(m: Material) -> ReportSection | None:
    """The section, or None where no rule holds."""
    plan = [said_of_action(m, p) for p in planned(m)]
    if not plan:
        return None
    w = m.words
    customer = m.setting.audience == "customer"
    full = in_full(plan, None if customer else IN_FULL)
    blocks: list[Block | None] = []
    for kind, title in (("build", keep_title(m)), ("mend", mend_title(m, w("Mend")))):
        mine = [a for a in full if a.kind == kind]
        if mine:
            blocks += [HeadingBlock(text=title), _promised(mine) if customer else _cards(m, mine)]
    further = [a for a in plan if a not in full]
    if not customer:
        blocks += [HeadingBlock(text=w("The first 30, 60 and 90 days")), _days(m, full)]
    blocks += _projected(m)
    blocks += [] if customer else [_chart(m, full), _table(m, full)]
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


def said_of_action(m: Material, p: Planned) -> ActionInWords:
    """What is said of it. Why, how and who are written for colleagues; a customer is told what and when."""
    w = m.words
    score = p.action
    rules = m.rules(score)
    first = rules[0][1] if rules else None
    inside = m.setting.audience != "customer"
    by = day_in(score.horizon, m.setting.date)
    return ActionInWords(
        rank=p.rank,
        score=score,
        title=titled(m, score, first),
        why=m.text(first.why) if first and inside else "",
        first_step=m.text(first.first_step) if first and inside else "",
        owner=(m.text(first.owner) if first else score.owner) if inside else "",
        measure=m.text(first.measure) if first and inside else "",
        due=w.date(by) if by else "",
        when=w("within {n} days", n=score.horizon) + (w(", by {date}", date=w.date(by)) if by else ""),
        because=[line for part in p.parts for line in reasons(m, part, score.id)] if inside else [],
        quotes=_quotes(m, p) if inside else [],
    )


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
            ("when", w("When"), action.when),
            ("measure", w("You will see it when"), action.measure),
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
    )


def _promised(actions: list[ActionInWords]) -> ListBlock:
    """What customers are told: what, and by when."""
    entries = tuple(ListEntry(rank=a.rank, text=a.title, note=a.when, tone=a.kind) for a in actions)
    return ListBlock(groups=(ListGroup(entries=entries),), look="actions")


def _further(m: Material, actions: list[ActionInWords]) -> ListBlock:
    entries = [
        ListEntry(
            rank=a.rank,
            label=a.title,
            text=a.first_step,
            note=", ".join(said for said in (a.owner, a.when) if said),
            tone=a.kind,
            full=False,
        )
        for a in actions
    ]
    title = m.words.plural("{n} further action", "{n} further actions", len(entries))
    return ListBlock(groups=(ListGroup(entries=tuple(entries)),), look="actions", summary=title)


def titled(m: Material, action: ActionScore, rule: Action | None) -> str:
    """Its title; to customers in the words that its author has for them."""
    if rule is None:
        return action.title
    return m.text(rule.to_customers if m.setting.audience == "customer" and rule.to_customers else rule.title)


def _quotes(m: Material, p: Planned) -> list[Quote]:
    wanted = {
        (part.id, b.question)
        for part in p.parts
        for a in part.actions
        if a.id == p.action.id
        for b in a.because
    }
    wanted |= {(id_, question_of(key)) for id_, key in wanted}
    for questionnaire, action in m.rules(p.action):
        wanted |= {(questionnaire.id, id_) for id_ in action.because}
    found = [r for r in m.remarks if (r.questionnaire, question_of(r.question)) in wanted]
    found.sort(key=lambda r: r.kind == "note")
    return [m.quote(r) for r in found[:ACTION_QUOTES]]


def _projected(m: Material) -> list[Block]:
    w = m.words
    said = []
    for part in m.result.questionnaires:
        projected = m.result.plan.projected.get(part.id)
        now = part.overall.score
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


def _days(m: Material, actions: list[ActionInWords]) -> ListBlock:
    """What begins within 30, 60 and 90 days, side by side."""
    w = m.words
    groups = []
    previous = 0
    for days in HORIZONS:
        last = days == HORIZONS[-1]
        inside = [a for a in actions if a.score.horizon > previous and (last or a.score.horizon <= days)]
        by = day_in(days, m.setting.date)
        title = w("{n} days", n=days)
        entries = tuple(ListEntry(rank=a.rank, text=a.title, note=a.owner, tone=a.kind) for a in inside)
        groups.append(
            ListGroup(
                title=f"{title} ({w('by {date}', date=w.date(by))})" if by else title,
                note="" if inside else w("Nothing new starts here."),
                entries=entries,
            )
        )
        previous = days
    return ListBlock(groups=tuple(groups), look="days", level=2)


def _table(m: Material, actions: list[ActionInWords]) -> TableBlock:
    w = m.words
    steps = (w("low"), w("medium"), w("high"))
    columns = [
        column(w("Action")),
        column(w("No."), numeric=True),
        column(w("Kind")),
        column(w("Owner")),
        column(w("By")),
        column(w("Effort")),
        column(w("Impact")),
        column(w("Priority"), numeric=True),
    ]
    rows = [
        [
            cell(a.title),
            cell(str(a.rank)),
            cell(w("keep and spread") if a.kind == "build" else w("mend")),
            cell(a.owner),
            cell(a.due or w("{n} days", n=a.score.horizon)),
            cell(steps[a.score.effort - 1]),
            cell(steps[a.score.impact - 1]),
            cell(w.number(a.score.priority, 2)),
        ]
        for a in actions
    ]
    return table_part("actions-all", w("The same actions, with owner and date"), columns, rows)


def _chart(m: Material, actions: list[ActionInWords]) -> ChartBlock:
    w = m.words
    marks = [geometry.EffortValues(str(a.rank), a.score.effort, a.score.impact, a.kind) for a in actions]
    axes = (w("Effort"), w("Impact"))
    steps = (w("low"), w("medium"), w("high"))
    said = [
        w(
            "{n}: effort {effort}, impact {impact}.",
            n=a.rank,
            effort=steps[a.score.effort - 1],
            impact=steps[a.score.impact - 1],
        )
        for a in actions
    ]
    return chart(
        "chart-actions",
        "",
        w("Actions by effort and impact"),
        w("Each number is an action; effort runs to the right, impact upwards.") + " " + " ".join(said),
        (
            geometry.effort_impact(marks, axes=axes, steps=steps),
            geometry.effort_impact(marks, axes=axes, steps=steps, narrow=True),
        ),
    )
