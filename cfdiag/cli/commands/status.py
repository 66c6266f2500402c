"""Who is to be heard, who was, and what is in the way.

Listed: 22, Hold talks
"""

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.lists import account_columns
from cfdiag.api.status import PRECISION, status_of
from cfdiag.cli.console import out, out_json
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Identity, Language, Questionnaires, choice
from cfdiag.cli.settings import terminal
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS
from cfdiag.render.terminal.status import status_text
from cfdiag.render.terminal.status_table import status_csv

FORMATS = ("text", "json", "csv")
_MOST = 50


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The engagement's folder.")] = Path(),
    day: Annotated[
        str, typer.Option("--date", metavar="DATE", help="The day ages are counted from; else today.")
    ] = "",
    precision: Annotated[
        float,
        typer.Option(
            "--precision",
            metavar="N",
            help=f"How exact averages should be: within N points of 100, either way ({PRECISION:g}).",
        ),
    ] = PRECISION,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Exit code 1 if somebody has not been heard yet, or something is out of date."
        ),
    ] = False,
    columns: Annotated[
        Path | None,
        typer.Option(
            "--columns", metavar="FILE", help="What columns of the accounts mean: {field: header}, in YAML."
        ),
    ] = None,
    language: Language = "",
    format_: Annotated[str, choice("--format", FORMATS, usual="text")] = "text",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
) -> Exit:
    """Who is to be heard, who was, who is missing, and whose voice is not in the room.

    Before the first talk it says what so many people will and will not allow.

    \b
    Examples:
      cfdiag status
      cfdiag status acme-2026 --strict
      cfdiag status --precision 5 --format json
    """
    if not 0 < precision <= _MOST:
        raise fault(
            Code.WRONG_OPTION, f"--precision cannot be '{precision:g}'", f"points, up to {_MOST}: 7.5"
        )
    status = status_of(
        folder,
        questionnaires=questionnaires or (),
        keys=identity,
        day=day,
        precision=precision,
        language=language,
        columns=account_columns(columns) if columns is not None else None,
    )
    if format_ == "json":
        out_json(status)
    elif format_ == "csv":
        out(status_csv(status))
    else:
        out(status_text(status, terminal(status.language)))
    wanting = status.missing or status.trouble or any(each.stale for each in status.unfinished)
    wanting = wanting or bool(status.plan and status.plan.late)
    wanting = wanting or any(each.wanted and each.finished < each.wanted for each in status.done)
    return Exit.GATE if strict and wanting else Exit.DONE
