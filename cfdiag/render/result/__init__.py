"""The formats of a result: one file each, and a table of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from cfdiag.model.result import Result
from cfdiag.render.context import OutputContext

__all__ = ["FORMATS", "OutputContext"]

Render = Callable[[Result, OutputContext], str]


def _format(name: str) -> Render:
    """The format, imported when it is used: a pipeline that wants JSON need not load what draws tables."""

    def render(result: Result, context: OutputContext) -> str:
        module = importlib.import_module(f"cfdiag.render.result.{name}")
        text: str = module.render(result, context)
        return text

    return render


FORMATS: dict[str, Render] = {
    name: _format(name) for name in ("text", "json", "csv", "markdown", "junit", "github")
}
"""`{name: render(result, context)}`; each is the file of that name with a function `render`."""
