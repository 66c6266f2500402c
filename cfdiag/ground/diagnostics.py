"""Faults as values: where, what, and what to do about it. Nothing else is raised to the user."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal

import msgspec

from cfdiag.ground.addresses import shown_path, shown_text
from cfdiag.ground.codes import Code
from cfdiag.ground.safe import readable, safe

MAX_LINE = 100
"""Of a line of a file so many characters are shown, those around the fault."""

Severity = Literal["error", "warning", "note"]

OWN_WORDS = "fields"
"""The part of a message that lists words of the tool, not of a file: these have other languages, too."""


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in a file: line and column count from 1; 0 where they are not known."""

    file: str
    line: int = 0
    column: int = 0
    source: str = ""
    """The text of that line, for the caret; empty where it must not be shown (answers of people)."""

    def __post_init__(self) -> None:
        """A name becomes text here, once: names on disk are bytes of any kind, addresses hold secrets."""
        file = readable(shown_path(self.file))
        if file is not self.file:
            msgspec.structs.force_setattr(self, "file", file)

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.file}{place}"


class Diagnostic(msgspec.Struct, frozen=True):
    """One fault.

    `code` is a stable kebab-case name, `message` says what is wrong without quoting what people
    answered, `hint` what to do. Where a page is to say it in another language, `sentence` is the message with
    the names of its `parts` in their places, as the languages have it.
    """

    code: Code
    message: str
    location: Location | None = None
    hint: str = ""
    severity: Severity = "error"
    sentence: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Names of files and words of a command line stand in messages too."""
        for field in ("message", "hint"):
            given = getattr(self, field)
            text = readable(shown_text(given))
            if text is not given:
                msgspec.structs.force_setattr(self, field, text)


class CfdiagError(Exception):
    """What a function raises when it cannot go on: all the faults it found, at least one."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[CfdiagError], tuple[Diagnostic, ...]]:
        """Between processes it travels as its diagnostics, not as its message."""
        return type(self), self.diagnostics


def fault(code: Code, message: str, hint: str = "", location: Location | None = None) -> CfdiagError:
    """The error that holds one fault."""
    return CfdiagError(Diagnostic(code, message, location, hint))


def diagnostic_of(
    code: Code,
    message: str,
    location: Location | None = None,
    hint: str = "",
    severity: Severity = "error",
    **parts: str,
) -> Diagnostic:
    """A fault whose message names its parts in braces: pages say it in their own language."""
    if not parts:
        return Diagnostic(code, message, location, hint, severity)
    return Diagnostic(
        code, message.format(**parts), location, hint, severity, sentence=message, parts=tuple(parts.items())
    )


def line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    """Where a byte stands in a file, both counted from 1; columns are characters."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1


def closest(word: str, candidates: Iterable[str]) -> str:
    """The hint `did you mean '…'?` for a near miss, or an empty string."""
    near = nearest(word, candidates)
    return f"did you mean '{near}'?" if near else ""


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that a word is a near miss of, or an empty string."""
    near = difflib.get_close_matches(word, list(candidates), n=1, cutoff=0.6)
    return near[0] if near else ""


def render_fault(diagnostic: Diagnostic) -> str:
    """A fault as plain lines: `file:line:column: error: message`, the line with a caret, the remedy.

    The caller makes the result safe for its output (`safe.safe`).
    """
    # A file's name may hold a line break, and a line of its own is a command to some who read it.
    where = f"{safe(str(diagnostic.location), keep_lines=False)}: " if diagnostic.location else ""
    message = safe(diagnostic.message, keep_lines=False)
    lines = [f"{where}{diagnostic.severity}: {message}  [{diagnostic.code}]"]
    place = diagnostic.location
    if place is not None and place.source:
        from cfdiag.ground.cells import width  # noqa: PLC0415  most runs show no line of a file

        number = str(place.line)
        before, after = _excerpt(place.source, place.column)
        lines.append(f"  {number} | {before}{after}")
        lines.append(f"  {' ' * len(number)} | {' ' * width(before)}^")
    if diagnostic.hint:
        lines.append(f"  = {safe(diagnostic.hint, keep_lines=False)}")
    return "\n".join(lines)


def _excerpt(source: str, column: int) -> tuple[str, str]:
    """The line before and from the place, without what is too far away from it to be seen."""
    line = source.replace("\t", " ")
    before, after = line[: max(0, column - 1)], line[max(0, column - 1) :]
    if len(before) + len(after) <= MAX_LINE:
        return before, after
    if len(before) > MAX_LINE // 2:
        before = "…" + before[-MAX_LINE // 2 :]
    room = MAX_LINE - len(before)
    return before, after if len(after) <= room else after[: room - 1] + "…"
