"""One more action."""

from typing import Annotated

import typer

from cfdiag.api.planning.changing import add_offered, add_own
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.cli import completion
from cfdiag.cli.console import out, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Identity, Language, Questionnaires, Quiet
from cfdiag.cli.planning._shared import PlanFlag, day_given, line_argument, line_option
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS


def command(
    title: Annotated[
        str,
        line_argument(metavar="TITLE|ID", help="What is to be done; with --from, the id of an action."),
    ],
    owner: Annotated[str, line_option("--owner", metavar="NAME", help="Who does it.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="By when (YYYY-MM-DD).")] = "",
    because: Annotated[
        str,
        typer.Option(
            "--because",
            metavar="QUESTION",
            help="The question or dimension it rests on.",
            autocompletion=completion.questions,
        ),
    ] = "",
    paths: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="PATH", help="Newer answers that call for it; may be repeated."),
    ] = None,
    by: Annotated[str, line_option("--by", metavar="NAME", help="Who adds it; kept in its log.")] = "",
    plan: PlanFlag = None,
    day: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="DATE",
            help="The day it is added; else today (of a fictional engagement: its last).",
        ),
    ] = "",
    language: Language = "",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """Add an action of your own, or one that newer answers call for.

    \b
    Examples:
      cfdiag plan add "Lunch with the depot" --owner "M. de Wit" --due 2027-03-01
      cfdiag plan add go_and_see --from interviews-2027/
    """
    file, at = plan_file(plan), day_given("--date", day)
    if paths:
        if owner or due or because:
            hint = "add it first, then: cfdiag plan set ID"
            raise fault(Code.WRONG_USE, "--from brings owner, day and reason of its own", hint)
        made = add_offered(
            file,
            title,
            paths,
            day=at,
            by=by,
            language=language,
            questionnaires=questionnaires or (),
            keys=identity,
        )
    else:
        if not title:
            raise fault(Code.WRONG_USE, "an action needs a title", 'cfdiag plan add "What is to be done"')
        made = add_own(
            file,
            title,
            owner=owner,
            due=day_given("--due", due) or None,
            because=because,
            day=at,
            by=by,
            language=language,
            questionnaires=questionnaires or (),
        )
    out(f"{made.id}: {made.title}")
    if not quiet:
        print_error(f"wrote {file.path}")
    return Exit.DONE
