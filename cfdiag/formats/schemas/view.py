"""The JSON Schema of the report as data: the structs that every format is rendered from."""

from __future__ import annotations

from typing import Any

from cfdiag.formats.schemas import schema_of_struct
from cfdiag.model.view import VIEW_FORMAT, Report


def schema() -> dict[str, object]:
    """Every key of the JSON report: charts have their words, and no coordinates."""
    made = schema_of_struct(Report, "view", VIEW_FORMAT)
    chart = made["$defs"]["ChartBlock"]["properties"]
    for drawing in ("wide", "narrow"):
        del chart[drawing]
    return {**made, "$defs": {name: made["$defs"][name] for name in _needed(made["$defs"], "Report")}}


def _needed(definitions: dict[str, Any], first: str) -> list[str]:
    """The definitions that one leads to, itself first."""
    found, left = [first], [definitions[first]]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.append(name)
                left.append(definitions[name])
        left += part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
    return sorted(found)
