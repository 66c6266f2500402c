"""Faults for programs: a list, each with the same keys."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.ground.safe import json_text


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """The list as JSON; line and column are 0 where they are not known."""
    listed = [_keys(diagnostic) for diagnostic in diagnostics]
    return json_text(listed, 1)


def _keys(diagnostic: Diagnostic) -> dict[str, str | int]:
    place = diagnostic.location or Location("")
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }
