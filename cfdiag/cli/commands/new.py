"""A questionnaire to start from.

Listed: 72, Write your own
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.authoring import new_questionnaire
from cfdiag.cli.console import out, print_error
from cfdiag.cli.exits import Exit
from cfdiag.ground.files import write_new

_MODE = 0o644
"""A questionnaire holds no answers: others may read it."""


def command(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The id, which is also the file's name: first-visit.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where to write it; - for stdout."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a different file.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not say what to do next.")] = False,
) -> Exit:
    """Write a small questionnaire that is valid and explains itself, to start from.

    \b
    Examples:
      cfdiag new first-visit
      cfdiag new first-visit --output questionnaires/
    """
    text = new_questionnaire(id_)
    if output is not None and str(output) == "-":
        out(text.rstrip("\n"))
        return Exit.DONE
    path = output if output is not None and not output.is_dir() else (output or Path()) / f"{id_}.yaml"
    write_new(path, text.encode(), force=force, mode=_MODE)
    if not quiet:
        print_error(f"written: {path}")
        print_error(f"next: change it in any editor; `cfdiag check {path}` finds every fault;")
        print_error(f"      `cfdiag interview {id_} --questionnaires {path.parent}` tries it out")
    return Exit.DONE
