"""A bar on stderr for work that takes longer than a second; nothing where nobody is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from cfdiag.ground.safe import encodable

PATIENCE = 1.0
_BETWEEN = 0.1
_CELLS = 30


class ProgressBar:
    """Called with how much is done, and of how much; `close` wipes it.

    Args:
        label: what is going on.
        clock: seconds from a monotonic clock.
        quiet: never draw.
    """

    def __init__(
        self, label: str, *, clock: Callable[[], float] = time.monotonic, quiet: bool = False
    ) -> None:
        self._label, self._clock = label, clock
        self._silent = quiet or not sys.stderr.isatty()
        # What is done within a second needs no bar: it would only flicker.
        self._next = clock() + PATIENCE
        self._drawn = 0

    def __call__(self, done: int, total: int) -> None:
        """Draw, at most ten times a second."""
        now = self._clock()
        if self._silent or now < self._next or not total:
            return
        self._next = now + _BETWEEN
        filled = _CELLS * done // total
        line = f"{self._label} {'█' * filled}{'░' * (_CELLS - filled)} {100 * done // total}%"
        shown = encodable(line, sys.stderr.encoding)
        sys.stderr.write(f"\r{shown}")
        sys.stderr.flush()
        self._drawn = len(shown)

    def close(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._drawn:
            sys.stderr.write(f"\r{' ' * self._drawn}\r")
            sys.stderr.flush()
            self._drawn = 0
