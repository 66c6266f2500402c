"""Faults for programs: a list, each with the same keys."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cfdiag.ground.diagnostics import Diagnostic, Location


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """The list as JSON; line and column are 0 where they are not known."""
    listed = [_keys(diagnostic) for diagnostic in diagnostics]
    return msgspec.json.format(msgspec.json.encode(listed), indent=1).decode()


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
