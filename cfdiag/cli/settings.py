"""What this terminal can show, and what stands on standard input."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

from cfdiag.ground.files import read_stdin
from cfdiag.render.context import OutputContext

STDIN_LIMIT = 1 << 30
"""Bytes: lines of interviews are streamed from files, but standard input is held."""
WIDEST = 100
"""Scorecards are not drawn wider: a line is read more easily."""

_DRAWN = "█░│–·•…"


def terminal(language: str) -> OutputContext:
    """What standard output can show: its width, its characters, and whether colours are wanted."""
    try:
        _DRAWN.encode(sys.stdout.encoding or "utf-8")
        unicode = True
    except (UnicodeEncodeError, LookupError):
        unicode = False
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return OutputContext(
        width=min(shutil.get_terminal_size().columns, WIDEST),
        unicode=unicode,
        colour=sys.stdout.isatty() and not plain,
        language=language,
    )


def file_context(language: str) -> OutputContext:
    """What a file can show: everything, as wide as is read easily."""
    return OutputContext(width=WIDEST, language=language)


def stdin_for(paths: Sequence[str]) -> bytes | None:
    """What standard input holds, when `-` is among the paths."""
    return read_stdin(STDIN_LIMIT) if "-" in paths else None
