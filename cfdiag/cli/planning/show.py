"""How the plan stands."""

from typing import Annotated

from cfdiag.api.planning.following import PLAN_FORMATS, follow
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.cli.console import told_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Force, Language, Output, Questionnaires, choice
from cfdiag.cli.planning._shared import PlanFlag, day_given, deliver, format_for


def command(
    format_: Annotated[str, choice("--format", PLAN_FORMATS, usual="text")] = "",
    output: Output = None,
    force: Force = False,
    plan: PlanFlag = None,
    day: Day = "",
    language: Language = "",
    questionnaires: Questionnaires = None,
) -> Exit:
    """What is done, what is under way, and what is late by how many days.

    \b
    Examples:
      cfdiag plan show
      cfdiag plan show --format xlsx --output plan.xlsx
      cfdiag plan show --output plan.ics
      cfdiag plan show --date 2027-01-26 --output plan.html
    """
    chosen = format_for(format_, output)
    at = day_given("--date", day)
    view, faults = follow(plan_file(plan), day=at, language=language, questionnaires=questionnaires or ())
    deliver(view, chosen, output, force=force)
    return told_faults(faults)
