"""The JSON Schema of a file with a questionnaire: from the table of keys that reads it."""

from __future__ import annotations

from cfdiag.formats.questionnaire.table import questionnaire_schema


def schema() -> dict[str, object]:
    """Every key that a file may have."""
    return questionnaire_schema()
