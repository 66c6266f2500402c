"""The JSON Schema of an adopted plan: from the table of keys that reads it."""

from __future__ import annotations

from cfdiag.formats.plan import plan_schema


def schema() -> dict[str, object]:
    """Every key that a file may have."""
    return plan_schema()
