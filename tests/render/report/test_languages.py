"""Every sentence of the report has its Dutch."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import shipped
from cfdiag.locales import locale
from cfdiag.locales.catalogue import fill, read_catalogue
from cfdiag.render.view import view

ROOM = Path(view.__file__).parent
SAID = {"w", "words", "_"}


def sentences() -> set[str]:
    found: set[str] = set()
    for path in [*ROOM.glob("*.py"), Path(locale.__file__)]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = 1 if name == "plural" else 0
            if name in SAID or name == "plural":
                message = node.args[place] if len(node.args) > place else None
                if isinstance(message, ast.Constant) and isinstance(message.value, str):
                    found.add(message.value)
    for path in shipped("templates").rglob("*.j2"):
        source = path.read_text(encoding="utf-8")
        found.update(re.findall(r'_\("([^"]+)"', source))
        found.update(many for _, many in re.findall(r'ngettext\("([^"]+)", "([^"]+)"', source))
    return found


def test_every_sentence_is_there_in_dutch():
    path = shipped("templates") / "languages" / "nl.yaml"
    known = read_catalogue(path.read_bytes(), str(path))
    assert len(sentences()) > 200
    assert sorted(s for s in sentences() if s not in known) == []


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("a: b\na: c\n", 2, "the sentence is there twice"),
        ("'{n} x': y\n", 1, "the translation has other {names} than the sentence"),
        ("a: 'b {c}'\n", 1, "the translation has other {names} than the sentence"),
        ("a: [b]\n", 1, "a sentence and its translation are expected: text, or a list of one and many"),
        ("a: {b: c}\n", 1, "a sentence and its translation are expected: text, or a list of one and many"),
        ("- a\n", 1, "a map of sentences is expected"),
        ("a: [b\n", 2, "this is not YAML"),
    ],
)
def test_a_bad_catalogue_is_refused_with_its_line(source, line, message):
    with pytest.raises(CfdiagError) as caught:
        read_catalogue(source.encode(), "xx.yaml")
    fault = caught.value.diagnostics[0]
    assert (fault.message, fault.location.line) == (message, line)


def test_the_form_for_one_may_leave_the_number_out():
    assert read_catalogue(b"'{n} days': [een dag, '{n} dagen']", "nl.yaml") == {
        "{n} days": ("een dag", "{n} dagen")
    }


def test_values_are_only_put_in_never_looked_into():
    assert fill("{a} {a.__class__} {b!r} {0} {c}", {"a": "{c}", "c": 1}) == "{c} {a.__class__} {b!r} {0} 1"
