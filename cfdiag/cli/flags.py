"""The flags that several commands share, each declared once; what they may be comes from file names.

A command that means something else by a name has a flag of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from cfdiag.cli import completion
from cfdiag.ground.addresses import names_address
from cfdiag.ground.choices import choose, listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import Keys, read_keys
from cfdiag.locales.catalogue import LANGUAGES


def choice(name: str, known: Iterable[str], *, usual: str = "", about: str = "", short: str = "") -> Any:  # noqa: ANN401  typer's own
    """A flag whose value is one of these names.

    Args:
        name: the flag, e.g. `--format`.
        known: the names; looked at when a value is checked, completed or explained.
        usual: which of them it is where nothing is said.
        about: what the choice is, for `--help`; the names follow.
        short: a letter for it, e.g. `-f`.
    """
    names = tuple(known)
    offered = listed(tuple(f"{n} (default)" if n == usual else n for n in names))
    return typer.Option(
        *(each for each in (name, short) if each),
        metavar=name.lstrip("-")[0].upper(),
        help=f"{about or 'How to show it'}: {offered}.",
        show_default=False,
        callback=lambda value: choose(name, value, names),
        autocompletion=starting(names),
    )


def starting(names: Iterable[str]) -> Callable[[str], list[str]]:
    """What a shell completes: the names that begin like what was typed."""
    known = tuple(names)

    def complete(incomplete: str) -> list[str]:
        return [name for name in known if name.startswith(incomplete)]

    return complete


_FOLDERS = "CFDIAG_QUESTIONNAIRES"


def _fetched(context: typer.Context, given: list[Path] | None) -> list[Path] | None:
    """Folders of this machine: what lies in a store is fetched from there."""
    source = context.get_parameter_source("questionnaires")
    if source is not None and source.name == "ENVIRONMENT" and names_address(os.environ[_FOLDERS]):
        raise fault(
            Code.WRONG_USE,
            f"{_FOLDERS} names folders of this machine, and no address: a colon stands between two of them",
            "give the address with --questionnaires, and unset the variable",
        )
    if not any(":/" in str(each) for each in given or ()):
        return given
    from cfdiag.api.surroundings import at_hand

    return [folder for each in given or () if isinstance(folder := at_hand(each), Path)]


Questionnaires = Annotated[
    list[Path] | None,
    typer.Option(
        "--questionnaires",
        metavar="DIR",
        envvar=_FOLDERS,
        help="A folder with more questionnaires; may be repeated.",
        callback=_fetched,
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="L",
        envvar="CFDIAG_LANGUAGE",
        help=f"{listed(LANGUAGES)}; else the engagement's.",
        autocompletion=starting(LANGUAGES),
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="FIELD",
        help="Break down by department, account, organisation, group or a choice; may be repeated.",
        autocompletion=completion.fields,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Where to write it; else, or as -, to stdout.",
        callback=lambda path: None if path == Path("-") else path,
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Write over a file that cfdiag did not make; never over an interview."),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="A result saved earlier (--format json) to compare with.",
        autocompletion=completion.files(".json"),
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", metavar="N", min=0, help="Processes that read and score; 0: one a core.")
]
Unmasked = Annotated[
    bool, typer.Option("--unmasked", help="Withhold nothing: for your own eyes; stamps what is made.")
]
Final = Annotated[
    bool,
    typer.Option(
        "--final",
        help="Hand it over: no mark of a draft, and remembered, so that no two releases give anybody away.",
    ),
]
Releases = Annotated[
    Path | None,
    typer.Option(
        "--releases",
        metavar="FILE",
        help="With --final: the file that remembers what was handed over; else releases.jsonl beside the "
        "interviews.",
    ),
]


def _keys_in(given: object) -> Keys:
    """What a shell gave: the name of a file. Typer gives what stands for nothing as it is."""
    return given if isinstance(given, Keys) else read_keys(str(given))


Identity = Annotated[
    Keys,
    typer.Option(
        "--identity",
        metavar="FILE",
        envvar="CFDIAG_IDENTITY",
        help="Your key, for interviews that are locked; - for stdin.",
        show_default=False,
        parser=_keys_in,
    ),
]
EncryptTo = Annotated[
    list[str] | None,
    typer.Option(
        "--encrypt-to",
        metavar="KEY",
        help="Lock it for this public key (age1…); may be repeated; else the engagement's recipients.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the resampling.")]
Day = Annotated[
    str, typer.Option("--date", metavar="DATE", help="The day to count from (YYYY-MM-DD); else today.")
]
AccountFlag = Annotated[
    str,
    typer.Option(
        "--account",
        metavar="A",
        help="The customer account it is about.",
        autocompletion=completion.account_names,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only the result and faults.")]
FilesFrom = Annotated[
    str,
    typer.Option(
        "--files-from",
        metavar="FILE|-",
        help="A file, or - for stdin, with more paths: one a line, or with a NUL behind each (find -print0).",
        autocompletion=completion.files(),
    ),
]
