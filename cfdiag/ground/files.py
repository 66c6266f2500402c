"""Where shipped files are, and how files are read and written.

Read: never more than a limit, never waiting for what was found rather than named, and of what another
file names only what lies in its folder. Written: atomically, privately, never through a link. Nothing
else in cfdiag opens a file, but for the journal that is held open.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from cfdiag.ground import durable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
STDIN_NAME = "<stdin>"
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

LARGEST = 64 << 20
"""Bytes: nothing that is read whole is larger, or it is a device that never ends."""

_CHUNK = 1 << 16
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(folder: str) -> Path:
    """The folder `questionnaires` or `templates` that came with cfdiag: in the wheel or the checkout."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def read_bytes(path: Path, limit: int = LARGEST) -> bytes:
    """The bytes of a file that somebody named; of a pipe (`<(…)` in a shell) what comes through it.

    Raises:
        CfdiagError: `cannot-read`, with the reason in words; `too-large`.
    """
    try:
        return _all_of(os.open(path, _READ), str(path), limit)
    except OSError as error:
        raise cannot("read", path, error) from error


def read_plain(name: str, limit: int = LARGEST, hint: str = "is it the right file?") -> bytes:
    """The bytes of a regular file; a pipe or a device is refused rather than waited for.

    Args:
        name: its path.
        limit: the most bytes it may have.
        hint: what to do where it has more.

    Raises:
        CfdiagError: `cannot-read`, `not-a-file` or `too-large`.
    """
    try:
        return _all_of(open_plain(name), name, limit, hint)
    except OSError as error:
        raise cannot("read", name, error) from error


def inside(folder: Path, name: str, limit: int) -> bytes:
    """The bytes of a file that another file names: a relative path that stays in the folder, links too.

    Args:
        folder: the folder of the file that names it.
        name: the path as it stands there, with `/` or a backslash.
        limit: the most bytes it may have.

    Raises:
        CfdiagError: `outside-folder`, `cannot-read`, `not-a-file` or `too-large`.
    """
    whole = folder / name
    windows = PureWindowsPath(name)
    leads_out = PurePosixPath(name).is_absolute() or windows.drive or windows.root or ".." in windows.parts
    try:
        base = folder.resolve()
        if leads_out or not name or base not in (path := (base / windows.as_posix()).resolve()).parents:
            raise fault(
                Code.OUTSIDE_FOLDER,
                "a file may name only files in its own folder",
                "copy it into that folder, and name it without .. or a leading /",
                Location(str(whole)),
            )
    except (OSError, ValueError, RuntimeError) as error:  # a name with NUL; links in a circle
        problem = error if isinstance(error, OSError) else OSError(errno.ENOENT, "there is no such file")
        raise cannot("read", whole, problem) from error
    return read_plain(str(path), limit, "make it smaller")


def open_plain(name: str) -> int:
    """A handle to a regular file. A plain system call: thousands of small files are read this way.

    Raises:
        CfdiagError: `cannot-read` or `not-a-file`.
    """
    try:
        # Opening a pipe nobody writes to would wait for ever without O_NONBLOCK.
        handle = os.open(name, _READ | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise cannot("read", name, error) from error
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return handle
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise cannot("read", name, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    hint = "save it to a file first; `-` reads standard input"
    raise fault(Code.NOT_A_FILE, "this is a pipe or a device, not a file", hint, Location(name))


def read_stdin(limit: int = LARGEST) -> bytes:
    """What standard input holds, without a byte order mark.

    Raises:
        CfdiagError: `too-large`, `cannot-read`.
    """
    try:
        data = sys.stdin.buffer.read(limit + 1)
    except OSError as error:
        raise cannot("read", STDIN_NAME, error) from error
    if len(data) > limit:
        raise _too_large(STDIN_NAME, limit, "write it to a file, and name that")
    return data.removeprefix(b"\xef\xbb\xbf")


def _all_of(handle: int, name: str, limit: int, hint: str = "is it the right file?") -> bytes:
    """All bytes behind a handle, which is closed."""
    try:
        size = os.fstat(handle).st_size
        if size > limit:
            raise _too_large(name, limit, hint)
        parts = [os.read(handle, size + 1)]
        length = len(parts[0])
        while parts[-1] and length != size:  # a pipe, or a file that grows
            parts.append(os.read(handle, _CHUNK))
            length += len(parts[-1])
            if length > limit:
                raise _too_large(name, limit, hint)
    finally:
        os.close(handle)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(name: str, limit: int, hint: str) -> CfdiagError:
    most = f"{limit >> 20} MB" if limit >= 1 << 20 else f"{limit // 1000} kB"
    return fault(Code.TOO_LARGE, f"the file is larger than {most} and was not read", hint, Location(name))


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
    return fault(Code(f"cannot-{verb}"), f"cannot {verb} the file: {reason}", hint, Location(str(path)))


def write_atomically(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a file whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.

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
            path.write_bytes(data)
            return
        with _written(path, data, mode) as temporary:
            temporary.replace(path)
    except OSError as error:
        raise cannot("write", path, error) from error


def create_atomically(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a new file whole or not at all; whatever takes the name meanwhile, it is not written over.

    Raises:
        FileExistsError: the name is taken.
        CfdiagError: `cannot-write`.
    """
    try:
        with _written(path, data, mode) as temporary:
            try:
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
def _written(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """A durable temporary file beside a path, which is put into its place meanwhile; then it is gone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            durable.sync(file.fileno())
        temporary.chmod(mode)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    sync_folder(path.parent)


def write_new(path: Path, data: bytes, *, force: bool = False, mode: int = PRIVATE_FILE) -> None:
    """Write a file unless a different one is there.

    Raises:
        CfdiagError: `exists`, where `force` is not given and the file there has other content.
    """
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
