"""The page of advice, written from the rules: a text before gives its warning, and the one after none."""

from __future__ import annotations

import os
import re
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml

from cfdiag.api.checking import explain_code
from cfdiag.documents.nodes import to_plain
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.questionnaire.examples import examples_of
from cfdiag.formats.questionnaire.lint import CODES, RULES
from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.locales.catalogue import LANGUAGES

PAGE = Path(__file__).parents[2] / "docs" / "advice.md"
CALLED = {"en": "English", "nl": "Dutch"}
AROUND = {
    "en": ("Customers", "Not true", "Wholly true", "The visit was worth the time."),
    "nl": ("Klanten", "Niet waar", "Helemaal waar", "Het bezoek was de tijd waard."),
}
CASES = [(name, language) for name in RULES for language in LANGUAGES[: len(RULES[name].EXAMPLES)]]


def whole(piece: str, language: str) -> str:
    """A questionnaire without advice, with the piece in its place."""
    group, low, high, saying = AROUND[language]
    questions: list[Any] = [
        {
            "id": "worth",
            "type": "rating",
            "scale": "agree",
            "dimension": "visit",
            "label": "X",
            "ask": saying,
        }
    ]
    file: dict[str, Any] = {
        "cfdiag": 1,
        "id": "sample",
        "version": "1.0.0",
        "title": group,
        "language": language,
        "groups": {
            "internal": {"side": "inside"},
            "customer": {"side": "customer", "title": group},
        },
        "scales": {"agree": {"min": 1, "max": 5, "labels": {"1": low, "5": high}}},
        "dimensions": {"visit": {"title": "X"}},
        "sections": [{"id": "first", "questions": questions}],
    }
    root = read_yaml(piece.encode(), "piece.yaml").root
    assert root is not None
    read = to_plain(root)
    if isinstance(read, dict):
        file.update(read | {"scales": file["scales"] | read.get("scales", {})})
        if "dimension: visit" not in piece and "sections" in read:
            del file["dimensions"]
    elif "type" in read[0]:
        questions += read
    else:
        file["actions"] = read
    return yaml.safe_dump(file, allow_unicode=True, sort_keys=False)


def as_written(piece: str) -> str:
    """A questionnaire without advice, with the piece at its end as it is: what no tree of values can hold."""
    return whole("cfdiag: 1\n", "en") + (indent(piece, "  ") if piece.startswith("- ") else piece)


def advised(piece: str, language: str) -> list[Diagnostic]:
    questionnaire, diagnostics = examine_questionnaire(whole(piece, language).encode(), "sample.yaml")
    assert questionnaire is not None, diagnostics
    return diagnostics


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_text_before_is_warned_about_and_the_text_after_is_not(name: str, language: str) -> None:
    rule = RULES[name]
    before, after = rule.EXAMPLES[LANGUAGES.index(language)]
    assert rule.CODE.value == name.replace("_", "-")
    found = advised(before, language)
    assert [(d.code, d.severity) for d in found] == [(rule.CODE, "warning")]
    assert found[0].location is not None
    assert found[0].location.line > 1
    assert found[0].hint.endswith(f"; or say why it is meant: accept: {{{rule.CODE}: …}}")
    assert advised(after, language) == []


READER = Path(__file__).parents[2] / "cfdiag" / "formats" / "questionnaire"
BETWEEN_TWO_TEXTS = READER / "changes.py"


def codes_of_a_questionnaire() -> list[str]:
    """Every code that the reader of questionnaires names, with those that it makes out of what is missing."""
    sources = [path for path in READER.rglob("*.py") if path != BETWEEN_TWO_TEXTS]
    sources += (READER.parents[1] / "rules").glob("*.py")
    named = {Code[name] for path in sources for name in re.findall(r"\bCode\.([A-Z_]+)", path.read_text())}
    named |= {Code(f"unknown-{what}") for what in ("scale", "set", "dimension", "group", "key")}
    return sorted(code.value for code in named)


@pytest.mark.parametrize("code", codes_of_a_questionnaire())
def test_every_code_of_a_questionnaire_has_an_example_that_is_one(code: str) -> None:
    examples = examples_of(code)
    assert examples
    for (before, after), language in zip(examples, LANGUAGES, strict=False):
        found = examine_questionnaire(whole(before, language).encode(), "sample.yaml")[1]
        assert {each.code for each in found} == {code}
        assert examine_questionnaire(whole(after, language).encode(), "sample.yaml")[1] == []
        told = explain_code(code)
        assert all(f"  {line}" in told for line in (before + after).splitlines())


YAML = READER.parents[1] / "documents" / "yaml_tree.py"
NOT_IN_A_FEW_LINES = {
    *(Code.EMPTY_FILE, Code.TOO_LARGE, Code.YAML_DEPTH, Code.YAML_NODES),
    Code.CONTROL_CHARACTER,  # nobody would see it
}


def codes_of_yaml() -> list[str]:
    """Every code that the reader of YAML names and that a few lines can have."""
    named = {Code[name] for name in re.findall(r"\bCode\.([A-Z_]+)", YAML.read_text(encoding="utf-8"))}
    return sorted(code.value for code in named - NOT_IN_A_FEW_LINES)


@pytest.mark.parametrize("code", codes_of_yaml())
def test_every_code_of_yaml_has_an_example_that_is_one(code: str) -> None:
    examples = examples_of(code)
    assert examples
    for before, after in examples:
        found = examine_questionnaire(as_written(before).encode(), "sample.yaml")[1]
        assert {each.code for each in found} == {code}
        assert examine_questionnaire(as_written(after).encode(), "sample.yaml")[1] == []
        told = explain_code(code)
        assert all(f"  {line}" in told for line in (before + after).splitlines())


def test_no_example_is_of_a_code_that_there_is_not() -> None:
    held = yaml.safe_load((READER / "examples.yaml").read_text(encoding="utf-8"))
    assert set(held) == {*codes_of_a_questionnaire(), *codes_of_yaml()} - set(CODES)


@pytest.mark.parametrize("name", RULES)
def test_a_reason_answers_it(name: str) -> None:
    rule = RULES[name]
    text = whole(rule.EXAMPLES[0][0], "en")
    with_reason = f"{text}accept: {{{rule.CODE}: It is meant.}}\n"
    assert examine_questionnaire(with_reason.encode(), "sample.yaml")[1] == []
    bare = examine_questionnaire(f"{text}accept: [{rule.CODE}]\n".encode(), "sample.yaml")[1]
    assert [(d.code, d.message) for d in bare] == [
        ("no-reason", f"no reason is given why '{rule.CODE}' is accepted")
    ]


def test_the_page_is_written_from_the_rules() -> None:
    parts = []
    for name in RULES:
        rule = RULES[name]
        parts.append(f"## {rule.CODE}\n\n{rule.CODE.help[0].upper()}{rule.CODE.help[1:]}. {rule.WHY}\n")
        for language, (before, after) in zip(LANGUAGES, rule.EXAMPLES, strict=False):
            called = CALLED[language] if len(rule.EXAMPLES) > 1 else "For example"
            parts.append(f"{called}, before:\n\n```yaml\n{before}```\n\nafter:\n\n```yaml\n{after}```\n")
    text = PAGE.read_text(encoding="utf-8")
    expected = re.sub(
        r"(<!-- rules -->\n).*(<!-- end of rules -->)",
        lambda found: f"{found[1]}\n{chr(10).join(parts)}\n{found[2]}",
        text,
        flags=re.DOTALL,
    )
    if os.environ.get("CFDIAG_REBASELINE"):
        PAGE.write_text(expected, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == expected


def test_there_are_the_rules_that_the_page_promises() -> None:
    assert len(CODES) == len(set(CODES)) >= 21
