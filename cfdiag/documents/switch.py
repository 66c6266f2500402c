"""On or off: words that YAML might read in two ways mean here what they say."""

from __future__ import annotations

from typing import Any

from cfdiag.documents.fields import Context, Kind
from cfdiag.documents.nodes import Node
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location

_WORDS: dict[Any, bool] = {"on": True, "off": False, True: True, False: False}


class Switch(Kind):
    """`on` or `off`, in quotes or without; `true` and `false` are the same."""

    what = "on or off"

    def read(self, node: Node, context: Context) -> Any:  # noqa: ANN401  as Kind.read
        """Whether it is on; the fault that was noted of the plain word is taken back."""
        if node.broken and node.value in ("on", "off"):
            found = context.faults.found
            found[:] = [d for d in found if d.code is not Code.YAML_AMBIGUOUS or not _is_at(d.location, node)]
            return _WORDS[node.value]
        return super().read(node, context)

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, (str, bool)) and node.value in _WORDS:
            return _WORDS[node.value]
        return self.wrong(node, context, "write on or off")

    def _schema(self) -> dict[str, object]:
        return {"enum": ["on", "off", True, False]}


def _is_at(place: Location | None, node: Node) -> bool:
    return place is not None and (place.line, place.column) == (node.line, node.column)
