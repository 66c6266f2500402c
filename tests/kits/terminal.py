"""`cfdiag interview` at a pseudo-terminal, and what is to be seen there."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pyte


class Terminal:
    """The command at a pseudo-terminal, seen through pyte.

    Args:
        arguments: of `cfdiag interview`.
        folder: where it is called; None is here.
        command: another command.
    """

    def __init__(
        self,
        *arguments: str,
        rows: int = 24,
        columns: int = 80,
        folder: Path | None = None,
        command: Sequence[str] = (),
        **environment: str,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""
        words = [*command] or [sys.executable, "-m", "cfdiag", "interview", *arguments]
        self.child = pexpect.spawn(
            words[0],
            words[1:],
            dimensions=(rows, columns),
            encoding="utf-8",
            cwd=folder,
            # A terminal knows its size itself: what another test said of columns is not handed on.
            env={
                **{k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")},
                "TERM": "xterm-256color",
                "PYTHONIOENCODING": "utf-8",
                **environment,
            },
        )

    def until(self, text: str, seconds: float = 20) -> Terminal:
        """Wait until the text is on the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._sees(text):
            if not self._take():
                break
        assert self._sees(text), f"{text!r} is not on the screen:\n" + "\n".join(self.screen.display)
        return self

    def _sees(self, text: str) -> bool:
        return any(text in line for line in self.screen.display)

    def send(self, keys: str) -> Terminal:
        """Press keys."""
        self.child.send(keys)
        return self

    def resize(self, columns: int, rows: int) -> Terminal:
        """Another size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        return self

    def end(self) -> int:
        """Wait for the end; the exit code, or minus the signal."""
        end = time.monotonic() + 15
        while time.monotonic() < end and self._take():
            pass
        self.child.close()
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus or 0)

    def _take(self) -> bool:
        """Read what there is; False at the end."""
        try:
            data = self.child.read_nonblocking(65536, 0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True
