"""The page of advice, written from the rules: a text before gives its warning, and the one after none."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cfdiag.documents.nodes import to_plain
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.questionnaire.lint import CODES, RULES
from cfdiag.formats.questionnaire.reader import examine_questionnaire
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
