"""The JSON Schema of a saved result: the struct that a file is read into."""

from __future__ import annotations

from cfdiag.formats.schemas import schema_of_struct
from cfdiag.model.result import RESULT_FORMAT, Result


def schema() -> dict[str, object]:
    """Every key that a file may have."""
    return schema_of_struct(Result, "result", RESULT_FORMAT)
