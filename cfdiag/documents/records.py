"""Records of what a file may hold: maps with known keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cfdiag.documents.faults import suggest
from cfdiag.documents.fields import BROKEN, Context, Kind
from cfdiag.documents.nodes import Node, Place
from cfdiag.ground.codes import Code


class Field:
    """A key of a record: its kind, whether it must be there, what it is for."""

    __slots__ = ("kind", "note", "required")

    def __init__(self, kind: Kind, note: str = "", *, required: bool = False) -> None:
        self.kind = kind
        self.note = note
        self.required = required


class Record(dict[str, Any]):
    """The values of a record that could be read, and the node they come from."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node

    def inner(self, key: str) -> Node:
        """The node of a key's value, or of the record where the key is not there."""
        found = self.node.value.get(key) if isinstance(self.node.value, dict) else None
        return found if isinstance(found, Node) else self.node

    def at(self, key: str) -> Place:
        """The place of a key's value."""
        return self.inner(key).at


class RecordOf(Kind):
    """A map with known keys."""

    def __init__(self, name: str, fields: Mapping[str, Field], doc: str = "") -> None:
        self.name = name
        self.fields = dict(fields)
        self.doc = doc
        self.called = f"{'an' if name[0] in 'aeio' else 'a'} {name}"
        self.what = f"{self.called} (a map)"

    def _read(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, dict):
            return self.wrong(node, context, f"its keys: {', '.join(list(self.fields)[:12])}")
        record = Record(node)
        for key, inner in node.value.items():
            field = self.fields.get(key)
            if field is None:
                hint = suggest(key, self.fields, f"keys of {self.called}")
                context.faults.add(Code.UNKNOWN_KEY, f"{self.called} has no key '{key}'", inner.key_at, hint)
                continue
            value = field.kind.read(inner, context)
            if value is not BROKEN:
                record[key] = value
        for key, field in self.fields.items():
            # Asked of what is written: a value that could not be read has had its fault.
            if field.required and key not in node.value:
                message = f"the {self.name} has no '{key}'"
                context.faults.add(Code.MISSING_KEY, message, node.at, field.note and f"{key}: {field.note}")
        return record

    def _schema(self) -> dict[str, object]:
        required = [key for key, field in self.fields.items() if field.required]
        properties = {
            key: field.kind.schema() | ({"description": field.note} if field.note else {})
            for key, field in self.fields.items()
        }
        out: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
        return (
            out
            | ({"required": required} if required else {})
            | ({"description": self.doc} if self.doc else {})
        )
