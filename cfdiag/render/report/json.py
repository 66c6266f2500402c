"""The view itself: for programs, and for those who write a template of their own."""

from __future__ import annotations

from cfdiag.ground.safe import json_text
from cfdiag.model.view import Report, without_drawings
from cfdiag.render.target import Rendered, Target


def render(view: Report, target: Target) -> Rendered:
    """The view as JSON; charts without their coordinates."""
    del target
    return Rendered(f"{json_text(without_drawings(view), 1)}\n".encode(), {})
