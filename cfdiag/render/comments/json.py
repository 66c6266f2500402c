"""Comments as JSON (`cfdiag/comments@1`)."""

from __future__ import annotations

from cfdiag.ground.safe import json_text
from cfdiag.model.comments import Comments
from cfdiag.render.context import OutputContext


def render(comments: Comments, context: OutputContext) -> bytes:
    """All of them, with the number of those withheld."""
    del context
    return json_text(comments).encode() + b"\n"
