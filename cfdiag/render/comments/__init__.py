"""The formats of comments: one file each, with a function `render(comments, context)`."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.ground.folder import Folder
from cfdiag.model.comments import Comments
from cfdiag.render.context import OutputContext

ENTRY = "render"

COMMENT_FORMATS: Folder[Callable[[Comments, OutputContext], bytes]] = Folder(__name__, ENTRY)

IN_A_FILE: Folder[bool] = Folder(__name__, "IN_A_FILE", False)
"""Whether only a file can hold the format."""


def comments_format_of(suffix: str) -> str:
    """The format that a file's name asks for; empty where it says nothing.

    Args:
        suffix: from the dot on.
    """
    given = suffix.lower().removeprefix(".")
    return "text" if given == "txt" else given if given in COMMENT_FORMATS else ""
