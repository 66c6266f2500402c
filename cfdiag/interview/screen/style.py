"""Colours and weights. Nothing is said by colour alone: it is an extra on top of the characters."""

from __future__ import annotations

from prompt_toolkit.styles import Style

# Only the terminal's own sixteen colours, so that its theme decides what can be read on it.
STYLE = Style.from_dict(
    {
        "section": "bold",
        "dim": "fg:ansibrightblack",
        "bar": "fg:ansicyan",
        "question": "bold",
        "probe": "italic",
        "chosen": "bold fg:ansicyan",
        "here": "bold",
        "error": "bold fg:ansired",
        "told": "bold",
        "cap": "bold",
        "foot": "",
    }
)
