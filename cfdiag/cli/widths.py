"""How wide lines for people may be."""

from __future__ import annotations

import shutil

READABLE = 80


def columns(most: int = READABLE) -> int:
    """The terminal's width, at most what is readable; 80 where there is no terminal."""
    return max(40, min(most, shutil.get_terminal_size((READABLE, 24)).columns))
