"""Exit codes: the contract with scripts."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    GATE = 1
    """The work was done and a gate failed; `check` found faults."""
    WRONG = 2
    """Wrong use, no terminal, an input that cannot be read or is invalid. Beats GATE."""
    UNFINISHED = 3
    """Saved, unfinished."""
    FAULT = 70
    """A fault of cfdiag itself. Beats all."""
    INTERRUPTED = 130
    TERMINATED = 143
