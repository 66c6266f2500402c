"""How much memory a command takes at its highest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import IO

_MEASURE = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Told by a small process between: a fork of this one would count its own."""


def peak(command: Sequence[str], stdin: IO[bytes] | None = None) -> int:
    """The bytes that a command held at its highest.

    Args:
        command: with its arguments.
        stdin: what it reads.
    """
    line = [sys.executable, "-c", _MEASURE, *command]
    done = subprocess.run(line, stdin=stdin, capture_output=True, text=True, check=True)
    return int(done.stdout) << 10
