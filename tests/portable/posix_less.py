"""Runs a command line as on a machine without POSIX: `python posix_less.py WORDS…`.

No fcntl, termios, pwd, grp, resource; no fork, fdatasync, O_NOFOLLOW, SIGHUP; streams in cp1252; processes
are spawned; and no file that is open can be removed or replaced. What else Windows does is not imitated.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
import sys
import weakref

GONE = ("fcntl", "termios", "tty", "pwd", "grp", "resource")
NAMES = (
    "fork",
    "forkpty",
    "fdatasync",
    "O_NOFOLLOW",
    "O_NONBLOCK",
    "O_CLOEXEC",
    "geteuid",
    "getuid",
    "mkfifo",
)


class Held:
    """The files that are open, by what they are; a file that is open stays where it is."""

    def __init__(self) -> None:
        self.handles: dict[int, tuple[int, int]] = {}
        self.files: weakref.WeakSet[io.IOBase] = weakref.WeakSet()
        self.open, self.close, self.io_open = os.open, os.close, io.open

    def watch(self) -> None:
        """Put this before the system's own calls."""
        os.open, os.close = self.opened, self.closed
        io.open = builtins.open = self.opened_file
        for name in ("unlink", "remove", "replace", "rename", "link"):
            setattr(os, name, self.refusing(getattr(os, name), name))

    def opened(self, *given: object, **named: object) -> int:
        handle = self.open(*given, **named)  # type: ignore[arg-type]
        status = os.fstat(handle)
        self.handles[handle] = (status.st_dev, status.st_ino)
        return handle

    def closed(self, handle: int) -> None:
        self.handles.pop(handle, None)
        self.close(handle)

    def opened_file(self, *given: object, **named: object) -> object:
        file = self.io_open(*given, **named)  # type: ignore[call-overload]
        if isinstance(given[0], int):
            self.handles.pop(given[0], None)  # the file object closes it
        self.files.add(file)
        return file

    def now(self) -> set[tuple[int, int]]:
        """What is open now."""
        found = set(self.handles.values())
        for file in self.files:
            if not file.closed:
                status = os.fstat(file.fileno())
                found.add((status.st_dev, status.st_ino))
        return found

    def refusing(self, call: object, name: str) -> object:
        """The call, refused where a file it moves or takes the place of is open."""

        def checked(*paths: object, **named: object) -> object:
            for path in paths if name != "link" else ():
                try:
                    status = os.stat(path, follow_symlinks=False)  # type: ignore[arg-type]  # noqa: PTH116  below pathlib
                except (OSError, TypeError):
                    continue
                if (status.st_dev, status.st_ino) in self.now():
                    raise PermissionError(
                        13, "The process cannot access the file: it is open", os.fspath(path)
                    )  # type: ignore[call-overload]
            return call(*paths, **named)  # type: ignore[operator]

        return checked


def main() -> int:
    """Take everything away, then run."""
    for name in GONE:
        sys.modules[name] = None  # type: ignore[assignment]
    for name in NAMES:
        if hasattr(os, name):
            delattr(os, name)
    for name in ("SIGHUP", "SIGTSTP", "SIGKILL", "SIGALRM"):
        if hasattr(signal, name):
            delattr(signal, name)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="cp1252", errors="strict")  # type: ignore[union-attr]
    Held().watch()
    import cfdiag.batch.pieces  # noqa: PLC0415  what is imported must find all that gone
    import cfdiag.batch.pool  # noqa: PLC0415
    from cfdiag.cli import run  # noqa: PLC0415

    cfdiag.batch.pool.START_METHOD = "spawn"
    cfdiag.batch.pieces.FILES_PER_PIECE = 1
    return int(run(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
