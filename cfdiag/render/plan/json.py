"""The plan on a day as JSON (`cfdiag/plan-view@1`)."""

from __future__ import annotations

from cfdiag.ground.safe import json_text
from cfdiag.model.following import Following
from cfdiag.render.context import OutputContext


def render(view: Following, context: OutputContext) -> bytes:
    """Every value, figures in full precision."""
    del context
    return json_text(view).encode() + b"\n"
