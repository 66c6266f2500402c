"""Saved interviews in their folder, each in the clear or sealed: `NAME.json` or `NAME.json.age`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cfdiag.formats.interview import read_interview
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.files import read_bytes
from cfdiag.ground.sealing import SEALED_SUFFIX, Keys, Seal, sealed_name
from cfdiag.ground.writing import write_atomically
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
    return read_interview(keys.opened(read_bytes(path), str(path)), str(path))


def saved_before(path: Path, keys: Keys) -> Interview | None:
    """The interview that is there already under a name, in the clear or sealed.

    Args:
        path: its file in the clear, `NAME.json`.
        keys: what opens the sealed one.

    Raises:
        CfdiagError: as `read_saved`.
    """
    there = next((each for each in (path, sealed_name(path)) if each.is_file()), None)
    return None if there is None else read_saved(there, keys)


def save_interview(path: Path, interview: Interview, seal: Seal | None) -> None:
    """Write an interview over its earlier state.

    Args:
        path: its file in the clear; where it is sealed it gets that name and `.age`, and the clear one goes.
        interview: what is written.
        seal: what seals it.

    Raises:
        CfdiagError: `cannot-write`.
    """
    data = encode_interview(interview)
    if seal is None:
        write_atomically(path, data)
        return
    write_atomically(sealed_name(path), seal.sealed(data))
    path.unlink(missing_ok=True)
