"""Interviews to bytes: pretty-printed, one answer a line, in a stable order, so they diff well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from cfdiag.model.interview import Interview

_ONE_LINE_EACH = ("items", "answers", "set_aside")
_WHEN_THERE = ("continues", "scales", "from", "remarks", "extra")
"""Keys that are left out where there is nothing to say."""


def encode_interview(interview: Interview) -> bytes:
    """The saved file of an interview: UTF-8 JSON, the keys in the order of the format."""
    fields: dict[str, Any] = msgspec.to_builtins(interview)
    lines = []
    for name, value in fields.items():
        # Older versions of cfdiag do not know these keys: without need they are not there.
        if name in _WHEN_THERE and not value:
            continue
        if name == "remarks":
            lines.append(f" {_json(name)}: [\n{_joined(f'  {_json(entry)}' for entry in value)}\n ]")
        elif name in _ONE_LINE_EACH and value:
            inner = _joined(f"  {_json(key)}: {_json(entry)}" for key, entry in value.items())
            lines.append(f" {_json(name)}: {{\n{inner}\n }}")
        else:
            lines.append(f" {_json(name)}: {_json(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _joined(lines: Iterable[str]) -> str:
    return ",\n".join(lines)


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
