"""The words and signs of an expression, one after the other."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from cfdiag.model.expression import Scalar

TokenKind = Literal["name", "text", "number", "sign", "end"]


class Token(msgspec.Struct, frozen=True):
    """A word or a sign; `value` is what a text or a number stands for."""

    kind: TokenKind
    shown: str
    value: Scalar = None


class UnreadableError(ValueError):
    """A character that begins no word and no sign."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


_PATTERN = r"""(?xsa)
      (?P<name>[^\W\d]\w*)
    | (?P<number>(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?(?!\w))
    | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<sign>==|!=|<=|>=|\*\*|//|[<>=()\[\]{}.,:|~+\-*/%])
    """
_ESCAPE = r"(?s)\\(.)"
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def tokens(source: str) -> list[Token]:
    """The tokens of a text, an `end` behind them.

    Raises:
        UnreadableError: at the first character that begins none.
    """
    found: list[Token] = []
    token = re.compile(_PATTERN)  # kept by `re`: few runs read any
    position = 0
    while position < len(source):
        if source[position].isspace():
            position += 1
            continue
        match = token.match(source, position)
        if match is None:
            raise UnreadableError(source[position])
        found.append(_token(match))
        position = match.end()
    return [*found, Token("end", "")]


def _token(match: re.Match[str]) -> Token:
    shown = match[0]
    if match["number"] is not None:
        return Token("number", shown, float(shown) if {".", "e", "E"} & set(shown) else int(shown))
    if match["text"] is not None:
        return Token("text", shown, re.sub(_ESCAPE, lambda one: _ESCAPED.get(one[1], one[1]), shown[1:-1]))
    return Token("name" if match["name"] is not None else "sign", shown)
