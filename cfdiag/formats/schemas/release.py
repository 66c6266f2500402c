"""The JSON Schema of one line of `releases.jsonl`: the struct that it is read into."""

from __future__ import annotations

from cfdiag.formats.schemas import schema_of_struct
from cfdiag.model.release import RELEASE_FORMAT, Release


def schema() -> dict[str, object]:
    """Every key that a line may have."""
    return schema_of_struct(Release, "release", RELEASE_FORMAT)
