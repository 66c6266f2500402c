"""Interviews to bytes: pretty-printed, one answer a line, in a stable order, so they diff well."""

from __future__ import annotations

from typing import Any

import msgspec

from cfdiag.model.interview import Interview

_ONE_LINE_EACH = ("items", "answers", "set_aside")


def encode_interview(interview: Interview) -> bytes:
    """The saved file of an interview: UTF-8 JSON, the keys in the order of the format."""
    fields: dict[str, Any] = msgspec.to_builtins(interview)
    lines = []
    for name, value in fields.items():
        if name == "extra" and not value:
            continue
        if name in _ONE_LINE_EACH and value:
            inner = ",\n".join(f"  {_json(key)}: {_json(entry)}" for key, entry in value.items())
            lines.append(f" {_json(name)}: {{\n{inner}\n }}")
        else:
            lines.append(f" {_json(name)}: {_json(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
