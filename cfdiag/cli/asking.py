"""Who asks what no flag has said: lists and lines of the screen, or plain lines."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from cfdiag.cli.standard_input import both
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import STDIN_NAME
from cfdiag.ground.sealing import Keys
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.prompts import InLines, Prompts


def is_plain() -> bool:
    """Whether this terminal is to be spoken to in plain lines."""
    return os.environ.get("ACCESSIBLE", "") not in ("", "0") or os.environ.get("TERM") == "dumb"


def at_terminal() -> bool:
    """Whether somebody sits there."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def front_of(answers: Path | None, *, accessible: bool, no_input: bool, keys: Keys) -> str:
    """How an interview is held: `answers`, `plain` or `screen`; checked before anything is made.

    Raises:
        CfdiagError: `no-input`, `no-terminal`: it cannot be held; `wrong-use`: the pipe holds a key.
    """
    if answers is not None:
        return "answers"
    if accessible or is_plain():
        if keys.file == STDIN_NAME and not sys.stdin.isatty():
            raise both("--identity", "the answers")
        return "plain"
    if no_input:
        raise fault(
            Code.NO_INPUT,
            "an interview without input has no answers",
            "give them with --answers FILE (JSON or YAML)",
        )
    if not at_terminal():
        raise fault(
            Code.NO_TERMINAL,
            "there is no terminal to hold the interview at",
            "give the answers with --answers FILE, or line by line with --accessible",
        )
    return "screen"


def standard_lines() -> Lines:
    """Standard input and output, line by line."""
    # A byte that is no UTF-8 is seen as such, in its line; at a terminal its own encoding holds.
    if isinstance(sys.stdin, TextIOWrapper):
        encoding = None if sys.stdin.isatty() else "utf-8-sig"
        sys.stdin.reconfigure(encoding=encoding, errors="surrogateescape")
    return Lines(sys.stdin, sys.stdout)


def prompts_for(language: str, lines: Lines, *, plain: bool) -> Prompts:
    """One question at a time, in the tool's own words in that language."""
    if plain:
        return InLines(lines, language)
    from cfdiag.interview.screen_prompts import OnScreen

    return OnScreen(language)
