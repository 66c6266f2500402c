"""A file of lines that is read and added to under one lock; what was added last can be taken back."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from cfdiag.ground import durable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import LARGEST, cannot, read_plain
from cfdiag.ground.writing import PRIVATE_FILE, sync_folder


class Ledger:
    """The file, open and locked. Made by `open_ledger`."""

    def __init__(self, path: Path, handle: int, data: bytes) -> None:
        self.path, self._handle, self.data = path, handle, data
        self._end = len(data)
        self._kept = len(data)
        """How many bytes are to stay, whatever happens."""

    def add(self, line: bytes) -> None:
        """Add a line; it is on disk when this returns, and taken back unless `keep` follows.

        Raises:
            CfdiagError: `cannot-write`; the file is as it was.
        """
        try:
            done = 0
            while done < len(line):
                # A disk that is almost full takes a part, and says of how much.
                done += os.write(self._handle, line[done:])
            durable.sync(self._handle)
        except OSError as error:
            self._take_back()
            raise cannot("write", self.path, error) from error
        self._end += len(line)

    def keep(self) -> None:
        """What was added stays."""
        self._kept = self._end

    def leave(self) -> None:
        """Let go of the file: what was not to be kept is gone, and so is a file with nothing in it."""
        if self._end != self._kept:
            self._take_back()
        empty = not self._kept
        # Still locked: nobody can have begun to write into it. Windows removes no file that is open.
        if empty and os.name != "nt":
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(self._handle)

    def _take_back(self) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, self._kept)
            durable.sync(self._handle)
        self._end = self._kept


@contextlib.contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The file, made where it is not there; whatever is added without `keep` is taken back at the end.

    Raises:
        CfdiagError: `cannot-read`, `cannot-write`, `locked`, or it is a link or no plain file.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        new = not path.exists()
        handle = os.open(path, flags, PRIVATE_FILE)
    except OSError as error:
        raise cannot("write", path, error) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        what = "this is a pipe or a device, not a file"
        raise fault(Code.NOT_A_FILE, what, "name another", Location(str(path)))
    if not durable.lock(handle):
        os.close(handle)
        raise fault(Code.LOCKED, "another cfdiag is writing this file", "try again", Location(str(path)))
    try:
        # A file that somebody copied here may be open to others; on a disk of another kind it stays so.
        if not new and hasattr(os, "fchmod"):
            with contextlib.suppress(OSError):
                os.fchmod(handle, PRIVATE_FILE)
        # Read only now, under the lock: what was read before it another session may have added to.
        ledger = Ledger(path, handle, read_plain(str(path), LARGEST, "begin another file"))
        if new:
            sync_folder(path.parent)
    except BaseException:
        os.close(handle)
        raise
    try:
        yield ledger
    finally:
        ledger.leave()
