"""What `cfdiag --help` says of each command, read from the head of its file: nothing is imported."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from cfdiag.ground.folder import Folder

_HEAD = 1000
"""So much of a file is read: its docstring comes first."""
_PLACE = re.compile(r"^Listed: (\d+), (.+)$", re.MULTILINE)
_ELSE = 1000, "Others"


class Listing(NamedTuple):
    """A command in `--help`."""

    place: int
    name: str
    line: str
    group: str


def listings() -> list[Listing]:
    """The commands, in the order and the groups of `--help`.

    A command says in its module's docstring what it does, in one line, and where it is listed:
    `Listed: 32, See`. The number decides the order, of the groups too.
    """
    return sorted(
        _listing(name, module) for name, module in Folder("cfdiag.cli.commands", "").modules.items()
    )


def _listing(name: str, module: str) -> Listing:
    file = Path(__file__).parent / "commands" / f"{module.rpartition('.')[2]}.py"
    with file.open(encoding="utf-8") as source:
        # Read as text: importing every command would cost `--help` more than all else it does.
        docstring = source.read(_HEAD).split('"""')[1:2]
    said = docstring[0] if docstring else ""
    found = _PLACE.search(said)
    place, group = (int(found[1]), found[2]) if found else _ELSE
    return Listing(place, name, said.split("\n", 1)[0], group)
