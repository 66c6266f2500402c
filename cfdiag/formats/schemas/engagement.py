"""The JSON Schema of a file with an engagement: from the table of keys that reads it."""

from __future__ import annotations

from cfdiag.formats.engagement_table import engagement_schema


def schema() -> dict[str, object]:
    """Every key that a file may have."""
    return engagement_schema()
