"""How files are written: private, whole or not at all, durable."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from cfdiag.ground import durable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import _CHUNK, cannot, read_bytes

PRIVATE_FILE = 0o600
"""Whoever writes it may read it, and nobody else."""
PRIVATE_FOLDER = 0o700
"""The same of a folder."""


def write_atomically(
    path: Path, data: bytes | Iterable[bytes], *, mode: int = PRIVATE_FILE, durably: bool = True
) -> None:
    """Write a file whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.

    Args:
        path: the file.
        data: what it is to hold, whole or in parts.
        mode: who may do what with it.
        durably: it is on disk when this returns; else a power cut may lose it, which a cache may.

    Raises:
        CfdiagError: `cannot-write`; the earlier file, if any, is untouched.
    """
    try:
        if path.is_symlink():
            raise OSError(errno.ELOOP, "is a link")  # noqa: TRY301  told like the system's own  the same words for both ways
        if path.is_dir():
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))  # noqa: TRY301  told like the system's own
        if path.exists() and not path.is_file():
            # A device or a pipe, /dev/null say: put into its place, a file would take it from everybody.
            with path.open("wb") as device:
                device.writelines([data] if isinstance(data, bytes) else data)
            return
        # Beside the file and not in the folder for temporary things: a rename works within one file system
        # only.
        with _written(path, data, mode, durably=durably) as temporary:
            temporary.replace(path)
    except OSError as error:
        raise cannot("write", path, error) from error


def create_atomically(path: Path, data: bytes | Iterable[bytes], *, mode: int = PRIVATE_FILE) -> None:
    """Write a new file whole or not at all; whatever takes the name meanwhile, it is not written over.

    Raises:
        FileExistsError: the name is taken.
        CfdiagError: `cannot-write`.
    """
    try:
        with _written(path, data, mode) as temporary:
            try:
                # A link refuses a name that is taken, in one step; a rename would write over it.
                os.link(temporary, path)
            except FileExistsError:
                raise
            except OSError:  # a file system without links: the name is taken first, then filled
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
                temporary.replace(path)
    except FileExistsError:
        raise
    except OSError as error:
        raise cannot("write", path, error) from error


@contextlib.contextmanager
def _written(path: Path, data: bytes | Iterable[bytes], mode: int, *, durably: bool = True) -> Iterator[Path]:
    """A durable temporary file beside a path, which is put into its place meanwhile; then it is gone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=_CHUNK) as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            if durably:
                file.flush()
                durable.sync(file.fileno())
        # Only now: until it is whole, nobody else may read it.
        temporary.chmod(mode)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    if durably:
        sync_folder(path.parent)


def write_new(path: Path, data: bytes, *, force: bool = False, mode: int = PRIVATE_FILE) -> None:
    """Write a file unless a different one is there.

    Raises:
        CfdiagError: `exists`, where `force` is not given and the file there has other content.
    """
    # The same content once more is no accident: a step of a pipeline may be run again.
    if path.exists() and not force and (not path.is_file() or read_bytes(path) != data):
        raise fault(
            Code.EXISTS,
            "there is another file of that name",
            "choose another --output, or overwrite it with --force",
            Location(str(path)),
        )
    write_atomically(path, data, mode=mode)


def append(path: Path, data: bytes, *, durably: bool = False) -> None:
    """Add to the end of a plain file, which is made where it is not there; no link is followed.

    Args:
        path: the file.
        data: what is added.
        durably: it is on disk when this returns.

    Raises:
        CfdiagError: `cannot-write`.
    """
    # Two that add at once each add whole lines, where the system places them at the end.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    try:
        with os.fdopen(os.open(path, flags, PRIVATE_FILE), "ab") as file:
            file.write(data)
            if durably:
                file.flush()
                durable.sync(file.fileno())
    except OSError as error:
        raise cannot("write", path, error) from error


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
