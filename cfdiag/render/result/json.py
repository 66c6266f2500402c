"""The result as JSON: every key of the contract, full precision, in a stable order."""

from __future__ import annotations

import re

import msgspec

from cfdiag.ground.safe import safe
from cfdiag.model.result import Result
from cfdiag.render.context import OutputContext
from cfdiag.render.figure_keys import as_data

_NOT_ASCII = re.compile(r"[^\x00-\x7e]")


def render(result: Result, context: OutputContext) -> str:
    """The JSON, indented."""
    del context
    return encoded(as_data(result))


def encoded(value: object) -> str:
    """Indented JSON. What could steer a terminal is written as an escape: the values stay exact."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return text if text.isascii() and "\x7f" not in text else _NOT_ASCII.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return character if safe(character) == character else f"\\u{ord(character):04x}"
