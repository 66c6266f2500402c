"""The formats of a result: one file each, with a function `render(result, context)`."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.ground.folder import Folder
from cfdiag.model.result import Result
from cfdiag.render.context import OutputContext

__all__ = ["IN_A_FILE", "RESULT_FORMATS", "OutputContext"]

ENTRY = "render"

RESULT_FORMATS: Folder[Callable[[Result, OutputContext], str | bytes]] = Folder(__name__, ENTRY)
"""Imported when they are used: a pipeline that wants JSON need not load what draws tables."""

IN_A_FILE: Folder[bool] = Folder(__name__, "IN_A_FILE", False)
"""Whether only a file can hold the format: it gives bytes."""
