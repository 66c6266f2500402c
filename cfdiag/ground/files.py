"""Where shipped files are, and how files are read and written.

Read: never more than a limit, never waiting for what was found rather than named, and of what another
file names only what lies in its folder. Written: atomically, privately, never through a link. Nothing
else in cfdiag opens a file, but for the journal that is held open.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec

from cfdiag.ground.addresses import address_of, is_address
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault

STDIN_NAME = "<stdin>"
_ID = r"[a-z0-9][a-z0-9_-]{0,63}"

LARGEST = 64 << 20
"""Bytes: nothing that is read whole is larger, or it is a device that never ends."""

_CHUNK = 1 << 16
# Windows translates line ends without O_BINARY; a child process has no business with what is open here.
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

PACKAGE = Path(__file__).resolve().parents[1]
"""Where cfdiag itself is: its code, and in a wheel what came with it."""


def is_id(name: str) -> bool:
    """Whether a word can be an id, of which files are named: no path, and nothing that a shell reads."""
    return re.fullmatch(_ID, name) is not None


def shipped(folder: str) -> Path:
    """The folder `questionnaires` or `templates` that came with cfdiag: in the wheel or the checkout."""
    inside = PACKAGE / folder
    return inside if inside.is_dir() else PACKAGE.parent / folder


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
        handle, size = _open_plain(name)
        return _all_of(handle, name, limit, hint, size)
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
    # A path of Windows is refused on every system: an engagement is passed on from one to another.
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
    try:
        return read_plain(str(path), limit, "make it smaller")
    except CfdiagError as error:
        # Said by the name that stands there, not by where links lead.
        said = (msgspec.structs.replace(each, location=Location(str(whole))) for each in error.diagnostics)
        raise CfdiagError(*said) from error


def open_plain(name: str) -> int:
    """A handle to a regular file.

    Raises:
        CfdiagError: `cannot-read` or `not-a-file`.
    """
    return _open_plain(name)[0]


def _open_plain(name: str) -> tuple[int, int]:
    """A handle and a size. Plain system calls: thousands of small files are read this way."""
    try:
        # Opening a pipe nobody writes to would wait for ever without O_NONBLOCK.
        handle = os.open(name, _READ | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise cannot("read", name, error) from error
    found = os.fstat(handle)
    if stat.S_ISREG(found.st_mode):
        return handle, found.st_size
    os.close(handle)
    if stat.S_ISDIR(found.st_mode):
        raise cannot("read", name, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    hint = "save it to a file first; `-` reads standard input"
    raise fault(Code.NOT_A_FILE, "this is a pipe or a device, not a file", hint, Location(name))


def read_stdin(limit: int = LARGEST) -> bytes:
    """What standard input holds, without a byte order mark.

    Raises:
        CfdiagError: `too-large`, `cannot-read`.
    """
    try:
        # One byte more than may be there tells a stream that is too long from one that just fits.
        data = sys.stdin.buffer.read(limit + 1)
    except OSError as error:
        raise cannot("read", STDIN_NAME, error) from error
    if len(data) > limit:
        raise too_large(STDIN_NAME, limit, "write it to a file, and name that")
    return data.removeprefix(b"\xef\xbb\xbf")


def _all_of(
    handle: int, name: str, limit: int, hint: str = "is it the right file?", size: int | None = None
) -> bytes:
    """All bytes behind a handle, which is closed."""
    try:
        if size is None:
            size = os.fstat(handle).st_size
        if size > limit:
            raise too_large(name, limit, hint)
        # One byte more than it had: most files are whole after this one call, and one that has grown shows.
        parts = [os.read(handle, size + 1)]
        length = len(parts[0])
        while parts[-1] and length != size:  # a pipe, or a file that grows
            parts.append(os.read(handle, _CHUNK))
            length += len(parts[-1])
            if length > limit:
                raise too_large(name, limit, hint)
    finally:
        os.close(handle)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def too_large(name: str, limit: int, hint: str) -> CfdiagError:
    """The fault for a file of more bytes than are read."""
    most = f"{limit >> 20} MB" if limit >= 1 << 20 else f"{limit // 1000} kB"
    return fault(Code.TOO_LARGE, f"the file is larger than {most} and was not read", hint, Location(name))


def is_away(path: Path | str) -> bool:
    """Whether an address, or a path that was made of one, stands where something of this machine is meant."""
    return is_address(address_of(str(path))) and not Path(path).exists()


def cannot(verb: str, path: Path | str, error: OSError) -> CfdiagError:
    """The fault for a file that cannot be read, written or opened; for an address, where a file is meant."""
    if is_away(path):
        what = "nothing is written to an address"
        hint = "name a file of this machine; the store's own tool takes it there"
        if verb == "read":
            what = "only interviews and questionnaires are read from an address"
            hint = "copy it to a folder of this machine first, and name that"
        return fault(Code(f"cannot-{verb}"), what, hint, Location(str(path)))
    reason = error.strerror or str(error)
    hints = {
        errno.ENOENT: "check the name; the path is taken from the folder you are in"
        if verb != "write"
        else _make_folder_of(path),
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


def _make_folder_of(path: Path | str) -> str:
    import shlex  # noqa: PLC0415  few messages quote a command

    return f"there is no such folder: mkdir -p {shlex.quote(str(Path(path).parent))}"
