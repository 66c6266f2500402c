"""Every sentence of the screen is there in Dutch."""

from __future__ import annotations

import ast
from pathlib import Path

import cfdiag.interview.screen
from cfdiag.interview.screen import keys, page, view_state
from cfdiag.locales.catalogue import locale_for

FOLDER = Path(cfdiag.interview.screen.__file__).parent


def said() -> set[str]:
    """The sentences in the code that are handed to a translator, and those of the tables."""
    found: set[str] = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("say", "complain", "MismatchError"):
                found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
            elif name == "plural":
                found |= {a.value for a in node.args[1:2] if isinstance(a, ast.Constant)}
    for key in keys.KEYS:
        found |= {key.short, key.long}
    found |= {*page.BASIS_WORDS.values(), *view_state._STATUS_WORDS.values()}
    return found - {""}


def test_every_sentence_is_there_in_dutch() -> None:
    sentences = said()
    assert "Importance" in sentences
    assert sorted(sentences - set(locale_for("nl").sentences)) == []
