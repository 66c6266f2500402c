"""The formats of an adopted plan: one file each, with a function `render(view, context)`."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.ground.folder import Folder
from cfdiag.model.following import Following
from cfdiag.render.context import OutputContext
from cfdiag.render.plan_sentences import ACTION_STATUS_WORDS

__all__ = ["ACTION_STATUS_WORDS", "PLAN_FORMATS", "SHOWN_ON_TERMINAL", "plan_format_of"]

ENTRY = "render"

PLAN_FORMATS: Folder[Callable[[Following, OutputContext], bytes]] = Folder(__name__, ENTRY)

SHOWN_ON_TERMINAL: Folder[bool] = Folder(__name__, "SHOWN_ON_TERMINAL", True)
"""Whether a terminal can show the format."""


def plan_format_of(suffix: str) -> str:
    """The format that a file's name asks for; empty where it says nothing.

    Args:
        suffix: from the dot on.
    """
    given = suffix.lower().removeprefix(".")
    return "html" if given == "htm" else "text" if given == "txt" else given if given in PLAN_FORMATS else ""
