"""The JSON Schema of a response of the one-file form: from the struct that reads it."""

from __future__ import annotations

from cfdiag.formats.schemas import schema_of_struct
from cfdiag.model.response import RESPONSE_FORMAT, Response


def schema() -> dict[str, object]:
    """Every key that a response may have."""
    return schema_of_struct(Response, "response", RESPONSE_FORMAT)
