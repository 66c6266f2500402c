"""Text and values as they can stand in JSON and in Markdown without doing anything there."""

from __future__ import annotations

import re

import msgspec

from cfdiag.ground.safe import safe

_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def encoded(value: object) -> str:
    """Indented JSON. What could steer a terminal is written as an escape: the values stay exact."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return text if text.isascii() and "\x7f" not in text else _NOT_ASCII.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return character if safe(character) == character else f"\\u{ord(character):04x}"


def escape(value: str) -> str:
    """Data that stays text in Markdown: every punctuation mark gets a backslash, line ends become spaces."""
    return _PUNCTUATION.sub(r"\\\1", safe(value, keep_lines=False))
