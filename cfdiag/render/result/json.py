"""The result as JSON: every key of the contract, full precision, in a stable order."""

from __future__ import annotations

from cfdiag.ground.safe import json_text
from cfdiag.model.result import Result
from cfdiag.render.context import OutputContext
from cfdiag.render.figure_keys import figure_data


def render(result: Result, context: OutputContext) -> str:
    """The JSON, indented."""
    del context
    return json_text(figure_data(result))
