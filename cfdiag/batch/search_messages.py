"""What a search for interviews says of what it finds and does not read."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.ground.addresses import SCHEMES
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.ground.safe import readable

_NAMED = 3
"""So many files that were passed over are named; of more there is a number."""


def no_store(address: str) -> Diagnostic:
    """The fault of an address that is of no store."""
    return Diagnostic(
        Code.CANNOT_READ,
        f"nothing is read from such an address; it is from {', '.join(f'{s}://' for s in SCHEMES)}",
        Location(address),
        "fetch it first, or hand it on: its own tool | cfdiag score -",
    )


def not_here(address: str) -> Diagnostic:
    """The fault of an address where files of this machine are meant: they are changed, or their folder is."""
    return Diagnostic(
        Code.WRONG_USE,
        "this works on files of this machine, and nothing is written to an address",
        Location(address),
        "copy it to a folder of this machine first, and name that",
    )


def empty_folder(folder: str, suffixes: Sequence[str]) -> Diagnostic:
    """The warning of a folder without interviews."""
    return Diagnostic(
        Code.EMPTY_FOLDER,
        "no interviews in this folder",
        Location(folder),
        f"interviews are files that end in {', '.join(suffixes)}; hidden ones are left out",
        "warning",
    )


def passed_over(folder: str, names: list[str]) -> Diagnostic:
    """The warning of files that look like data and are not read."""
    names.sort()
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    what = (
        "1 file that may hold answers is"
        if len(names) == 1
        else f"{len(names)} files that may hold answers are"
    )
    return Diagnostic(
        Code.PASSED_OVER,
        f"{what} not read: {', '.join(map(readable, names[:_NAMED]))}{more}",
        Location(folder),
        "tables of answers go through `cfdiag import`; archives are unpacked first; .gz is read, "
        "and with their extras .zst and .parquet: pip install 'cfdiag[zstd,parquet]'",
        "warning",
    )


def link_not_followed(name: str) -> Diagnostic:
    """The warning of a link to a folder."""
    return Diagnostic(
        Code.LINK_NOT_FOLLOWED,
        "a link to a folder is not followed",
        Location(name),
        "name the folder itself to have it searched",
        "warning",
    )
