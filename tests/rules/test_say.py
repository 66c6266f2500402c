"""Texts filled in: names, neutral words, answers, and nothing dangerous."""

from __future__ import annotations

import pytest

from cfdiag.model.text import Text, plain
from cfdiag.rules.say import NAMES, fill, say

ORGANISATION = Text(
    {"": {"en": "How does {{ organisation }} do?", "nl": "Hoe doet {{ organisation }} het?"}}, "en"
)


def test_names_are_filled_in() -> None:
    assert say(ORGANISATION, "en", organisation="Alice GmbH") == "How does Alice GmbH do?"


def test_a_missing_or_empty_name_gets_neutral_words() -> None:
    assert say(ORGANISATION, "en") == "How does your organisation do?"
    assert say(ORGANISATION, "en", organisation="") == "How does your organisation do?"
    assert say(ORGANISATION, "en", organisation=None) == "How does your organisation do?"
    assert "{{" not in say(ORGANISATION, "nl")
    assert "your" not in say(ORGANISATION, "nl")


def test_no_text_says_nothing() -> None:
    assert say(None, "en") == ""


def test_wordings_by_group() -> None:
    text = Text({"a": {"en": "We: {{ item }}"}, "b": {"en": "They: {{ item }}"}}, "en")
    assert say(text, "nl", "b", item="invoice") == "They: invoice"


def test_answers_by_id_and_conditions() -> None:
    text = plain("{% if size %}With {{ size }} people{% else %}Alone{% endif %}: {{ tools | join(', ') }}")
    assert say(text, "en", size=3, tools=["a", "b"]) == "With 3 people: a, b"
    assert say(text, "en") == "Alone: "


def test_markup_is_not_escaped_for_the_terminal() -> None:
    assert say(ORGANISATION, "en", organisation="A & <B>") == "How does A & <B> do?"


@pytest.mark.parametrize("wording", ["a { b } c", "100 {", "}}"])
def test_braces_alone_are_text(wording: str) -> None:
    assert say(plain(wording), "en") == wording


@pytest.mark.parametrize(
    "wording",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ organisation.__class__.__init__.__globals__ }}",
        "{{ ''.format.__globals__ }}",
        "{{ 1 / 0 }}",
        "{{ broken",
        "{{ x | nofilter }}",
    ],
)
def test_what_cannot_or_must_not_render_reveals_nothing_and_does_not_fail(wording: str) -> None:
    said = say(plain(wording), "en", organisation="A")
    assert said in ("", wording)


def test_what_is_filled_in_is_never_a_template_itself() -> None:
    assert say(ORGANISATION, "en", organisation="{{ 7 * 7 }}") == "How does {{ 7 * 7 }} do?"


def test_objects_come_as_text_only() -> None:
    class Secret:
        token = "s3cret"  # noqa: S105

        def __str__(self) -> str:
            return "shown"

    assert fill("{{ item }} {{ item.token }}", "en", {"item": Secret()}).strip() == "shown"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_neutral_words_in_dutch(name: str) -> None:
    assert "{" not in say(plain("{{ " + name + " }}"), "nl")
