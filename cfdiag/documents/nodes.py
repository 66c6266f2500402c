"""Values with their places: what the readers of YAML and JSON give, before anything is known of formats."""

from __future__ import annotations

from typing import Any

NodeScalar = str | int | float | bool | None

Place = tuple[int, int]
"""Line and column, from 1."""


class Node:
    """A value with its place. `value` is a scalar, a list of nodes, or a dict of nodes by key."""

    __slots__ = ("broken", "column", "key_column", "key_line", "last_line", "line", "value")

    def __init__(self, value: Any, line: int, column: int, last_line: int = 0) -> None:  # noqa: ANN401  see above
        self.value = value
        self.line = line
        self.column = column
        self.last_line = max(line, last_line)
        """Where a scalar that is written over several lines ends."""
        self.broken = False
        """A fault was reported already: no second one for the same place."""
        self.key_line = line
        self.key_column = column

    @property
    def at(self) -> Place:
        """Where the value begins."""
        return self.line, self.column

    @property
    def key_at(self) -> Place:
        """Where the key that leads to the value begins; for list items, the value itself."""
        return self.key_line, self.key_column


def to_plain(node: Node) -> Any:  # noqa: ANN401  any YAML value
    """The node as plain Python values (its depth is bounded by the reader)."""
    if isinstance(node.value, dict):
        return {key: to_plain(inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [to_plain(inner) for inner in node.value]
    return node.value
