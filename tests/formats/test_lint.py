"""Advice on content: given where it is deserved, silent where it is not, accepted in place."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import pytest
from kits.formats import BASE, changed, codes, examine, shown
from kits.golden import check

from cfdiag.formats.questionnaire.lint import CODES


def ask(wording: str, type_: str = "rating", extra: str = "", language: str = "en") -> list[str]:
    """Codes for a question with this wording."""
    scale = " scale: five, label: Short," if type_ == "rating" else ""
    question = f'      - {{id: extra, type: {type_},{scale} ask: "{wording}"{extra}}}\n'
    text = changed(
        ("  - id: points\n", question + "  - id: points\n"),
        ("version: 1.0.0", f"version: 1.0.0\nlanguage: {language}"),
    )
    found, diagnostics = examine(text)
    assert found is not None, shown(diagnostics)
    return codes(diagnostics)


TWENTY_FIVE = " ".join(["word"] * 25) + "?"


@pytest.mark.parametrize(
    ("wording", "type_", "language", "expected"),
    [
        (TWENTY_FIVE, "text", "en", []),
        ("one " + TWENTY_FIVE, "text", "en", ["long-question"]),
        ("one {{ organisation }} " + " ".join(["word"] * 23), "text", "en", []),
        ("How good are quality and price?", "rating", "en", []),
        ("How good is it? And how dear?", "rating", "en", ["two-questions"]),
        ("How good is it and what does it cost?", "rating", "en", ["two-questions"]),
        ("Do you visit them, and do you call them?", "yes_no", "en", ["two-questions"]),
        ("Do you know that they listen and do not defend?", "yes_no", "en", []),
        ("We visit them and we call them.", "rating", "en", ["two-questions"]),
        ("We listen to what they want and need.", "rating", "en", []),
        ("When was that? What happened?", "text", "en", []),
        ("When was that? What happened? Who was there?", "text", "en", ["two-questions"]),
        ("What happened and who was there?", "text", "en", []),
        ("Hoe goed is het en wat kost het?", "rating", "nl", ["two-questions"]),
        ("Wij bellen hen en wij bezoeken hen.", "rating", "nl", ["two-questions"]),
        ("We never do nothing.", "rating", "en", ["double-negative"]),
        ("We don't leave without an agreement.", "rating", "en", ["double-negative"]),
        ("If not, why not?", "text", "en", []),
        ("We are not only fast, we never forget.", "rating", "en", []),
        ("No promise was broken; none was forgotten.", "rating", "en", []),
        ("Wij doen nooit niets.", "rating", "nl", ["double-negative"]),
        ("Niet alleen snel, maar ook nooit te laat.", "rating", "nl", []),
        ("Don't you agree that it is good?", "yes_no", "en", ["leading-question"]),
        ("Vindt u niet dat het goed is?", "yes_no", "nl", ["leading-question"]),
        ("Was vinden Sie nicht gut, und was nie?", "text", "de", []),
    ],
)
def test_wordings(wording: str, type_: str, language: str, expected: list[str]) -> None:
    assert ask(wording, type_, language=language) == expected


def test_reverse_keyed_items_are_opposites() -> None:
    assert ask("We do not thank them.", extra=", reverse: true") == ["negated-reverse"]
    assert ask("Thanks are forgotten here.", extra=", reverse: true") == []


CASES = {
    "scale-labels": [("labels: {1: Poor, 5: Good}", "labels: {1: Poor}")],
    "nothing-to-compare": [
        ("for: [customer], ", ""), ("dimension: kept, ask", "dimension: kept, for: [internal], ask"),
        ('        when: sells == "yes"\n        ask: {internal: What will they say?, customer: How was the service?}',
         "        for: [internal]\n        ask: What will they say?"),
        ("importance: true", "importance: [internal]"), ("{id: role,", "{id: role, for: [internal],"),
        ("{id: touch,", "{id: touch, for: [internal],"),
    ],
    "unreachable-action": [("{buyer: Buyer,", "{buyer: {label: Buyer, points: 60},"), ("score.service < 50", "points.role < 50")],
    "never-asked": [("type: yes_no, dimension", "type: yes_no, for: [internal], dimension")],
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_structure(code: str) -> None:
    found, diagnostics = examine(changed(*CASES[code]))
    assert found is not None, shown(diagnostics)
    assert {d.severity for d in diagnostics} == {"warning"}
    check(f"formats/lint-{code}.txt", shown(diagnostics))


@pytest.mark.parametrize("code", CASES)
def test_accepted_at_the_top(code: str) -> None:
    text = changed(*CASES[code]).replace("accept: [no-label]", f"accept: [no-label, {code}]")
    assert codes(examine(text)[1]) == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("scale-labels", "{min: 1,", "{accept: [scale-labels], min: 1,"),
        ("unreachable-action", "because: [level]", "accept: [unreachable-action]"),
        ("never-asked", "importance: true", "accept: [never-asked]"),
    ],
)
def test_accepted_in_place(code: str, old: str, new: str) -> None:
    text = changed(*CASES[code])
    assert old in text
    assert codes(examine(text.replace(old, new))[1]) == []


def test_accepted_on_a_question() -> None:
    assert ask("Is it good? Is it cheap?", extra=", accept: [two-questions]") == []
    assert ask("Is it good? Is it cheap?", extra=", accept: [long-question]") == ["two-questions"]


def test_an_unknown_code_is_a_fault() -> None:
    found, diagnostics = examine(BASE.replace("accept: [no-label]", "accept: [no-label, two-question]"))
    assert found is None
    assert [(d.code, d.hint) for d in diagnostics] == [("unknown-code", "did you mean 'two-questions'?")]


def test_every_code_of_this_file_exists() -> None:
    assert set(CASES) < set(CODES)


def test_of_many_wordings_the_first_is_named_once() -> None:
    text = changed(
        ("title: How was it?", "title: {en: How was it?, nl: Hoe was het?}"),
        ("ask: Do you sell directly?", "ask: {en: Do you? Or not?, nl: Doet u dat? Of niet?}"),
    )
    found = [d for d in examine(text)[1] if d.code == "two-questions"]
    assert [d.message for d in found] == ["two questions in one (en)"]
