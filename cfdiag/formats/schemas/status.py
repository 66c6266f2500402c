"""The JSON Schema of what `cfdiag status --format json` writes."""

from __future__ import annotations

from cfdiag.formats.schemas import schema_of_struct
from cfdiag.model.status import STATUS_FORMAT, EngagementStatus


def schema() -> dict[str, object]:
    """The schema, out of the structs that are written."""
    return schema_of_struct(EngagementStatus, "status", STATUS_FORMAT)
