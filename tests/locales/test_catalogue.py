"""Languages as files: what they must hold, what is refused; every sentence of the report has its Dutch."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from cfdiag import render
from cfdiag.api import status
from cfdiag.api.authoring import ABOUT
from cfdiag.cli.commands import init
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import shipped
from cfdiag.locales import locale
from cfdiag.locales.catalogue import BASE, FOLDER, LANGUAGES, locale_for
from cfdiag.locales.locale import Advice
from cfdiag.locales.reading import read_locale
from cfdiag.scoring import foresight

ROOM = Path(render.__file__).parent
STATUS = [*Path(status.__file__).parent.glob("*.py"), Path(foresight.__file__), Path(init.__file__)]
"""What a status says is made where it is counted."""
SAID = {"w", "words", "_", "t"}


@cache
def sentences() -> frozenset[str]:
    found: set[str] = set()
    for path in [*ROOM.rglob("*.py"), *STATUS, Path(locale.__file__)]:
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
    return frozenset(found)


def test_every_sentence_is_there_in_dutch():
    known = locale_for("nl").sentences
    template = (shipped("templates") / "engagement.yaml").read_text(encoding="utf-8")
    prose = re.findall(r"^# ((?![a-z_]+: ).+)$", template, re.MULTILINE)
    assert len(sentences()) > 200
    assert sorted(s for s in {*sentences(), *ABOUT.values(), *prose} if s not in known) == []


@cache
def counted(place: int) -> frozenset[str]:
    """What the code and the templates hand to `plural` at a place: 0, about one; 1, about many."""
    found: set[str] = set()
    for path in FOLDER.parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
        for call in (n for n in calls if isinstance(n.func, ast.Attribute) and n.func.attr == "plural"):
            if isinstance(call.args[0], ast.Starred):  # one of several pairs
                pairs = (n.elts for n in ast.walk(tree) if isinstance(n, ast.Tuple) and len(n.elts) == 2)
                found.update(said for pair in pairs for said in texts(pair[place], tree))
            else:
                found.update(texts(call.args[place], tree))
    for path in shipped("templates").rglob("*.j2"):
        source = path.read_text(encoding="utf-8")
        found.update(pair[place] for pair in re.findall(r'ngettext\("([^"]+)", "([^"]+)"', source))
    return frozenset(found - {""})


def texts(node: ast.expr, tree: ast.Module) -> list[str]:
    """What an expression can say: a text, one of two, or the values of a name."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*texts(node.body, tree), *texts(node.orelse, tree)]
    found = []
    for each in (n for n in ast.walk(tree) if isinstance(n, ast.Assign) and isinstance(node, ast.Name)):
        target, value = each.targets[0], each.value
        both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        for name, said in zip(target.elts, value.elts, strict=True) if both else [(target, value)]:
            if isinstance(name, ast.Name) and name.id == node.id:
                found += texts(said, tree) if isinstance(said, ast.Constant | ast.IfExp) else []
    return found


def test_every_sentence_about_many_has_one_about_one_in_dutch():
    known, many = locale_for("nl").sentences, counted(1)
    assert {
        "{n} interviews are locked: --identity FILE",
        "renewal in {n} days, on {day}",
        "{titles} are rated lowest.",
        "{n} more talks and the new ones count.",
    } <= many
    assert sorted(said for said in many if not isinstance(known.get(said), tuple)) == []


def test_a_sentence_about_one_stands_in_the_list_of_that_about_many():
    """By itself it is never looked up."""
    alone = counted(0) - counted(1) - sentences()
    assert sorted(said for said in alone if said in locale_for("nl").sentences) == []


FORMAT = """\
format:
  decimal: ","
  thousands: ""
  quotes: [«, »]
  date: "{day} {month} {year}"
  months: [a, b, c, d, e, f, g, h, i, j, k, l]
  "yes": [oui]
  "no": [non]
  and: et
  or: ou
"""


def refused(source: str) -> list[tuple[int, str]]:
    with pytest.raises(CfdiagError) as caught:
        read_locale(source.encode(), "xx.yaml", "xx")
    return [(d.location.line, d.message) for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("'{n} x': z", 11, "the translation has other {names} than the sentence"),
        ("a: 'b {c}'", 11, "the translation has other {names} than the sentence"),
        ("a: [b]", 11, "a sentence and its translation are expected: text, or a list of one and many"),
        ("a: {b: c}", 11, "a sentence and its translation are expected: text, or a list of one and many"),
        ("a: [b, 3]", 11, "a sentence and its translation are expected: text, or a list of one and many"),
        ("a:", 11, "a sentence and its translation are expected: text, or a list of one and many"),
        ("a: b\na: c", 12, "the key 'a' is there twice"),
        ("a: no", 11, "'no' can be read in two ways"),
        (
            "lint: {leading: '('}",
            11,
            "this is not a regular expression: missing ), unterminated subpattern at position 0",
        ),
        ("lint: {leeding: a}", 11, "a lint has no key 'leeding'"),
    ],
)
def test_a_bad_language_is_refused_with_its_line(source, line, message):
    assert refused(FORMAT + source + "\n") == [(line, message)]


@pytest.mark.parametrize(
    ("source", "message"),
    [("- a\n", "a map is expected: format, and sentences with their translation"), ("", "the file is empty")],
)
def test_a_file_that_is_no_language(source, message):
    assert [said for _, said in refused(source)] == [message]


def test_all_that_is_missing_of_a_language_is_told_at_once():
    keys = ("decimal", "thousands", "quotes", "date", "months", "yes", "no", "and", "or")
    assert [said for _, said in refused("a: b\n")] == [f"the format has no '{key}'" for key in keys]
    assert [
        said for _, said in refused(FORMAT.replace(", l]", "]").replace("{year}", "").replace('","', "·"))
    ] == [
        "this is not a point or a comma",
        "this is not a date",
        "this is too short: at least 12 is needed",
    ]


def test_the_form_for_one_may_leave_the_number_out():
    found = read_locale(f"{FORMAT}'{{n}} days': [een dag, '{{n}} dagen']".encode(), "xx.yaml", "xx")
    assert found.sentences == {"{n} days": ("een dag", "{n} dagen")}


def test_a_region_falls_back_to_its_language_and_the_rest_to_english():
    assert locale_for("nl-BE").date("2026-03-01") == "1 maart 2026"
    assert (locale_for("nl-BE").language, locale_for("xx").language) == ("nl-BE", "xx")
    assert locale_for("xx").date("2026-03-01") == "1 March 2026"
    assert locale_for("xx").advice == Advice(), "English advice is of no use for another language"


def test_languages_are_the_files_the_base_first():
    assert LANGUAGES[0] == BASE
    assert set(LANGUAGES) == {path.stem for path in FOLDER.glob("*.yaml")}


def test_no_language_is_named_elsewhere_in_the_code():
    """Neither its code nor its words: all of that is in its file."""
    package = FOLDER.parent
    others = [language for language in LANGUAGES if language != BASE]
    spoken = [
        word
        for language in others
        for word in (*locale_for(language).writing.months, *locale_for(language).writing.yes[:1])
    ]
    found = [
        f"{path.relative_to(package)}:{node.lineno}: {node.value}"
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in {*others, *spoken}
    ]
    assert found == []
