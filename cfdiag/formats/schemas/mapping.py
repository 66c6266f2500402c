"""The JSON Schema of a file with a mapping: from the table of keys that reads it."""

from __future__ import annotations

from cfdiag.formats.mapping_table import mapping_schema


def schema() -> dict[str, object]:
    """Every key that a file may have."""
    return mapping_schema()
