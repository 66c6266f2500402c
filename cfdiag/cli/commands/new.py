"""A questionnaire to start from.

Listed: 72, Write your own
"""

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.authoring import new_questionnaire
from cfdiag.api.surroundings import engagement_folder
from cfdiag.cli.console import out, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import choice
from cfdiag.ground.writing import make_folder, write_new
from cfdiag.locales.catalogue import BASE, LANGUAGES

_MODE = 0o644
"""A questionnaire holds no answers: others may read it."""


def command(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The id, which is also the file's name: first-visit.")
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where to write it; - for stdout."),
    ] = None,
    language: Annotated[
        str, choice("--language", LANGUAGES, usual=BASE, about="The language of its texts and remarks")
    ] = BASE,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a different file.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not say what to do next.")] = False,
) -> Exit:
    """Write a small questionnaire that is valid and explains itself, to start from.

    Inside an engagement it goes to questionnaires/, where the other commands find it.

    \b
    Examples:
      cfdiag new first-visit
      cfdiag new first-visit --output questionnaires/
      cfdiag new eerste-bezoek --language nl
    """
    text = new_questionnaire(id_, language)
    if output == "-":
        out(text.rstrip("\n"))
        return Exit.DONE
    near = engagement_folder(["."])
    path = _path(output, id_, near)
    write_new(path, text.encode(), force=force, mode=_MODE)
    if not quiet:
        print_error(f"written: {path}")
        file, folder = shlex.quote(str(path)), shlex.quote(str(path.parent))
        print_error(f"next: change it in any editor; `cfdiag check {file}` finds every fault;")
        found = "" if output is None and near is not None else f" --questionnaires {folder}"
        print_error(f"      `cfdiag interview {id_}{found}` tries it out")
    return Exit.DONE


def _path(output: str | None, id_: str, near: Path | None) -> Path:
    """Where it goes; a name that ends as a folder's does is one, there or not."""
    if output is None:
        # Relative, as the folder was typed: the path is said.
        folder = Path() if near is None else Path(os.path.relpath(near / "questionnaires"))
    elif Path(output).is_dir() or output.endswith(("/", os.sep)):
        folder = Path(output)
    else:
        return Path(output)
    make_folder(folder)
    return folder / f"{id_}.yaml"
