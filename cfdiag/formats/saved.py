"""Saved interviews in their folder, each in the clear or sealed: `NAME.json` or `NAME.json.age`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cfdiag.formats.interview import read_interview
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import SEALED_SUFFIX, Keys, Seal, sealed_name
from cfdiag.ground.writing import sync_folder, write_atomically
from cfdiag.model.interview import Interview


def saved_files(folder: Path) -> Iterator[Path]:
    """The files of a folder that may hold finished interviews, by name."""
    if folder.is_dir():
        yield from sorted((*folder.glob("*.json"), *folder.glob(f"*.json{SEALED_SUFFIX}")))


def read_saved(path: Path, keys: Keys) -> Interview:
    """The interview in a file.

    Raises:
        CfdiagError: as `read_interview`; `sealed`, `wrong-key`.
    """
    return read_interview(keys.opened(read_plain(str(path)), str(path)), str(path))


def saved_before(path: Path, keys: Keys) -> Interview | None:
    """The interview that is there already under a name, in the clear or sealed.

    Args:
        path: its file in the clear, `NAME.json`.
        keys: what opens the sealed one.

    Raises:
        CfdiagError: as `read_saved`.
    """
    there = [each for each in (path, sealed_name(path)) if each.is_file()]
    if not there:
        return None
    # A crash between the two steps of `save_interview` leaves both: the later one is the interview.
    later = max(there, key=lambda each: each.stat().st_mtime_ns)
    found = read_saved(later, keys)
    for other in there:
        if other != later:
            _tidied(other, found, keys)
    return found


def _tidied(file: Path, later: Interview, keys: Keys) -> None:
    """Take away an earlier state of an interview; what says the same somebody keeps (`lock --keep`)."""
    with contextlib.suppress(CfdiagError):
        earlier = read_saved(file, keys)
        if earlier.id == later.id and earlier != later:
            _take_away(file)


def _take_away(file: Path) -> None:
    if file.is_file():
        file.unlink()
        sync_folder(file.parent)


def save_interview(path: Path, interview: Interview, seal: Seal | None) -> None:
    """Write an interview over its earlier state.

    Args:
        path: its file in the clear; where it is sealed it gets that name and `.age`. The other of the two
            goes, once this one is on disk.
        interview: what is written.
        seal: what seals it.

    Raises:
        CfdiagError: `cannot-write`.
    """
    data = encode_interview(interview)
    if seal is None:
        write_atomically(path, data)
        _take_away(sealed_name(path))
        return
    write_atomically(sealed_name(path), seal.sealed(data))
    _take_away(path)
