"""Text as it can stand in Markdown without doing anything there."""

from __future__ import annotations

import re

from cfdiag.ground.safe import safe

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(value: str) -> str:
    """Data that stays text in Markdown: every punctuation mark gets a backslash, line ends become spaces."""
    return _PUNCTUATION.sub(r"\\\1", safe(value, keep_lines=False))
