"""Write down what was agreed."""

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.planning.adopting import adopt
from cfdiag.cli import completion
from cfdiag.cli.console import out, print_error, told_faults, told_unlocked
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Identity, Language, Questionnaires, Quiet
from cfdiag.cli.planning._shared import day_given, line_option
from cfdiag.ground.sealing import NO_KEYS


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Interviews, or one saved result.")],
    actions: Annotated[
        str,
        typer.Option(
            "--actions",
            metavar="ID,…",
            help="Which actions, by their ids; else the three of the board page.",
            autocompletion=completion.action_ids,
        ),
    ] = "",
    with_promises: Annotated[
        bool, typer.Option("--with-promises", help="What was agreed in the interviews, too.")
    ] = False,
    agreed_with: Annotated[
        list[str] | None,
        line_option("--agreed-with", metavar="WHO", help="Who chose these actions; may be repeated."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The plan; else the engagement's plan.yaml."),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Add to a plan that is there what is not in it; nothing in it changes."),
    ] = False,
    day: Day = "",
    language: Language = "",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """Adopt a plan: the three of the board page, or those named, with their words and dates.

    From now on the dates move only when somebody sets another.

    \b
    Examples:
      cfdiag plan adopt interviews/
      cfdiag plan adopt results/november.json --actions repair_together,go_and_see
      cfdiag plan adopt interviews/ --with-promises --agreed-with "service team"
    """
    done = adopt(
        paths,
        actions=[each.strip() for each in actions.split(",") if each.strip()],
        with_promises=with_promises,
        agreed_with=[each for each in agreed_with or () if each],
        output=output,
        force=force,
        day=day_given("--date", day),
        language=language,
        questionnaires=questionnaires or (),
        keys=identity,
    )
    code = told_faults(done.faults, quiet=quiet)
    for action in done.added:
        out(f"{action.id}: {action.title}")
    if not quiet:
        if done.withheld:
            print_error(f"promises of {done.withheld} who did not agree to be quoted are left out")
        if not done.added:
            print_error("everything is in the plan already")
        print_error(f"wrote {done.path}")
        print_error("next: cfdiag plan set ID --owner NAME, or plan show --format xlsx to fill in")
    told_unlocked(done.path, identity)
    return code
