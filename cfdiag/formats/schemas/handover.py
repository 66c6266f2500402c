"""The JSON Schema of what `cfdiag handover` writes as `handover.json`."""

from __future__ import annotations

from cfdiag.formats.schemas import schema_of_struct
from cfdiag.model.handover import HANDOVER_FORMAT, HandoverFile


def schema() -> dict[str, object]:
    """The schema, out of the structs that are written."""
    return schema_of_struct(HandoverFile, "handover", HANDOVER_FORMAT, whole=True)
