"""One change, or what a client filled in."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.planning.changing import ActionChange, ToldChange, set_on, told_of
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.api.planning.reading_back import changes_from
from cfdiag.api.surroundings import around, nothing
from cfdiag.cli import completion
from cfdiag.cli.asking import at_terminal, is_plain, prompts_for, standard_lines
from cfdiag.cli.console import out, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Quiet, choice
from cfdiag.cli.planning._shared import PlanFlag, day_given, line_option
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.plan import ACTION_STATUSES


def command(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="[ID]",
            help="Of the action; `plan show` prints it.",
            autocompletion=completion.planned_actions,
        ),
    ] = "",
    title: Annotated[str, line_option("--title", metavar="TEXT", help="The words that were agreed.")] = "",
    owner: Annotated[str, line_option("--owner", metavar="NAME", help="Who does it.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="By when (YYYY-MM-DD).")] = "",
    status: Annotated[str, choice("--status", ACTION_STATUSES, about="Where it stands")] = "",
    note: Annotated[str, line_option("--note", metavar="TEXT", help="What there is to say.")] = "",
    then_by: Annotated[
        str, typer.Option("--then-by", metavar="DATE", help="By when it is to have spread.")
    ] = "",
    then_where: Annotated[
        str, line_option("--then-where", metavar="TEXT", help="Where it spreads to when it worked.")
    ] = "",
    by: Annotated[str, line_option("--by", metavar="NAME", help="Who says so; kept in its log.")] = "",
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="A sheet that was filled in: .xlsx, .ods or .csv.",
            autocompletion=completion.files(".xlsx", ".csv"),
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --from: do not ask.")] = False,
    plan: PlanFlag = None,
    day: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="DATE",
            help="The day of the change; else today (of a fictional engagement: its last).",
        ),
    ] = "",
    quiet: Quiet = False,
) -> Exit:
    """Change an action: checked, dated, and kept in its log; or read back what a client filled in.

    \b
    Examples:
      cfdiag plan set repair_together --owner "J. Smit" --due 2027-01-21
      cfdiag plan set repair_together --status done --note "One day since 4 January."
      cfdiag plan set --from plan.xlsx
    """  # fmt: skip
    file = plan_file(plan)
    told = {
        "title": title, "owner": owner, "due": day_given("--due", due), "status": status,
        "then_by": day_given("--then-by", then_by), "then_where": then_where,
        "note": note,
    }  # fmt: skip
    given = {name: value for name, value in told.items() if value}
    if sheet is not None:
        if id_ or given:
            raise fault(Code.WRONG_USE, "--from reads changes out of a sheet", "leave the others out")
        changes: Sequence[ActionChange] = changes_from(file, sheet)
    else:
        if not id_ or not given:
            hint = 'cfdiag plan set ID --status done --note "…"; or --from FILE'
            raise fault(Code.WRONG_USE, "there is nothing to change", hint)
        changes = [ActionChange(id_, **given)]
    at = day_given("--date", day)
    shown = told_of(file, changes, day=at)
    if not shown:
        print_error("nothing changes")
        return Exit.DONE
    asked = sheet is not None and not yes
    if asked:
        _tell(shown)
        if not _agreed(len(changes), file.folder):
            print_error("nothing was written")
            return Exit.DONE
    set_on(file, changes, day=at, by=by)
    if not asked:
        _tell(shown)
    if not quiet:
        print_error(f"wrote {file.path}")
    return Exit.DONE


def _tell(shown: Sequence[ToldChange]) -> None:
    for each in shown:
        until = f", until {each.until}" if each.until else ""
        out(f"{each.id}  {each.field}: {each.was or '–'} → {each.now}{until}")


def _agreed(n: int, folder: Path) -> bool:
    """Whether somebody at a terminal says yes; elsewhere --yes has to be said.

    Raises:
        CfdiagError: `no-terminal`.
    """
    if not at_terminal():
        raise fault(Code.NO_TERMINAL, "nobody is there to agree to the changes", "say --yes")
    engagement = around([str(folder)], needed=nothing).engagement
    t = locale_for(os.environ.get("CFDIAG_LANGUAGE") or engagement.language)
    question = t.plural("Change {n} action?", "Change {n} actions?", n)
    return prompts_for(t.language, standard_lines(), plain=is_plain()).confirm(question)
