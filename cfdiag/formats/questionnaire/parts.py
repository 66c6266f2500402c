"""What all parts of a questionnaire have in common: names looked up, texts for the groups that meet them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cfdiag.documents.faults import suggest
from cfdiag.documents.fields import Context
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import Record
from cfdiag.ground.codes import Code
from cfdiag.model.questionnaire import Group
from cfdiag.model.text import ANY_GROUP, Text


class Parts:
    """Looks up what the records of one questionnaire refer to; what does not exist is noted as a fault."""

    def __init__(self, record: Record, context: Context) -> None:
        self.record = record
        self.context = context
        self.faults = context.faults
        self.groups: dict[str, Group] = {}

    def declared(self, key: str) -> list[str]:
        """The ids that a top-level map declares, broken entries too (so that no second fault follows)."""
        node = self.record.node.value.get(key)
        return list(node.value) if isinstance(node, Node) and isinstance(node.value, dict) else []

    def known(self, record: Record, key: str, names: Iterable[str], what: str) -> str | None:
        """The name that a key refers to, where it exists."""
        name: str | None = record.get(key)
        return name if name is None or self.refer(name, record.inner(key), names, what) else None

    def refer(self, name: str, node: Node, names: Iterable[str], what: str) -> bool:
        """Whether a name exists; if not, a fault with 'did you mean'."""
        names = list(names)
        if not names and what == "group":
            return False  # that there are none is a fault of its own
        if name not in names:
            self.faults.add(
                Code(f"unknown-{what}"),
                f"there is no {what} '{name}'",
                node.at,
                suggest(name, names, f"{what}s"),
            )
        return name in names

    def text(self, record: Mapping[str, Any], key: str) -> Text | None:
        """A text, where it is there and could be read."""
        found = record.get(key)
        return found if isinstance(found, Text) else None

    def asked_groups(self, record: Record, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """The groups of a list, in the questionnaire's order."""
        if key not in record:
            return default
        named = {
            group for node, group in record[key] if self.refer(group, node, self.declared("groups"), "group")
        }
        return tuple(group for group in self.groups if group in named)

    def worded(self, record: Record, key: str, groups: Iterable[str]) -> Text | None:
        """A text that every one of these groups must find its wording in."""
        text = self.text(record, key)
        if text is not None and ANY_GROUP not in text.wordings:
            missing = [group for group in groups if group not in text.wordings]
            if missing:
                hint = "add it, or name the groups that are asked: for: [" + ", ".join(text.wordings) + "]"
                self.faults.add(
                    Code.MISSING_WORDING, f"'{key}' has no wording for {_and(missing)}", record.at(key), hint
                )
        return text

    def optional(self, record: Record, key: str, groups: Iterable[str]) -> Text | None:
        """A text that may be meant for some groups only: to the others nothing is said."""
        text = self.text(record, key)
        if text is None or ANY_GROUP in text.wordings:
            return text
        silent = {group: {text.language: ""} for group in groups if group not in text.wordings}
        return Text({**text.wordings, **silent}, text.language)

    def unique(self, id_: str, record: Record, earlier: dict[str, Record], what: str) -> None:
        """Keep a record under its id, unless there is one."""
        if id_ in earlier:
            first = earlier[id_].node.line
            self.faults.add(
                Code.DUPLICATE_ID,
                f"there is a {what} '{id_}' already",
                record.at("id"),
                f"the first is in line {first}",
            )
        else:
            earlier[id_] = record


def _and(names: list[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)
