"""The plan: what to keep and what to mend, in order, each with the answers it rests on."""

from __future__ import annotations

from datetime import date, timedelta

from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import Action
from cfdiag.model.result import ActionScore
from cfdiag.render.charts import geometry
from cfdiag.render.sentences import Planned
from cfdiag.render.sentences import planned_sentence as ranked
from cfdiag.render.view.context import Material, Part, cell, chart, column, table_part
from cfdiag.render.view.evidence import reasons

ACTION_QUOTES = 2
DECISIONS = 3
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


def actions(m: Material) -> Part | None:
    """The section, or None where no rule holds."""
    plan = planned(m)
    if not plan:
        return None
    w = m.words
    entries = [_entry(m, p) for p in plan]
    customer = m.setting.audience == "customer"
    first = {
        kind: [e for e in entries if e["kind"] == kind][: None if customer else most]
        for kind, most in IN_FULL.items()
    }
    full = [*first["build"], *first["mend"]]
    return {
        "id": "actions",
        "title": w("What we intend to do") if customer else w("Actions"),
        "lead": ""
        if customer
        else w(
            "What already works comes first: it costs least and spreads most easily. Within each "
            "part the order "
            "is need × impact ÷ effort, with the parts printed so that anyone can weigh them otherwise."
        ),
        "build": first["build"],
        "mend": first["mend"],
        "further": [e for e in entries if e not in full],
        "projected": _projected(m),
        "horizons": [] if customer else _horizons(m, full),
        "chart": None if customer else _chart(m, full),
        "table": None if customer else _table(m, full),
    }


HOURS = {1: 4, 2: 16, 3: 40}
"""A manager's rule of thumb for what an effort of 1, 2 or 3 asks in hours, to begin with."""


def decisions(m: Material, section: Part | None) -> list[Part]:
    """Three decisions for a manager: one thing to keep, two to mend, or what there is."""
    if section is None:
        return []
    w = m.words
    keep, mend = section["build"], section["mend"]
    chosen = [*mend[: DECISIONS - min(len(keep), 1)], *keep][:DECISIONS]
    return [
        {
            **{
                k: e[k]
                for k in ("rank", "kind", "kind_name", "title", "why", "first_step", "owner", "measure")
            },
            "hours": w("about {n} hours to begin with", n=HOURS[e["effort"]]),
            "review": e["due"] or w("in {n} days", n=e["horizon"]),
        }
        for e in chosen
    ]


def due(m: Material, days: int) -> str:
    """The date by which a horizon ends, as ISO, or empty where the report has no date."""
    try:
        return (date.fromisoformat(m.setting.date[:10]) + timedelta(days=days)).isoformat()
    except ValueError:
        return ""


def _entry(m: Material, p: Planned) -> Part:
    entry = _in_full(m, p)
    if m.setting.audience == "customer":
        # Why, how and who are written for colleagues; a customer is told what, and by when.
        entry |= {
            "why": "",
            "first_step": "",
            "owner": "",
            "measure": "",
            "parts": "",
            "because": [],
            "quotes": [],
        }
    return entry


def titled(m: Material, action: ActionScore, rule: Action | None) -> str:
    """Its title; to customers in the words that its author has for them."""
    if rule is None:
        return action.title
    return m.text(rule.to_customers if m.setting.audience == "customer" and rule.to_customers else rule.title)


def _in_full(m: Material, p: Planned) -> Part:
    w = m.words
    action = p.action
    rules = m.rules(action)
    first = rules[0][1] if rules else None
    by = due(m, action.horizon)
    steps = (w("low"), w("medium"), w("high"))
    return {
        "rank": p.rank,
        "id": action.id,
        "kind": action.kind,
        "kind_name": w("keep and spread") if action.kind == "build" else w("mend"),
        "title": titled(m, action, first),
        "why": m.text(first.why) if first else "",
        "first_step": m.text(first.first_step) if first else "",
        "owner": m.text(first.owner) if first else action.owner,
        "measure": m.text(first.measure) if first else "",
        "horizon": action.horizon,
        "due": w.date(by) if by else "",
        "due_iso": by,
        "when": w("within {n} days", n=action.horizon) + (w(", by {date}", date=w.date(by)) if by else ""),
        "effort": action.effort,
        "effort_name": steps[action.effort - 1],
        "impact": action.impact,
        "impact_name": steps[action.impact - 1],
        "priority": w.number(action.priority, 2),
        "parts": w(
            "need {need} × impact {impact} ÷ effort {effort} = {priority}",
            need=w.number(action.need, 2), impact=action.impact, effort=action.effort,
            priority=w.number(action.priority, 2),
        ),
        "because": [line for part in p.parts for line in reasons(m, part, action.id)],
        "quotes": _quotes(m, p),
    }  # fmt: skip


def _quotes(m: Material, p: Planned) -> list[Part]:
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


def _projected(m: Material) -> list[str]:
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
    return said


def _horizons(m: Material, entries: list[Part]) -> list[Part]:
    w = m.words
    out = []
    previous = 0
    for days in HORIZONS:
        last = days == HORIZONS[-1]
        inside = [e for e in entries if e["horizon"] > previous and (last or e["horizon"] <= days)]
        by = due(m, days)
        out.append(
            {
                "days": days,
                "title": w("{n} days", n=days),
                "by": w.date(by) if by else "",
                "actions": [
                    {k: e[k] for k in ("rank", "title", "owner", "first_step", "measure")} for e in inside
                ],
            }
        )
        previous = days
    return out


def _table(m: Material, entries: list[Part]) -> Part:
    w = m.words
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
            cell(e["title"]), cell(str(e["rank"])), cell(e["kind_name"]), cell(e["owner"]),
            cell(e["due"] or w("{n} days", n=e["horizon"])), cell(e["effort_name"]), cell(e["impact_name"]),
            cell(e["priority"]),
        ]
        for e in entries
    ]  # fmt: skip
    return table_part("actions-all", w("The same actions, with owner and date"), columns, rows)


def _chart(m: Material, entries: list[Part]) -> Part:
    w = m.words
    marks = [
        {"label": str(e["rank"]), "effort": e["effort"], "impact": e["impact"], "kind": e["kind"]}
        for e in entries
    ]
    axes = (w("Effort"), w("Impact"))
    steps = (w("low"), w("medium"), w("high"))
    said = [
        w(
            "{n}: effort {effort}, impact {impact}.",
            n=e["rank"],
            effort=e["effort_name"],
            impact=e["impact_name"],
        )
        for e in entries
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
