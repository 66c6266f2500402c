"""The file under a journal: opened without following links, locked, read, what is torn set aside."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from cfdiag.ground import durable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.endings import TORN_SUFFIX
from cfdiag.ground.files import cannot
from cfdiag.ground.writing import PRIVATE_FILE, append
from cfdiag.interview.journal.replay import replay


def open_locked(path: Path, flags: int) -> int:
    """The file, open and locked."""
    # Each line goes to the end, wherever a reader of the same handle has been.
    flags |= os.O_RDWR | os.O_APPEND
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        handle = os.open(path, flags, PRIVATE_FILE)
    except OSError as error:
        if path.is_symlink():
            hint = "links are not followed when writing; name the file itself"
            raise fault(
                Code.CANNOT_OPEN, "cannot open the file: it is a link", hint, Location(str(path))
            ) from error
        raise cannot("open", path, error) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise fault(Code.CANNOT_OPEN, "cannot open the file: it is no plain file", "", Location(str(path)))
    try:
        _lock(handle, path)
    except CfdiagError:
        os.close(handle)
        raise
    return handle


def _lock(handle: int, path: Path) -> None:
    if not durable.lock(handle):
        raise _held(handle, path)
    # Between opening and locking another session may have finished it and taken the file away.
    if same_file(handle, path):
        return
    raise fault(
        Code.LOCKED, "another session has just finished this interview", "look again", Location(str(path))
    )


def same_file(handle: int, path: Path) -> bool:
    """Whether the name still leads to the file that is open; two plain system calls."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path, follow_symlinks=False))  # noqa: PTH116  once a line
    except OSError:
        return False


def _held(handle: int, path: Path) -> CfdiagError:
    who = None
    with contextlib.suppress(CfdiagError, OSError):
        # The last line of the one who holds it says who that is; where it cannot be read, nobody is named.
        who = replay(read_journal_bytes(handle), str(path)).opened
    by = f": process {who.pid} on {who.host}, since {who.at}" if who else ""
    return fault(
        Code.LOCKED,
        f"another session has this interview open{by}",
        "leave it there first; nothing was changed here",
        Location(str(path)),
    )


def read_journal_bytes(handle: int) -> bytes:
    """All that is in the file."""
    size = os.fstat(handle).st_size
    os.lseek(handle, 0, os.SEEK_SET)
    parts = []
    while size > 0 and (part := os.read(handle, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def keep_torn(handle: int, path: Path, torn: bytes, end: int, *, aside: bool = True) -> None:
    """Keep the bytes of a torn line in a file beside the journal, then cut them off.

    Args:
        handle: the open journal.
        path: its file.
        torn: the bytes.
        end: where the last whole line ends.
        aside: whether they are kept: half a sealed line opens with no key.
    """
    if not torn:
        return
    # Kept first and cut afterwards: a crash in between keeps the bytes twice, never not at all.
    if aside:
        append(path.with_name(path.name + TORN_SUFFIX), torn + b"\n", durably=True)
    os.ftruncate(handle, end)
    durable.sync(handle)


def leave_no_empty(handle: int, path: Path) -> None:
    """After a beginning that failed: no empty file stays behind."""
    empty = os.fstat(handle).st_size == 0
    close(handle)
    if empty:
        with contextlib.suppress(OSError):
            path.unlink()


def close(handle: int) -> None:
    """Let go of a file; its lock ends with it."""
    os.close(handle)


def sync_journal(handle: int) -> None:
    """What was written is on disk when this returns."""
    durable.sync(handle, whole=False)
