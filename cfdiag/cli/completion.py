"""What the shell completes: ids of questionnaires, from the names of the files alone."""

from __future__ import annotations

import os
from pathlib import Path

from cfdiag.ground.files import ID_PATTERN, shipped


def questionnaire_ids(incomplete: str) -> list[str]:
    """The ids that begin like this: shipped ones, the engagement's here, those of `CFDIAG_QUESTIONNAIRES`.

    Files are not read: a key pressed in a shell must not wait.
    """
    named = os.environ.get("CFDIAG_QUESTIONNAIRES", "").split(os.pathsep)
    folders = (
        shipped("questionnaires"),
        Path("questionnaires"),
        *(Path(folder) for folder in named if folder),
    )
    names = {path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.y*ml")}
    # A shell runs what it is handed: of a stranger's file names only ids are handed on.
    return sorted(name for name in names if name.startswith(incomplete) and ID_PATTERN.fullmatch(name))
