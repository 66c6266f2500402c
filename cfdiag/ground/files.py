"""Where shipped files are, and how files are written: atomically, privately, never through a link."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from pathlib import Path

from cfdiag.ground.diagnostics import CfdiagError, Location, fault

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(folder: str) -> Path:
    """The folder `questionnaires` or `templates` that came with cfdiag: in the wheel or the checkout."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        CfdiagError: `cannot-read`, with the reason in words.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise cannot("read", path, error) from error


def cannot(verb: str, path: Path | str, error: OSError) -> CfdiagError:
    """The fault for a file that cannot be read, written or opened."""
    reason = error.strerror or str(error)
    hints = {
        errno.ENOENT: "check the name; the path is taken from the folder you are in",
        errno.EACCES: "check who may read and write it",
        errno.EROFS: "choose a folder that can be written to with --output",
        errno.ENOSPC: "free some space; what was saved before is still there",
        errno.EISDIR: "name a file, not a folder",
        errno.EEXIST: "a file of that name is in the way: choose another name",
        errno.ENOTDIR: "a part of the path is a file, not a folder: check the name",
        errno.ELOOP: "links are not followed when writing; name the file itself"
        if verb == "write"
        else "the link leads back to itself",
        errno.EFBIG: "the file-size limit is reached (ulimit -f); what was saved before is still there",
    }
    hint = hints.get(error.errno or 0, "")
    return fault(f"cannot-{verb}", f"cannot {verb} the file: {reason}", hint, Location(str(path)))


def write_atomically(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a file whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.

    Raises:
        CfdiagError: `cannot-write`; the earlier file, if any, is untouched.
    """
    temporary = ""
    try:
        if path.is_symlink():
            raise OSError(errno.ELOOP, "is a link")  # noqa: TRY301  the same words for both ways
        if path.is_dir():
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))  # noqa: TRY301
        if path.exists() and not path.is_file():
            # A device or a pipe, /dev/null say: put into its place, a file would take it from everybody.
            path.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise cannot("write", path, error) from error


def write_new(path: Path, data: bytes, *, force: bool = False, mode: int = PRIVATE_FILE) -> None:
    """Write a file unless a different one is there.

    Raises:
        CfdiagError: `exists`, where `force` is not given and the file there has other content.
    """
    if path.exists() and not force and (not path.is_file() or read_bytes(path) != data):
        raise fault(
            "exists",
            "there is another file of that name",
            "choose another --output, or overwrite it with --force",
            Location(str(path)),
        )
    write_atomically(path, data, mode=mode)


_KEPT = re.compile(rb'"cfdiag/interview@|^cfdiag:', re.MULTILINE)
_HEAD = 4096


def write_over(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a result or a report: over an earlier one, never over what people answered or wrote.

    Raises:
        CfdiagError: `exists`, where the file there is an interview, a questionnaire or an engagement.
    """
    if path.is_file() and _KEPT.search(read_bytes(path)[:_HEAD]):
        raise fault(
            "exists",
            "the file there is an interview, a questionnaire or an engagement; nothing was written",
            "choose another --output",
            Location(str(path)),
        )
    write_atomically(path, data, mode=mode)


def make_folder(path: Path) -> None:
    """Make a private folder and its parents, unless it is there."""
    try:
        path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot("write", path, error) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (no such thing on Windows)."""
    if os.name == "nt":  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
