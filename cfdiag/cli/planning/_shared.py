"""What the commands of a plan share: its flags, days, and where an output goes."""

import re
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.planning.following import PLAN_FORMATS, SHOWN_ON_TERMINAL, plan_format_of
from cfdiag.api.writing import with_last_line, write_over
from cfdiag.cli import completion
from cfdiag.cli.console import print_error, told_where
from cfdiag.cli.settings import file_context, terminal
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.safe import one_line
from cfdiag.model.following import Following
from cfdiag.render.context import OutputContext

line_option = partial(typer.Option, parser=one_line)
line_argument = partial(typer.Argument, parser=one_line)
"""What is typed and stands in the plan as text: on one line, without blanks around it."""

PlanFlag = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        help="The plan; else the engagement's plan.yaml, or the one in this folder.",
        autocompletion=completion.files(".yaml"),
    ),
]


def day_given(flag: str, given: str) -> str:
    """The day that a flag was given, as an ISO date; empty where it was not.

    Raises:
        CfdiagError: `wrong-option`.
    """
    if not given:
        return ""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
            return date.fromisoformat(given).isoformat()
    except ValueError:
        pass
    raise fault(Code.WRONG_OPTION, f"{flag} cannot be '{given}'", "a day: YYYY-MM-DD")


def format_for(given: str, output: Path | None) -> str:
    """The format that is asked for, by flag or by the file's name.

    Raises:
        CfdiagError: `wrong-option`: the two contradict each other.
    """
    named = plan_format_of(output.suffix) if output is not None else ""
    if given and named and given != named:
        raise fault(
            Code.WRONG_OPTION,
            f"--format {given} and {output} contradict each other",
            "leave one of them out",
        )
    return given or named or "text"


def deliver(view: Following, format_: str, output: Path | None, *, force: bool) -> None:
    """Draw the plan, to a file or to standard output.

    Raises:
        CfdiagError: `no-output`: a terminal cannot show it; `exists`, `cannot-write`.
    """
    if output is None and not SHOWN_ON_TERMINAL[format_] and sys.stdout.isatty():
        hint = "name a file with --output"
        raise fault(Code.NO_OUTPUT, f"a {format_} file cannot be shown on a terminal", hint)
    context: OutputContext = terminal(view.language) if output is None else file_context(view.language)
    drawn = PLAN_FORMATS[format_](view, context)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(drawn)
        sys.stdout.buffer.flush()
        return
    written = write_over(output, with_last_line(drawn, format_), force=force)
    told_where(output, written)
    print_error(f"wrote {written}")
