"""Hand a territory over: a plan, a brief and a first-visit page per account, promises, questions.

Listed: 50, Hand over
"""

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.handover import HandoverMade, HandoverWish, hand_over
from cfdiag.cli.console import out, told_faults, told_unlocked
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Identity, Language, Questionnaires, Quiet, choice
from cfdiag.cli.settings import terminal
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS
from cfdiag.locales.catalogue import locale_for
from cfdiag.render.terminal.handover import handover_text

HANDOVER_FORMATS = ("html", "markdown", "pdf")
_MOST = 480


def command(
    accounts: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[ACCOUNTS]...",
            help="Lists of accounts or deals, and leaver.xlsx filled in; else the engagement's accounts.",
        ),
    ] = None,
    interviews: Annotated[
        Path | None,
        typer.Option("--interviews", metavar="DIR", help="Interviews to take in; else the engagement's."),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder it goes to (handover).")
    ] = Path("handover"),
    leaver: Annotated[
        str, typer.Option("--leaver", metavar="NAME", help="Who leaves: only accounts that they own.")
    ] = "",
    arriver: Annotated[
        str, typer.Option("--arriver", metavar="NAME", help="Who takes over; named on every page.")
    ] = "",
    last_day: Annotated[
        str,
        typer.Option("--last-day", metavar="DATE", help="The leaver's last day; else as they told it."),
    ] = "",
    day: Day = "",
    columns: Annotated[
        Path | None,
        typer.Option(
            "--columns", metavar="FILE", help="What columns of the lists mean: {field: header}, in YAML."
        ),
    ] = None,
    top: Annotated[
        int,
        typer.Option("--top", metavar="N", min=0, help="So many accounts are talked through at length (8)."),
    ] = 8,
    minutes: Annotated[
        int,
        typer.Option("--minutes", metavar="N", help="Minutes for each of them (20); the others get ten."),
    ] = 20,
    format_: Annotated[str, choice("--format", HANDOVER_FORMATS, usual="html")] = "html",
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="FILE", help="An earlier handover.json: what was settled and what is new."
        ),
    ] = None,
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="E", help="Of the lists, where they do not tell.")
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="S", help="Of a workbook; else the first visible one.")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Write over leaver.xlsx and ask.html, filled in or not.")
    ] = False,
    language: Language = "",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """Hand a territory over: whom to call first and why, what to ask in the days that are left.

    \b
    Examples:
      cfdiag handover accounts.csv --leaver "L. Prins" --arriver "A. Kaya" --last-day 2026-12-08
      cfdiag handover accounts.csv handover/leaver.xlsx --last-day 2026-12-08
      cfdiag handover --baseline last-week/handover.json --format pdf
    """
    if not 1 <= minutes <= _MOST:
        raise fault(Code.WRONG_OPTION, f"--minutes cannot be '{minutes}'", f"a number from 1 to {_MOST}")
    made = hand_over(
        HandoverWish(
            lists=tuple(accounts or ()),
            interviews=interviews,
            output=output,
            leaver=leaver,
            successor=arriver,
            last_day=last_day,
            day=day,
            columns=columns,
            top=top,
            minutes=minutes,
            format=format_,
            language=language,
            encoding=encoding,
            sheet=sheet,
            baseline=baseline,
            force=force,
            questionnaires=tuple(questionnaires or ()),
            keys=identity,
        )
    )
    code = told_faults(made.faults, quiet=quiet, most=None)
    if not quiet:
        _say(made)
    told_unlocked(made.folder, identity)
    return code


def _say(made: HandoverMade) -> None:
    w = locale_for(made.language)
    out(handover_text(made.file, terminal(made.language)))
    rows = made.rows
    if rows.new or rows.changed or rows.unchanged:
        out(
            w(
                "from the leaver's table: {new} new, {changed} changed, {unchanged} unchanged",
                new=rows.new, changed=rows.changed, unchanged=rows.unchanged,
            )
        )  # fmt: skip
    if rows.unread:
        one = "{n} row of it is left out: nothing in it could be read"
        many = "{n} rows of it are left out: nothing in them could be read"
        out(w.plural(one, many, rows.unread))
    for there, beside in made.kept:
        out(w("left as it was filled in: {file}; the new one is {other}", file=there, other=beside))
    if any(path.name == "leaver.csv" for path in made.written):
        out(w("the table for the leaver is leaver.csv; as Excel it needs: pip install 'cfdiag[exchange]'"))
    out(w("written: {n} files in {folder}", n=len(made.written), folder=made.folder))
