"""What each system does in its own way to keep a file: locking it, and getting it onto the disk."""

from __future__ import annotations

import contextlib
import errno
import os

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # asked for before use
try:
    import msvcrt
except ImportError:  # everywhere else
    msvcrt = None  # type: ignore[assignment]  # asked for before use

_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)

_BEYOND = 1 << 40
"""Windows locks bytes against reading too: the one that is locked lies beyond every file."""


def lock(handle: int) -> bool:
    """Lock an open file for this process until it is closed; False where another one has it.

    A file system without locks says True: better to go on unlocked than not to interview.
    """
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt is not None:
            _lock_beyond(handle)
    except OSError as error:
        # Any other error is a file system that knows no locks.
        return error.errno not in _HELD
    return True


def _lock_beyond(handle: int) -> None:
    # Locks of Windows are of bytes from where the handle stands, which others rely on.
    here = os.lseek(handle, 0, os.SEEK_CUR)
    os.lseek(handle, _BEYOND, os.SEEK_SET)
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # typed on Windows
    finally:
        os.lseek(handle, here, os.SEEK_SET)


def sync(handle: int, *, whole: bool = True) -> None:
    """What was written is on the disk when this returns.

    Args:
        handle: an open file.
        whole: with all that is known about it; else its bytes alone, where that can be told apart.
    """
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None and fcntl is not None:
        with contextlib.suppress(OSError):  # a network's file system does not know it
            fcntl.fcntl(handle, full)  # on macOS fsync leaves it in the drive's own memory
            return
    (os.fsync if whole else getattr(os, "fdatasync", os.fsync))(handle)
