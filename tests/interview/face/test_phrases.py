"""Every sentence of the screen and of plain mode is there in Dutch, and both say the same words."""

from __future__ import annotations

import ast
from pathlib import Path

import cfdiag.interview
from cfdiag.interview.face.actions import TABLE
from cfdiag.interview.face.phrases import STATUS_WORDS
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import BASES

FOLDER = Path(cfdiag.interview.__file__).parent
HANDED_OVER = {"say": 0, "tell": 0, "refuse": 0, "expected": 0, "MismatchError": 0, "plural": 1}
"""What hands a sentence to a translator, and at which place."""

UNTRANSLATED = {"named, quoted, counted, -"}
"""What is typed as it stands in every language."""


def said() -> set[str]:
    """The sentences in the code that are handed to a translator, and those of the tables."""
    found: set[str] = set()
    for file in (path for part in ("face", "screen", "plain") for path in (FOLDER / part).rglob("*.py")):
        if file.name == "console.py":
            continue  # knows no language yet
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            of = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(of, ast.Attribute) and of.attr == "lines":
                continue  # says a line as it is
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = HANDED_OVER.get(name)
            if place is not None:
                given = node.args[place : place + 1]
                found |= {a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    for offer in TABLE:
        found |= {offer.short, offer.help, offer.argument} - {"named|quoted|counted|-"}
    return (found | {*BASES.values(), *STATUS_WORDS.values()}) - {""}


def test_every_sentence_is_there_in_dutch() -> None:
    sentences = said()
    assert {
        "Importance",
        "Section {n} of {of}: {title}",
        "Go on without answering; what was typed is kept",
    } <= sentences
    assert sorted(sentences - set(locale_for("nl").sentences) - UNTRANSLATED) == []
