"""A folder for a new engagement.

Listed: 11, Start here
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.surroundings import ENGAGEMENT_NAME, INTERVIEWS
from cfdiag.cli.console import out
from cfdiag.cli.exits import Exit
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import make_folder, read_bytes, shipped, write_new

PRIVATE = (
    "# interviews hold what people said in confidence; reports quote it\n"
    "interviews/\nreports/\n*.open.jsonl\n*.torn\n"
)
FOLDERS = (INTERVIEWS, "reports")


def command(
    name: Annotated[str, typer.Argument(metavar="DIR", help="The folder to make.")],
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite an engagement.yaml that is there.")
    ] = False,
) -> Exit:
    """Make a folder for a new engagement: engagement.yaml, interviews/, reports/, a .gitignore.

    \b
    Examples:
      cfdiag init acme-2026
      cfdiag init .
    """
    if not name:
        raise fault(
            Code.WRONG_USE, "the folder has no name", "name one: cfdiag init acme-2026, or . for this one"
        )
    folder = Path(name)
    again = (folder / ENGAGEMENT_NAME).exists()
    text = read_bytes(shipped("templates") / "engagement.yaml")
    make_folder(folder)
    write_new(folder / ENGAGEMENT_NAME, text, force=force)
    write_new(folder / ".gitignore", PRIVATE.encode(), force=force)
    for inside in FOLDERS:
        make_folder(folder / inside)
    made = "was there already" if again and not force else "made"
    out(f"{made}: {folder / ENGAGEMENT_NAME}; say in it who the client is")
    out("then:")
    if folder != Path():
        out(f"  cd {shlex.quote(str(folder))}")
    out("  cfdiag interview")
    return Exit.DONE
