"""Printing: results on stdout, the rest on stderr, everything made safe on the way out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cfdiag.cli.exits import Exit
from cfdiag.ground.diagnostics import Diagnostic, render_fault
from cfdiag.ground.safe import encodable, json_text, safe
from cfdiag.ground.sealing import Keys


def out(text: str = "") -> None:
    """A line of the result."""
    _write(encodable(safe(text), sys.stdout.encoding) + "\n")


def _write(text: str) -> None:
    """To stdout; to nobody, once its reader has gone: that changes neither what is done nor the exit code."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        leave_output()


def out_json(value: object, indent: int = 1) -> None:
    """A result as JSON."""
    out(json_text(value, indent))


def out_rendered(text: str, *, exact: bool = False) -> None:
    """A whole result whose data a format has made safe already; colours stay.

    Args:
        text: what the format gave.
        exact: UTF-8 whatever the output's encoding is: a file format is not changed by a terminal.
    """
    if exact:
        try:
            out_bytes((text.encode("utf-8", "replace"), b"\n"))
        except BrokenPipeError:
            leave_output()
    else:
        _write(encodable(text, sys.stdout.encoding) + "\n")


def out_bytes(parts: Iterable[bytes]) -> None:
    """A file to stdout, byte for byte."""
    # What was printed before stands in front of it: the two ways out do not share a buffer.
    sys.stdout.flush()
    for part in parts:
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def leave_output() -> None:
    """What is still held back for standard output goes nowhere, or leaving would fail with it again."""
    # Python flushes once more at exit, and would fail there again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_error(text: str) -> None:
    """A line of what is not the result; where it cannot be written, the exit code says enough."""
    with contextlib.suppress(OSError):
        sys.stderr.write(encodable(safe(text), sys.stderr.encoding) + "\n")


MOST_FAULTS = 20
"""So many faults of one kind are shown; the JSON has them all, and so has --verbose."""


def report_faults(diagnostics: Iterable[Diagnostic], most: int | None = None) -> None:
    """Faults with their places and remedies, on stderr.

    Args:
        diagnostics: the faults.
        most: how many are shown of each code; the rest is counted.
    """
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        seen[diagnostic.code] += 1
        if most is None or seen[diagnostic.code] <= most:
            print_error(render_fault(diagnostic))
    for code, n in seen.items():
        if most is not None and n > most:
            # A folder of ten thousand broken files is one fault, not ten thousand lines.
            print_error(f"and {n - most} more like these  [{code}]")


def told_faults(faults: Iterable[Diagnostic], *, quiet: bool = False, most: int | None = MOST_FAULTS) -> Exit:
    """Faults on stderr, beside what was done all the same, and the exit code that they make.

    Args:
        faults: of every severity.
        quiet: whether errors alone are said.
        most: how many are shown of each code; the rest is counted.
    """
    shown = [each for each in faults if each.severity == "error" or not quiet]
    report_faults(shown, most)
    return Exit.WRONG if any(each.severity == "error" for each in shown) else Exit.DONE


def told_unlocked(output: Path | None, keys: Keys) -> None:
    """Say that what a command was asked to write is not locked, where the interviews may have been."""
    if output is not None and keys.words:
        import shlex

        # Of a folder that is named the interviews are locked alone: its files are named one by one.
        files = f"{output}/**" if output.is_dir() else str(output)
        what = "what is in it" if output.is_dir() else "it"
        print_error(f"{output} is not locked; to lock {what}: cfdiag lock {shlex.quote(files)}")


def told_where(asked: Path, written: Path) -> None:
    """Say that an output is in another file than was asked for, where it is."""
    if written != asked:
        print_error(
            f"{asked} is open in another program: close it there (in Word, say). This is in {written}"
        )
