"""Something asked of a cluster that may be silent or gone: whoever waits for it can give up."""

from __future__ import annotations

import contextlib
import re
import time
import warnings
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault

_LOOK = 10.0
"""Seconds without a step after which it is looked whether anybody is still there."""
_LEAVE = 5.0
"""Seconds that are waited for a good-bye."""
_REASON = 300
"""So many characters of what Spark says are handed on."""

_SAYS_WHAT = re.compile(r"[A-Za-z_.]*(Error|Exception)[A-Za-z]*: \S")


class ClusterCall:
    """Something asked of the cluster, in a thread of its own: whoever waits can give up."""

    def __init__(
        self, ask: Callable[[], Any], silence: float, reach: Callable[[], None] = lambda: None
    ) -> None:
        self.steps = 0
        """How far it is, as far as that is told."""
        self._ask, self._silence, self._reach = ask, silence, reach
        self._moved = self._looked = time.monotonic()
        self._ended = Event()
        self._found: Any = None
        self._failed: Exception | None = None
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._found = self._ask()
        except Exception as error:  # noqa: BLE001  whatever it is, it is told where it is waited for
            self._failed = error
        finally:
            self._ended.set()

    def step(self, steps: int) -> None:
        """Note that it is so far."""
        if steps != self.steps:
            self.steps, self._moved = steps, time.monotonic()

    def done(self) -> bool:
        """Whether it has ended; looks up twice a second.

        Raises:
            CfdiagError: `engine-failed`: nothing has moved for too long, or nobody is there any more.
        """
        if not self._ended.wait(min(0.5, self._silence)):
            if time.monotonic() - max(self._moved, self._looked) > _LOOK:
                self._looked = time.monotonic()
                self._reach()
            if time.monotonic() - self._moved > self._silence:
                raise fault(
                    Code.ENGINE_FAILED,
                    f"the engine has not moved for {self._silence:g} seconds, and was given up",
                    "has it enough workers, and can they read the files? --engine-timeout waits longer",
                )
            return False
        return True

    def wait(self) -> Any:  # noqa: ANN401  whatever was asked for
        """What it came to.

        Raises:
            CfdiagError: `engine-failed`.
        """
        while not self.done():
            pass
        if self._failed is not None:
            raise _failed(self._failed) from self._failed
        return self._found


def in_time(ask: Callable[[], Any]) -> bool:
    """Ask for something that may stay undone, and say whether it was done: the other side may be gone."""
    with contextlib.suppress(CfdiagError):
        ClusterCall(ask, _LEAVE).wait()
        return True
    return False


def _failed(error: Exception) -> CfdiagError:
    # Of a traceback of somebody else's the last line says what it was.
    lines = [line for line in str(error).partition("JVM stacktrace")[0].splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if _SAYS_WHAT.match(line)), " ".join(lines[:1])).strip()
    said = said if len(said) <= _REASON else said[:_REASON] + "…"
    return fault(
        Code.ENGINE_FAILED,
        f"the engine gave up ({type(error).__name__}): {said}",
        "its own log tells more; the workers need the same Python and cfdiag, and have to reach the files",
    )
