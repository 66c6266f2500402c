"""A plan of three actions, and the folder it lies in."""

from __future__ import annotations

from cfdiag.model.plan import ActionPlan, AgreedAction, LogEntry, NextPlace, RestsOn, SeenWhen

PLAN = ActionPlan(
    plan="acme-2026",
    adopted="2026-11-26",
    result=RestsOn(file="results/2026-11.json", sha256="a" * 64),
    agreed_with=("service team", "two customers"),
    actions=(
        AgreedAction(
            id="plan_together",
            kind="mend",
            about="share_plans",
            title="Answer every complaint within a day",
            owner="J. Smit",
            due="2027-01-21",
            done_when=SeenWhen(figure="score.sharing", at_least=60),
            then=NextPlace(where="the other two depots, by spring", by="2027-04-01"),
            log=(LogEntry(at="2027-01-18", by="J. Smit", note="One day since 4 January: it holds"),),
        ),
        AgreedAction(
            id="keep_it",
            kind="build",
            title="Two customers say what exactly is good",
            owner="team lead",
            due="2026-12-22",
            status="started",
            done_when=SeenWhen(seen="Every touch point has a name on the wall"),
        ),
        AgreedAction(id="own-1", kind="own", title="Lunch with the depot"),
    ),
)
