"""Write a fictional engagement, score it and render its plan.

Listed: 10, Start here
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.demonstration import REPORTS, write_demo
from cfdiag.api.surroundings import INTERVIEWS
from cfdiag.cli.console import out, out_rendered, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language
from cfdiag.cli.settings import terminal


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where to write it.", show_default=True)
    ] = Path("cfdiag-demo"),
    language: Language = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No scorecard, no next steps.")] = False,
) -> Exit:
    """Write a fictional engagement, score it and render its plan.

    Nobody in it exists: some forty people of Harbour & Vale Lifts and of their customers answer
    seven of the eight questionnaires, always in the same way.

    \b
    Examples:
      cfdiag demo
      cfdiag demo /tmp/lifts --language nl
    """
    result = write_demo(folder, language)
    if not quiet:
        out_rendered(result.render("text", terminal(result.options.language)))
        _next(folder, len(result.files))
    return Exit.DONE


def _next(folder: Path, n: int) -> None:
    out()
    out(f"Fictional: {n} interviews of people who do not exist are in {folder / INTERVIEWS}.")
    here, customers = shlex.quote(str(folder)), shlex.quote(str(folder / "customer.html"))
    out("The plan:")
    for name in REPORTS.values():
        out(f"  {folder / name}")
    out("Try next:")
    out(f"  cfdiag why {here} turn_one_meeting        the answers behind an action")
    out(f"  cfdiag score {here} --by department       scores, and who stands where")
    out(f"  cfdiag report {here} --audience customer --output {customers}")
    out("  cfdiag interview account-view              a first interview of your own")
    print_error(f"wrote {folder}")
