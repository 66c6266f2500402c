"""JSON with places: a parser that knows where every value stands, for files that fail the fast reader.

Iterative, so that a hundred thousand opening brackets are a fault and not a crash.
"""

from __future__ import annotations

import json
import re
from typing import Any

from cfdiag.documents import MAX_JSON_DEPTH
from cfdiag.documents.faults import Faults, utf8_text
from cfdiag.documents.nodes import Node
from cfdiag.ground.codes import Code
from cfdiag.ground.safe import is_text, readable

_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"')
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


class _Stop(Exception):  # noqa: N818  not an error: the way out after a fault that ends reading
    """Reading cannot go on; the fault is noted."""


class _Frame:
    """An object or array whose end has not come yet."""

    __slots__ = ("key", "key_offset", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key: str | None = None
        self.key_offset = 0


class _Parser:
    def __init__(self, text: str, faults: Faults) -> None:
        self.text = text
        self.faults = faults
        self.position = 0
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle)
        return low + 1, offset - self.starts[low] + 1

    def note(self, code: Code, message: str, offset: int, hint: str = "") -> None:
        self.faults.add(code, message, self.place(offset), hint)

    def stop(
        self, message: str, hint: str = "", code: Code = Code.JSON_SYNTAX, offset: int | None = None
    ) -> _Stop:
        self.note(code, message, self.position if offset is None else offset, hint)
        return _Stop()

    def blank(self) -> str:
        """Skip blanks; the character that follows, or nothing at the end."""
        found = _BLANK.match(self.text, self.position)
        self.position = found.end() if found else self.position
        return self.text[self.position : self.position + 1]

    def parse(self) -> Node:
        stack: list[_Frame] = []
        root: Node | None = None
        while True:
            node, opened = self.value()
            if root is None:
                root = node
            if stack:
                self.put(stack[-1], node)
            if opened:
                if len(stack) >= MAX_JSON_DEPTH:
                    raise self.stop(f"nested deeper than {MAX_JSON_DEPTH} levels", code=Code.JSON_DEPTH)
                stack.append(_Frame(node))
                if not self.first(stack):
                    continue
            if self.after(stack):
                break
        if self.blank():
            raise self.stop("something follows the end of the JSON", "keep one object in the file")
        return root

    def first(self, stack: list[_Frame]) -> bool:
        """After an opening bracket: whether it is closed at once."""
        top = stack[-1].node.value
        if self.blank() == ("}" if isinstance(top, dict) else "]"):
            self.position += 1
            stack.pop()
            return True
        if isinstance(top, dict):
            self.key(stack[-1])
        return False

    def after(self, stack: list[_Frame]) -> bool:
        """After a value: closing brackets, then a comma and the next value, or the end."""
        while stack:
            top = stack[-1].node.value
            character = self.blank()
            if character == ",":
                self.position += 1
                if self.blank() in ("}", "]"):
                    raise self.stop(
                        "a comma before the closing bracket", "remove it", offset=self.position - 1
                    )
                if isinstance(top, dict):
                    self.key(stack[-1])
                return False
            if character != ("}" if isinstance(top, dict) else "]"):
                if not character:
                    raise self.stop("the file breaks off", "is it complete?")
                raise self.stop("a comma or a closing bracket is missing", "check the line before as well")
            self.position += 1
            stack.pop()
        return True

    def key(self, frame: _Frame) -> None:
        character = self.blank()
        frame.key_offset = self.position
        if character != '"':
            raise self.stop(
                "the file breaks off" if not character else "a name in double quotes is expected",
                "is it complete?" if not character else 'such as "format"',
            )
        frame.key = self.string()
        if self.blank() != ":":
            raise self.stop("a colon is missing after the name", 'such as "language": "en"')
        self.position += 1

    def put(self, frame: _Frame, node: Node) -> None:
        if isinstance(frame.node.value, list):
            frame.node.value.append(node)
            return
        key = frame.key or ""
        node.key_line, node.key_column = self.place(frame.key_offset)
        if key in frame.node.value:
            first = frame.node.value[key].key_line
            hint = f"the first is in line {first}; keep one of them"
            self.note(Code.DUPLICATE_KEY, f"the key '{_short(key)}' is there twice", frame.key_offset, hint)
        else:
            frame.node.value[key] = node

    def value(self) -> tuple[Node, bool]:
        character = self.blank()
        start = self.position
        if character in ("{", "["):
            self.position += 1
            return Node({} if character == "{" else [], *self.place(start)), True
        return Node(self.scalar(character), *self.place(start)), False

    def scalar(self, character: str) -> Any:  # noqa: ANN401  any JSON scalar
        if not character:
            raise self.stop("the file breaks off", "is it complete?")
        if character == '"':
            return self.string()
        found = _NUMBER.match(self.text, self.position)
        if found:
            return self.number(found)
        word = re.compile(r"[\w.+-]*").match(self.text, self.position)
        if word and word[0] in _WORDS:
            self.position = word.end()
            return _WORDS[word[0]]
        if word and word[0].lstrip("-") in ("NaN", "Infinity"):
            raise self.stop("NaN and Infinity are no numbers in JSON", "write null, or a number")
        raise self.stop("a value is expected here", "text stands in double quotes")

    def number(self, found: re.Match[str]) -> int | float:
        start, self.position = self.position, found.end()
        if len(found[0]) > 40:  # noqa: PLR2004  no figure of an interview is so long
            self.note(Code.BAD_VALUE, "a number too long to be one", start, "write it as text, or shorter")
            return 0
        # Whole numbers stay whole: a rating of 4 is a step of the scale, and 4.0 none.
        value = float(found[0]) if re.search("[.eE]", found[0]) else int(found[0])
        if value in (float("inf"), float("-inf")):
            self.note(Code.BAD_VALUE, "a number too large to be one", start, "finite numbers only")
            return 0
        return value

    def string(self) -> str:
        found = _STRING.match(self.text, self.position)
        if not found:
            raise self.bad_string()
        start, self.position = self.position, found.end()
        value: str = json.loads(found[0])
        if not is_text(value):
            self.note(
                Code.BAD_VALUE, "half of a surrogate pair in a text", start, "write the character itself"
            )
            return readable(value)  # keys too: nothing behind this can hold one
        return value

    def bad_string(self) -> _Stop:
        """Say why a string does not end: a raw control character, a bad escape, or no closing quote."""
        good = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*').match(
            self.text, self.position
        )
        end = good.end() if good else self.position
        character = self.text[end : end + 1]
        if character == "\\":
            return self.stop("an unknown escape in a text", "a backslash is written \\\\", offset=end)
        if character in ("\n", "\r", ""):
            return self.stop("a text without its closing quote", "line breaks are written \\n")
        return self.stop(f"a control character, U+{ord(character):04X}, in a text", "remove it", offset=end)


def read_json(data: bytes, faults: Faults) -> Node | None:
    """The located nodes of a JSON file; None where it cannot be read, with the faults noted."""
    text = utf8_text(data, faults)
    if text is None:
        return None
    if not text.strip():
        faults.add(Code.EMPTY_FILE, "the file is empty")
        return None
    try:
        return _Parser(text, faults).parse()
    except _Stop:
        return None


def _short(key: str) -> str:
    return key if len(key) <= 60 else key[:60] + "…"  # noqa: PLR2004  a line
