"""What became of the plan."""

from typing import Annotated

import typer

from cfdiag.api.planning.following import PLAN_FORMATS, follow
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.cli.console import told_faults, told_unlocked
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Force, Identity, Language, Output, Questionnaires, Quiet, choice
from cfdiag.cli.planning._shared import PlanFlag, day_given, deliver, format_for
from cfdiag.ground.sealing import NO_KEYS


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH...]", help="Newer interviews, or one result; without: states."),
    ] = None,
    format_: Annotated[str, choice("--format", PLAN_FORMATS, usual="text")] = "",
    output: Output = None,
    force: Force = False,
    plan: PlanFlag = None,
    day: Day = "",
    language: Language = "",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """The review page: where each action stands and, beside newer answers, whether anything moved.

    A movement counts where it is more than chance does. Nothing is done by a figure alone.

    \b
    Examples:
      cfdiag plan review
      cfdiag plan review interviews-2027/ --output reports/review.html
      cfdiag plan review results/2027-02.json
    """
    chosen = format_for(format_, output)
    view, faults = follow(
        plan_file(plan),
        paths or (),
        day=day_given("--date", day),
        language=language,
        questionnaires=questionnaires or (),
        keys=identity,
    )
    code = told_faults(faults, quiet=quiet)
    deliver(view, chosen, output, force=force)
    told_unlocked(output, identity)
    return code
