"""What is held about somebody."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.person.showing import dossier
from cfdiag.api.person.whom import find_person
from cfdiag.api.surroundings import chosen_day
from cfdiag.api.writing import write_over
from cfdiag.cli.console import out, print_error, told_unlocked
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Force, Identity, Language
from cfdiag.cli.person._shared import EngagementFolder, PersonName
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS
from cfdiag.render.person import DOSSIER_FORMATS


def command(
    name: PersonName,
    folder: EngagementFolder = Path(),
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="NAME.html for them; NAME.json goes beside it."),
    ] = None,
    force: Force = False,
    day: Day = "",
    language: Language = "",
    identity: Identity = NO_KEYS,
) -> Exit:
    """What is held about somebody: what they said, where they are listed, which reports quote them.

    To a terminal it says where; with --output it writes what they may be handed. Words of others that name
    them come last: judge yourself whether those are theirs to see.

    \b
    Examples:
      cfdiag person show "Ada Vale"
      cfdiag person show "Ada Vale" acme-2026 --output ada-vale.html
    """
    found = dossier(find_person(name, folder, identity, language), date.fromisoformat(chosen_day(day)))
    if output is None:
        out(DOSSIER_FORMATS["text"](found).rstrip("\n"))
        return Exit.DONE
    if output.suffix not in (".html", ".json"):
        raise fault(Code.WRONG_OPTION, f"--output cannot be '{output}'", "a page and its data: NAME.html")
    for suffix in ("html", "json"):
        data = DOSSIER_FORMATS[suffix](found).encode()
        print_error(f"wrote {write_over(output.with_suffix(f'.{suffix}'), data, force=force)}")
    told_unlocked(output, identity)
    return Exit.DONE
