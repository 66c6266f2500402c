"""Faults of one file: gathered with their places, so that all of them are reported at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cfdiag.documents.nodes import Node
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, Severity, closest, diagnostic_of, line_and_column

MAX_FAULTS = 200
"""More are not shown: a file with so many is another kind of file."""


class Faults:
    """The faults of one file, in the order they were found."""

    def __init__(self, file: str, lines: list[str] | None = None) -> None:
        """`lines` is the file's text for the caret; leave it out where lines hold people's answers."""
        self.file = file
        self.lines = lines if lines is not None else []
        self.found: list[Diagnostic] = []

    def add(
        self,
        code: Code,
        message: str,
        at: tuple[int, int] = (0, 0),
        hint: str = "",
        severity: Severity = "error",
        **parts: str,
    ) -> None:
        """Note a fault at a line and column; one that was noted before at the same place is noted once.

        Args:
            code: of the fault.
            message: what is wrong; with `parts` their names stand in it in braces.
            at: line and column.
            hint: what to do.
            severity: how bad it is.
            parts: what the message names, for pages that say it in another language.
        """
        diagnostic = diagnostic_of(code, message, self.place(*at), hint, severity, **parts)
        if code == Code.UNKNOWN_KEY and any(d.location == diagnostic.location for d in self.found[-50:]):
            return  # what is wrong with the key itself stands there
        if diagnostic not in self.found[-50:]:
            self.found.append(diagnostic)

    def place(self, line: int = 0, column: int = 0) -> Location:
        """A place in this file with the text of its line."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Location(self.file, line, column, source)

    def sorted(self) -> list[Diagnostic]:
        """By place; errors before warnings at the same one."""
        found = sorted(self.found, key=_order)
        if len(found) <= MAX_FAULTS:
            return found
        # What does not fit is warnings first: an error is never left out for them.
        first = sorted(found, key=lambda d: d.severity != "error")
        rest = first[MAX_FAULTS:]
        more = diagnostic_of(
            Code.MORE_FAULTS, "and {n} more", Location(self.file), "", rest[0].severity, n=str(len(rest))
        )
        return [*sorted(first[:MAX_FAULTS], key=_order), more]

    def errors(self) -> bool:
        """Whether there is anything worse than a warning."""
        return has_errors(self.found)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them is an error."""
    return any(d.severity == "error" for d in diagnostics)


def suggest(word: str, candidates: Iterable[str], what: str) -> str:
    """'did you mean' for a near miss, else the names there are (where they are few)."""
    names = list(candidates)
    hint = closest(word, names)
    if hint:
        return hint
    if not names:
        return f"there are no {what} here"
    shown = ", ".join(names[:12])
    return f"{what}: {shown}{', …' if len(names) > 12 else ''}"  # noqa: PLR2004  a line of names


def within(faults: Faults, node: Node, word: str, before: str = "") -> tuple[int, int]:
    """The place of a word in a value, or of the value where it cannot be found.

    Args:
        faults: with the lines of the file.
        node: the value.
        word: to look for.
        before: what stands in the value before the one that is meant; where it stands there, another is.
    """
    whole = re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)" if word[:1].isalnum() else re.escape(word))
    part = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)" if word[:1].isalnum() else re.escape(word))
    for pattern in (whole, part):
        found = list(_places(faults, node, pattern))
        if found:
            return found[min(len(pattern.findall(before)), len(found) - 1)]
    return node.at


def _places(faults: Faults, node: Node, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for line in range(node.line, min(node.last_line, len(faults.lines)) + 1):
        start = node.column - 1 if line == node.line else 0
        for found in pattern.finditer(faults.lines[line - 1], start):
            yield line, found.start() + 1


def _order(diagnostic: Diagnostic) -> tuple[int, int, bool]:
    place = diagnostic.location
    return (place.line if place else 0, place.column if place else 0, diagnostic.severity != "error")


def utf8_text(data: bytes, faults: Faults) -> str | None:
    """The text of a file, None where it is no UTF-8, with the fault noted."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = line_and_column(data, error.start)
        faults.add(Code.NOT_UTF8, "the file is not UTF-8 text", place, "save it as UTF-8 in your editor")
        return None
