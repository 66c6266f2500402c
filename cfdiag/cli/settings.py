"""What this terminal can show, and what stands on standard input."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import read_bytes, read_stdin
from cfdiag.render.context import OutputContext

STDIN_LIMIT = 1 << 30
"""Bytes: lines of interviews are streamed from files, but standard input is held."""
WIDEST = 100
"""Scorecards are not drawn wider: a line is read more easily."""

_DRAWN = "█░│–·•…"


def terminal(language: str) -> OutputContext:
    """What standard output can show: its width, its characters, and whether colours are wanted."""
    try:
        # Asked of the encoding and not of its name: there are hundreds.
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


def paths_named(paths: Sequence[str] | None, files_from: str) -> list[str]:
    """The paths of a command line, and those that a file lists for it.

    Args:
        paths: those of the command line.
        files_from: a file with a path a line, or a NUL behind each; `-` is standard input; empty: no file.

    Raises:
        CfdiagError: `wrong-use`: there is no path; the list cannot be read.
    """
    named = list(paths or ())
    if files_from:
        data = read_stdin() if files_from == "-" else read_bytes(Path(files_from))
        # Names on disk are bytes of any kind.
        named += [os.fsdecode(each) for each in data.split(b"\0" if b"\0" in data else b"\n") if each.strip()]
    if not named:
        hint = "name interviews or a folder that holds them"
        hint = "the list is empty" if files_from else hint
        raise fault(Code.WRONG_USE, "there is nothing to score: no path is given", hint)
    return named
