"""Talking in lines: what plain mode reads and writes, and how signals stop it without losing anything."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TextIO

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import STDIN_NAME
from cfdiag.ground.safe import encodable, is_text, safe
from cfdiag.interview.session import Outcome

LONGEST = 200_000
"""Characters of the longest line that is read."""

_SIGNALS: dict[str, Outcome] = {
    "SIGINT": "interrupted",
    "SIGTERM": "terminated",
    "SIGHUP": "terminated",
    "SIGBREAK": "terminated",  # what Windows sends when its window is closed
}


class InputEnded(Exception):  # noqa: N818  no error
    """The interview is left: end of input, a closed terminal, a signal."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome: Outcome = outcome


class Lines:
    """Lines in, lines out; every outgoing text is made safe, every line is flushed.

    Args:
        source: where lines are read.
        target: where they are written.
    """

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source, self._target = source, target
        self._waiting = False
        self._stopped: Outcome | None = None
        self._number = 0

    def say(self, text: str = "") -> None:
        """Write a line."""
        self._write(text + "\n")

    def ask(self, prompt: str) -> str:
        """Write a prompt and read a line.

        Raises:
            Stop: there is no more input, or a signal came.
            CfdiagError: `refused-line`, where the line cannot be read and nobody types it again.
        """
        self._write(prompt)
        while True:
            line = self._read()
            self._number += 1
            too_long = len(line) >= LONGEST and not line.endswith("\n")
            if not too_long and is_text(line):
                return line.rstrip("\r\n")
            # The rest of the line belongs to it: it must not be taken for the next answer.
            while line and not line.endswith("\n"):
                line = self._read(may_end=True)
            if too_long:
                self.refuse(f"That line is longer than {LONGEST:,} characters; it was not read.")
            else:
                self.refuse("That line is not UTF-8 text; it was not read.")

    def refuse(self, reason: str, about: str = "") -> None:
        """Say that the line read last is not taken; of a pipe nobody types it again, and that is the end.

        Args:
            reason: why not, without the line itself.
            about: the question or list that it was to answer.

        Raises:
            CfdiagError: `refused-line`, where nobody is there. What comes next would answer another
                question than it was written for.
        """
        if self.interactive:
            self.say(reason)
            return
        to = f" to '{about}'" if about else ""
        hint = "correct that line and those after it; what was answered before it is saved"
        place = Location(STDIN_NAME, self._number, 1)
        raise fault(Code.REFUSED_LINE, f"this line is no answer{to}: {reason}", hint, place)

    @property
    def interactive(self) -> bool:
        """Whether somebody can answer a question that is asked again."""
        return self._source.isatty()

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """Let signals end the reading of a line, and nothing else: what is being saved is saved."""
        before: dict[int, object] = {}

        def stop(number: int, frame: FrameType | None) -> None:
            del frame
            self._stopped = _SIGNALS[signal.Signals(number).name]
            # Only where a line is waited for: a signal in the middle of a save waits until it is on disk.
            if self._waiting:
                raise InputEnded(self._stopped)

        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(ValueError):  # not in the main thread: the caller's signals hold
                    before[number] = signal.signal(number, stop)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)  # type: ignore[arg-type]  # signal gave it

    def _read(self, *, may_end: bool = False) -> str:
        try:
            self._waiting = True
            if self._stopped is not None:
                raise InputEnded(self._stopped)
            # With a limit: a pipe without line ends would fill the memory.
            line = self._source.readline(LONGEST)
        except OSError as error:  # the terminal has gone
            raise InputEnded("left") from error
        finally:
            self._waiting = False
        if not line and not may_end:
            self._write("\n")
            raise InputEnded("left")
        return line

    def _write(self, text: str) -> None:
        try:
            # Made safe here and nowhere else: labels, names and answers all come from outside.
            self._target.write(encodable(safe(text), self._target.encoding))
            self._target.flush()
        except OSError as error:  # nobody reads any more
            raise InputEnded("left") from error
