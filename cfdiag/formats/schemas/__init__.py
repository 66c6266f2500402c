"""The JSON Schema of each file format: one file each, with a function `schema()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from cfdiag.ground.folder import Folder

ENTRY = "schema"

SCHEMAS: Folder[Callable[[], dict[str, Any]]] = Folder(__name__, ENTRY)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of_struct(
    type_: Any,  # noqa: ANN401  a struct type
    name: str,
    format_: str,
    *,
    whole: bool = False,
) -> dict[str, Any]:
    """The schema of a format whose file is a struct, key for key.

    Args:
        type_: the struct.
        name: what the file is called.
        format_: the value of its key `format`.
        whole: whether every key is always written, also those that a reader does without.
    """
    # Through JSON: where a struct has a tuple as its default, so has its schema, and JSON has none.
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(type_)))
    for part in made["$defs"].values() if whole else ():
        part["required"] = list(part["properties"])
    fields = made["$defs"][type_.__name__]
    fields["properties"]["format"] = {"const": format_}
    required = fields.setdefault("required", [])
    if "format" not in required:
        required.insert(0, "format")
    return {"$schema": _DIALECT, "title": f"cfdiag {name}", **made}
