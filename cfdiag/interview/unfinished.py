"""The interviews of a folder that can be gone on with."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.endings import JOURNAL_SUFFIX
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import NO_KEYS, SEALED_SUFFIX, Keys
from cfdiag.interview.journal.replay import read_journal
from cfdiag.model.interview import Interview


class Unfinished(msgspec.Struct, frozen=True):
    """An interview that can be gone on with."""

    path: Path
    interview: Interview


def unfinished(folder: Path, keys: Keys = NO_KEYS) -> list[Unfinished]:
    """The journals of a folder that can be read, those too that are locked as a whole; the newest first."""
    paths = (
        [*folder.glob(f"*{JOURNAL_SUFFIX}"), *folder.glob(f"*{JOURNAL_SUFFIX}{SEALED_SUFFIX}")]
        if folder.is_dir()
        else []
    )
    found = [_readable(path, keys) for path in paths]
    return [entry for _, entry in sorted((pair for pair in found if pair), key=lambda pair: -pair[0])]


def _readable(path: Path, keys: Keys) -> tuple[float, Unfinished] | None:
    try:
        data = keys.opened(read_plain(str(path)), str(path))
        return path.stat().st_mtime, Unfinished(path, read_journal(data, str(path), keys))
    except (CfdiagError, OSError):
        return None
