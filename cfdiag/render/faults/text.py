"""Faults for people: place, message, the line with a caret, the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.ground import diagnostics as ground
from cfdiag.ground.diagnostics import Diagnostic


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """Each in lines of its own; the caller makes them safe for its output."""
    return "\n".join(ground.render_fault(diagnostic) for diagnostic in diagnostics)
