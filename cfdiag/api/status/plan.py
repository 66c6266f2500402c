"""What is late in the engagement's plan."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from cfdiag.api.planning.plan_files import plan_file
from cfdiag.followup.states import late_actions, plan_counts
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.model.file_names import PLAN_NAME
from cfdiag.model.status import LateAction, PlanStanding


def plan_standing(folder: Path, today: date) -> tuple[PlanStanding | None, tuple[Diagnostic, ...]]:
    """How the plan of an engagement stands; None where there is none, or it cannot be read: then why."""
    path = folder / PLAN_NAME
    if not os.path.lexists(path):
        return None, ()
    try:
        plan = plan_file(None, folder).plan
    except CfdiagError as error:
        return None, error.diagnostics
    counts = plan_counts(plan, today)
    late = [
        LateAction(id=each.id, title=each.title, owner=each.owner, due=each.due or "", days=days)
        for each, days in late_actions(plan.actions, today)
    ]
    return PlanStanding(
        actions=counts.of, done=counts.done, spread=counts.spread, unspread=counts.unspread, late=late
    ), ()
