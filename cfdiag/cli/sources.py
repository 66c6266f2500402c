"""What commands over interviews look up first: the engagement around the paths, the questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.formats.engagement import read_engagement
from cfdiag.formats.library import Library
from cfdiag.ground.files import read_bytes, read_stdin
from cfdiag.model.engagement import Engagement

ENGAGEMENT = "engagement.yaml"
INTERVIEWS = "interviews"
STDIN_LIMIT = 1 << 30
"""Bytes: lines of interviews are streamed from files, but standard input is held."""


class Around(NamedTuple):
    """What stands around the interviews that were named."""

    library: Library
    engagement: Engagement
    folder: Path | None
    """The engagement's folder, where there is one."""


def around(paths: Sequence[str], questionnaires: Sequence[Path] | None) -> Around:
    """The questionnaires at hand and the engagement, for interviews at these paths.

    Questionnaires named by flag come first, then the engagement's own copies, then the shipped ones.
    """
    folder = engagement_folder(paths)
    folders = list(questionnaires or ())
    engagement = Engagement()
    if folder is not None:
        file = folder / ENGAGEMENT
        engagement = read_engagement(read_bytes(file), str(file))
        if (folder / "questionnaires").is_dir():
            folders.append(folder / "questionnaires")
    return Around(Library(folders), engagement, folder)


def engagement_folder(paths: Sequence[str]) -> Path | None:
    """The folder of the one engagement that all these paths belong to.

    A path belongs to the engagement in its own folder, or to the one whose `interviews/` it is in.
    """
    found = {_engagement_of(path) for path in paths}
    return found.pop() if len(found) == 1 else None


def _engagement_of(path: str) -> Path | None:
    here = Path(path).absolute()
    if path == "-" or not here.is_dir():
        here = here.parent
    for folder in (here, *here.parents):
        inside = folder == here or here.relative_to(folder).parts[0] == INTERVIEWS
        if inside and (folder / ENGAGEMENT).is_file():
            return folder
    return None


def stdin_for(paths: Sequence[str]) -> bytes | None:
    """What standard input holds, when `-` is among the paths."""
    return read_stdin(STDIN_LIMIT) if "-" in paths else None
