"""Strict YAML: one pass over the parser's events into located nodes, without recursion.

What YAML 1.1 would silently turn into something else, run for ever on, or crash over, is a fault
here: duplicate keys, anchors, tags, merge keys, ambiguous plain words, deep nesting, huge files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from cfdiag.documents.faults import Faults, utf8_text
from cfdiag.documents.nodes import Node, NodeScalar
from cfdiag.documents.yaml import Document
from cfdiag.documents.yaml_loader import yaml_loader
from cfdiag.documents.yaml_messages import explain_yaml
from cfdiag.ground.codes import Code
from cfdiag.ground.safe import unsafe_offsets

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NODES = 200_000

_BLANKS = r"\u00a0\u2000-\u200a\u202f\u205f\u3000"
_STRANGE_INDENT = re.compile(rf"(?m)^ *(?P<blank>[{_BLANKS}])[ {_BLANKS}]*")
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\.[0-9]{1,30}")
_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
# Read one way by YAML 1.1 and another by 1.2, or by the eye: yes, 012, 1:30, 1_000, 0x1f, 1e3, .5
_AMBIGUOUS = re.compile(
    r"(?i:y|n|yes|no|on|off)"
    r"|[-+]?0[0-9_]+(\.[0-9_]*)?"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
    r"|[-+]?[0-9]+(_[0-9_]*)+(\.[0-9_]*)?"
    r"|[-+]?0[xob][0-9a-fA-F_]+"
    r"|[-+]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9]+)[eE][-+]?[0-9]+"
    r"|[-+]?(\.[0-9_]+|[0-9]+\.)"
    r"|[-+]?[0-9]{16,}(\.[0-9]*)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)


_Event = Any
"""PyYAML's events have no common typed base."""


class _Stop(Exception):  # noqa: N818  not an error: the way out of the loop after a fault that ends reading
    """Reading cannot go on; the fault is noted."""


def yaml_document(data: bytes, file: str, *, show_lines: bool) -> Document:
    """As `read_yaml` says."""
    faults = Faults(file)
    text = _decode(data, faults)
    if text is None:
        return Document(None, faults, whole=False)
    if show_lines:
        faults.lines = text.split("\n")
    text = _indented(_neutral(text, faults), faults)
    builder = _Builder(faults)
    try:
        for event in _events(text, faults):
            builder.take(event)
        whole = True
    except _Stop:
        whole = False
    if builder.root is None and not faults.found:
        faults.add(Code.EMPTY_FILE, "the file is empty", hint="is it the right file?")
    return Document(builder.root, faults, whole=whole)


def _decode(data: bytes, faults: Faults) -> str | None:
    if len(data) > MAX_BYTES:
        faults.add(
            Code.TOO_LARGE, f"the file is larger than {MAX_BYTES:,} bytes", hint="is it the right file?"
        )
        return None
    text = utf8_text(data, faults)
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")


def _neutral(text: str, faults: Faults) -> str:
    """Characters that must not be there become `?`, each a fault, so that reading can go on."""
    offsets = unsafe_offsets(text)
    # A binary file has thousands: twenty are enough to see what it is.
    for offset in offsets[:20]:
        line = text.count("\n", 0, offset) + 1
        column = offset - text.rfind("\n", 0, offset)
        _control(faults, text[offset], line, column)
    if not offsets:
        return text
    characters = list(text)
    for offset in offsets:
        characters[offset] = "?"
    return "".join(characters)


def _indented(text: str, faults: Faults) -> str:
    """Blanks that look like spaces and are none become spaces where a line begins, each line a fault.

    A word processor writes them; to YAML they are letters, and the line would belong to another part.
    """
    strange = list(_STRANGE_INDENT.finditer(text))
    if not strange:
        return text
    for found in strange[:20]:
        blank = found["blank"]
        line = text.count("\n", 0, found.start("blank")) + 1
        column = found.start("blank") - found.start() + 1
        message = f"the line is indented with a blank that is no space, U+{ord(blank):04X}"
        faults.add(Code.CONTROL_CHARACTER, message, (line, column), "indent with ordinary spaces")
    return _STRANGE_INDENT.sub(lambda found: " " * len(found[0]), text)


def _control(faults: Faults, character: str, line: int, column: int) -> None:
    faults.add(
        Code.CONTROL_CHARACTER,
        f"an invisible or control character, U+{ord(character):04X}",
        (line, column),
        "remove it; it would change how the text is shown",
    )


def _events(text: str, faults: Faults) -> Iterator[Any]:
    """The parser's events; a syntax error becomes a fault in clear words."""
    try:
        yield from yaml.parse(text, Loader=yaml_loader())
    except yaml.YAMLError as error:
        _complain(error, text, faults)
        raise _Stop from None


def _complain(error: yaml.YAMLError, text: str, faults: Faults) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    character = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    context = str(getattr(error, "context", "") or "")
    if "nesting depth" in problem:  # libyaml's own limit, met while it looks ahead: no event came yet
        faults.add(Code.YAML_DEPTH, f"nested deeper than {MAX_DEPTH} levels", (line, column))
        return
    message, hint, from_beginning = explain_yaml(problem, context, character)
    beginning = getattr(error, "context_mark", None)
    if from_beginning and beginning is not None:
        line, column = beginning.line + 1, beginning.column + 1
    elif not message.startswith("a text") and not "\n".join(lines[line - 1 :])[column - 1 :].strip():
        last = text.rstrip()
        line, column = last.count("\n") + 1, len(last) - last.rfind("\n")
        message, hint = "the file breaks off here", "close what is open, or add what is missing"
    faults.add(Code.YAML_SYNTAX, message, (line, column), hint)


class _Open:
    """A mapping or list whose end has not come yet."""

    __slots__ = ("key", "key_place", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key: str | None = None
        self.key_place = (0, 0)


class _Builder:
    """Builds the tree from events, with a stack of its own."""

    def __init__(self, faults: Faults) -> None:
        self.root: Node | None = None
        self._faults = faults
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: _Event) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(
                    Code.YAML_DOCUMENTS, "a second document in the file", line, column, "keep one per file"
                )
        elif isinstance(event, yaml.AliasEvent):
            self._note(Code.YAML_ANCHOR, "aliases (*name) are not read", line, column, "write the value out")
            # A place holder: the rest of the file can still be read, and all of its faults told at once.
            broken = Node(None, line, column)
            broken.broken = True
            self._count(line, column)
            self._put(broken, None)
        elif isinstance(event, yaml.NodeEvent):
            self._count(line, column)
            self._properties(event, line, column)
            self._node(event, line, column)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()

    def _node(self, event: _Event, line: int, column: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._put(self._scalar(event, line, column), event.value)
            return
        if len(self._stack) >= MAX_DEPTH:
            self._stop(Code.YAML_DEPTH, f"nested deeper than {MAX_DEPTH} levels", line, column)
        node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], line, column)
        self._put(node, None)
        self._stack.append(_Open(node))

    def _scalar(self, event: _Event, line: int, column: int) -> Node:
        written: str = event.value
        plain = not event.style
        last_line = event.end_mark.line + (1 if event.end_mark.column else 0)
        for offset in unsafe_offsets(written)[:1]:
            _control(self._faults, written[offset], line, column)
        as_key = self._stack and isinstance(self._stack[-1].node.value, dict) and self._stack[-1].key is None
        # Keys are names as they are written: a group may be called `no` or `2026`.
        if not plain or as_key:
            return Node(written, line, column, last_line)
        node = Node(_resolve(written), line, column, last_line)
        if isinstance(node.value, str) and _AMBIGUOUS.fullmatch(written):
            node.broken = True
            self._note(
                Code.YAML_AMBIGUOUS,
                f"{self._quoted(written)} can be read in two ways",
                line,
                column,
                f"put it in quotes where text is meant, else write {_other(written)}",
            )
        return node

    def _quoted(self, written: str) -> str:
        """The word itself, unless lines of this file are not to be shown."""
        return f"'{written}'" if self._faults.lines else "this"

    def _put(self, node: Node, written: str | None) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif top.key is None:
            self._key(top, node, written)
        else:
            node.key_line, node.key_column = top.key_place
            self._value(top, top.key, node)
            top.key = None

    def _key(self, top: _Open, node: Node, written: str | None) -> None:
        if written is None:
            self._stop(
                Code.YAML_KEY,
                "a list or map where a name is expected",
                node.line,
                node.column,
                'a text that begins with {, [ or * is put in quotes: ask: "{{ item }} …"',
            )
        top.key = str(written)
        top.key_place = (node.line, node.column)

    def _value(self, top: _Open, key: str, node: Node) -> None:
        line, column = top.key_place
        earlier = top.node.value.get(key)
        # Merged, a value would have two places, and a fault could name neither.
        if key == "<<":
            self._note(Code.YAML_MERGE, "merge keys (<<) are not read", line, column, "write the values out")
        elif earlier is not None:
            first = f"the first is in line {earlier.key_line}; keep one of them"
            self._note(Code.DUPLICATE_KEY, f"the key '{key}' is there twice", line, column, first)
        else:
            top.node.value[key] = node

    def _properties(self, event: _Event, line: int, column: int) -> None:
        if event.anchor:
            self._note(Code.YAML_ANCHOR, "anchors (&name) are not read", line, column, "write the value out")
        if getattr(event, "tag", None):
            self._note(Code.YAML_TAG, "tags (!name) are not read", line, column, "leave the tag out")

    def _count(self, line: int, column: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(Code.YAML_NODES, f"more than {MAX_NODES:,} values", line, column)

    def _note(self, code: Code, message: str, line: int, column: int, hint: str = "") -> None:
        self._faults.add(code, message, (line, column), hint)

    def _stop(self, code: Code, message: str, line: int, column: int, hint: str = "") -> None:
        self._note(code, message, line, column, hint)
        raise _Stop


def _resolve(written: str) -> NodeScalar:
    if written in _CONSTANTS:
        return _CONSTANTS[written]
    if _INT.fullmatch(written):
        return int(written)
    if _FLOAT.fullmatch(written):
        return float(written)
    return written


def _other(written: str) -> str:
    return "true or false" if written.isalpha() else "a plain number such as 12 or 0.5"
