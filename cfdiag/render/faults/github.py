"""Faults as workflow commands: they become annotations of a GitHub run, at their lines."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.ground.safe import safe

_NAMES = {"error": "error", "warning": "warning", "note": "notice"}


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One command a line."""
    return "\n".join(annotation(diagnostic) for diagnostic in diagnostics)


def annotation(diagnostic: Diagnostic) -> str:
    """The workflow command for one fault."""
    said = diagnostic.message + (f"; {diagnostic.hint}" if diagnostic.hint else "")
    return at_place(_NAMES[diagnostic.severity], said, diagnostic.location, diagnostic.code)


def at_place(name: str, message: str, place: Location | None, title: str) -> str:
    """A workflow command about a place in a file."""
    where = {"file": place.file} if place else {}
    if place and place.line:
        where |= {"line": str(place.line), "col": str(place.column)}
    return workflow_command(name, message, **where, title=title)


def workflow_command(name: str, message: str, **properties: str) -> str:
    """A workflow command; nothing in the data can end it or begin another."""
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}"


def _data(value: str) -> str:
    escaped = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return safe(escaped)


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
