"""What a format may know of the place it is printed to."""

from __future__ import annotations

import msgspec


class OutputContext(msgspec.Struct, frozen=True, kw_only=True):
    """Width in cells, what the output can show, and the language of the tool's own words."""

    width: int = 80
    unicode: bool = True
    colour: bool = False
    language: str = "en"
    long: bool = False
    """Every questionnaire in full, however many there are."""
