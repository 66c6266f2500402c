"""`cfdiag interview` at a pseudo-terminal, and what is to be seen there."""

from __future__ import annotations

import os
import sys
import time

import pexpect
import pyte


class Terminal:
    """The command at a pseudo-terminal, and what is to be seen there."""

    def __init__(self, *arguments: str, rows: int = 24, columns: int = 80, **environment: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "cfdiag", "interview", *arguments],
            dimensions=(rows, columns),
            encoding="utf-8",
            env={**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **environment},
        )

    def until(self, text: str, seconds: float = 15) -> Terminal:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if any(text in line for line in self.screen.display):
                return self
            if not self._take():
                break
        self._take()
        assert any(text in line for line in self.screen.display), "\n".join(self.screen.display)
        return self

    def send(self, keys: str) -> Terminal:
        self.child.send(keys)
        return self

    def end(self) -> int:
        end = time.monotonic() + 15
        while time.monotonic() < end and self._take():
            pass
        self.child.close()
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus or 0)

    def _take(self) -> bool:
        try:
            data = self.child.read_nonblocking(65536, 0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True
