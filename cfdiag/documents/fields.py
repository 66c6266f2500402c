"""Tables of what a file may hold: each kind of value reads a node and says its JSON Schema.

A format is written down once, as records of fields; the reader and the schema both come out of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cfdiag.documents.faults import Faults, suggest
from cfdiag.documents.nodes import Node
from cfdiag.ground.codes import Code
from cfdiag.model.text import Text

BROKEN: Final = object()
"""What a kind gives back after it noted a fault."""

ID = r"[a-z][a-z0-9_]{0,63}"
KEBAB = r"[a-z0-9][a-z0-9-]{0,63}"


_NOT_ENOUGH = "this is too short: at least {n} is needed"


class Context:
    """What reading one file needs to know on the way."""

    def __init__(self, faults: Faults, groups: Sequence[str] = (), language: str = "en") -> None:
        self.faults = faults
        self.groups = tuple(groups)
        self.language = language
        self.texts: list[tuple[str, Node]] = []
        """Every wording with its node, for the checks that need the whole file."""
        self.worded: list[tuple[Node, Text]] = []
        """Every text with its node."""

    def fault(self, code: Code, message: str, node: Node, hint: str = "") -> object:
        """Note a fault at a value."""
        self.faults.add(code, message, node.at, hint)
        return BROKEN


class Kind:
    """A kind of value."""

    what = "a value"

    def read(self, node: Node, context: Context) -> Any:  # noqa: ANN401  as many types as kinds
        """The value, or BROKEN after noting what is wrong (or where that was noted before)."""
        return BROKEN if node.broken else self._read(node, context)

    def schema(self) -> dict[str, object]:
        """The JSON Schema of the value."""
        return self._schema()

    def _read(self, node: Node, context: Context) -> object:
        raise NotImplementedError

    def _schema(self) -> dict[str, object]:
        raise NotImplementedError

    def wrong(self, node: Node, context: Context, hint: str = "") -> object:
        """Note that the value is of another type than is meant."""
        return context.fault(
            Code.WRONG_TYPE, f"{describe(node)} where {self.what} is meant", node, hint or self._remedy(node)
        )

    def _remedy(self, node: Node) -> str:
        del node
        return ""


def describe(node: Node) -> str:
    """What a node is, in words."""
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return "a text" if isinstance(value, str) else "a number"


class String(Kind):
    """A text in one wording, of a pattern where one is given."""

    what = "a text"

    def __init__(
        self, pattern: str = "", what: str = "", code: Code = Code.BAD_VALUE, hint: str = ""
    ) -> None:
        self.pattern = pattern
        self.what = what or self.what
        self.code = code
        self.hint = hint

    def _read(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, str):
            return self.wrong(node, context)
        # A key without anything behind it was meant to be filled in.
        if not node.value.strip():
            hint = "give it a text, or leave the key out"
            return context.fault(Code.EMPTY_TEXT, "an empty text", node, self.hint or hint)
        if self.pattern and not re.fullmatch(self.pattern, node.value):
            return context.fault(self.code, f"this is not {self.what}", node, self.hint)
        return node.value

    def _schema(self) -> dict[str, object]:
        return {"type": "string", **({"pattern": f"^{self.pattern}$"} if self.pattern else {"minLength": 1})}

    def _remedy(self, node: Node) -> str:
        # Unquoted 1.10 is read as 1.1: what was meant stands in the file only.
        if isinstance(node.value, (bool, int, float)):
            return "put it in quotes"
        return "give it a text, or leave the key out" if node.value is None else ""


class Flag(Kind):
    """True or false."""

    what = "true or false"

    def _read(self, node: Node, context: Context) -> object:
        return (
            node.value if isinstance(node.value, bool) else self.wrong(node, context, "write true or false")
        )

    def _schema(self) -> dict[str, object]:
        return {"type": "boolean"}


class FigureOf(Kind):
    """A number within bounds; `whole` for counts."""

    def __init__(
        self,
        least: float | None = None,
        most: float | None = None,
        *,
        whole: bool = False,
        above: float | None = None,
    ) -> None:
        self.least, self.most, self.whole, self.above = least, most, whole, above
        self.what = f"a {'whole ' if whole else ''}number{self._range()}"

    def _range(self) -> str:
        if self.above is not None:
            return f" above {self.above:g}"
        if self.least is not None and self.most is not None:
            return f" from {self.least:g} to {self.most:g}"
        return f" of at least {self.least:g}" if self.least is not None else ""

    def _read(self, node: Node, context: Context) -> object:
        value = node.value
        # In Python true is the number 1; in a questionnaire it is a slip.
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            written = isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value)
            return self.wrong(node, context, "write it without quotes" if written else "")
        outside = (
            (self.least is not None and value < self.least)
            or (self.most is not None and value > self.most)
            or (self.above is not None and value <= self.above)
        )
        if outside or (self.whole and not isinstance(value, int)):
            return context.fault(Code.BAD_VALUE, f"this must be {self.what}", node)
        return value

    def _schema(self) -> dict[str, object]:
        out: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        bounds = {"minimum": self.least, "maximum": self.most, "exclusiveMinimum": self.above}
        return out | {name: bound for name, bound in bounds.items() if bound is not None}


class OneOf(Kind):
    """One of a few words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.what = f"one of {', '.join(self.words)}"

    def _read(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, str):
            return self.wrong(node, context)
        if node.value not in self.words:
            hint = suggest(node.value, self.words, "known here")
            return context.fault(Code.BAD_VALUE, f"'{node.value}' is not {self.what}", node, hint)
        return node.value

    def _schema(self) -> dict[str, object]:
        return {"enum": list(self.words)}


class ListOf(Kind):
    """A list of one kind; gives back `[(node, value)]`."""

    def __init__(self, item: Kind, *, at_least: int = 0) -> None:
        self.item = item
        self.at_least = at_least
        self.what = "a list"

    def _read(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, list):
            return self.wrong(node, context, "write [one, two], or a line '- one' for each")
        if len(node.value) < self.at_least:
            return context.fault(Code.BAD_VALUE, _NOT_ENOUGH.format(n=self.at_least), node)
        read = [(item, self.item.read(item, context)) for item in node.value]
        # The rest is read all the same: one run tells every fault of the file.
        return [(item, value) for item, value in read if value is not BROKEN]

    def _schema(self) -> dict[str, object]:
        return {
            "type": "array",
            "items": self.item.schema(),
            **({"minItems": self.at_least} if self.at_least else {}),
        }


class MapOf(Kind):
    """A map from ids to one kind, but for named ids; gives back `{id: value}` in the order of the file."""

    def __init__(
        self, item: Kind, key: Kind, *, at_least: int = 0, named: Mapping[str, Kind] | None = None
    ) -> None:
        self.item = item
        self.key = key
        self.at_least = at_least
        self.named = dict(named or {})
        self.what = "a map"

    def _read(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, dict):
            return self.wrong(node, context, "write a line 'name: value' for each")
        if len(node.value) < self.at_least:
            return context.fault(Code.BAD_VALUE, _NOT_ENOUGH.format(n=self.at_least), node)
        out: dict[str, Any] = {}
        for key, inner in node.value.items():
            # A key has a place of its own: the fault points at it, not at its value.
            if self.key.read(Node(key, *inner.key_at), context) is not BROKEN:
                value = self.named.get(key, self.item).read(inner, context)
                if value is not BROKEN:
                    out[key] = value
        return out

    def _schema(self) -> dict[str, object]:
        out: dict[str, Any] = {"type": "object", "additionalProperties": self.item.schema()}
        key = self.key.schema()
        if "pattern" in key:
            out["propertyNames"] = {"pattern": key["pattern"]}
        if self.named:
            out["properties"] = {id_: kind.schema() for id_, kind in self.named.items()}
        return out | ({"minProperties": self.at_least} if self.at_least else {})
