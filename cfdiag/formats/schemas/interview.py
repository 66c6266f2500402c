"""The JSON Schema of an interview: the struct that a file is read into."""

from __future__ import annotations

from cfdiag.formats.schemas import schema_of_struct
from cfdiag.model.interview import INTERVIEW_FORMAT, Interview


def schema() -> dict[str, object]:
    """Every key that a file may have, and the words for consent of 0.1, which are read."""
    made = schema_of_struct(Interview, "interview", INTERVIEW_FORMAT)
    now = made["$defs"]["Consent"]["enum"]
    of_0_1 = {"enum": ["attributed", "anonymous"], "deprecated": True}
    made["$defs"]["Consent"] = {"title": "Consent", "anyOf": [{"enum": now}, of_0_1]}
    return made
