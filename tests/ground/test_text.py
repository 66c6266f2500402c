"""Texts: picked, made safe, measured and wrapped."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.ground.cells import clip, pad, width, wrap
from cfdiag.ground.safe import json_text, safe, unsafe_offsets
from cfdiag.model.text import Text, plain

BOTH = Text({"": {"en": "Hello", "nl": "Dag"}}, "en")
GROUPS = Text({"internal": {"en": "We", "nl": "Wij"}, "customer": {"en": "They"}}, "en")


@pytest.mark.parametrize(
    ("text", "language", "group", "picked"),
    [
        (BOTH, "nl", "", "Dag"),
        (BOTH, "de", "customer", "Hello"),
        (GROUPS, "nl", "internal", "Wij"),
        (GROUPS, "nl", "customer", "They"),
        (GROUPS, "en", "owner", "We"),
        (Text({"": {"en": ""}}, "en"), "nl", "", ""),
    ],
)
def test_picking(text: Text, language: str, group: str, picked: str) -> None:
    assert text.pick(language, group) == picked


def test_languages_are_those_of_every_wording() -> None:
    assert BOTH.languages() == {"en", "nl"}
    assert GROUPS.languages() == {"en"}
    assert plain("x", "nl").languages() == {"nl"}


def test_safe_replaces_what_moves_a_cursor_or_turns_text_around() -> None:
    hostile = "a\x1b]52;c;evil\x07b\u202ec\u2066d\x9be\ufefff\u2028g"
    assert safe(hostile) == "a�]52;c;evil�b�c�d�e�f�g"
    assert safe("one\ttwo\nthree") == "one\ttwo\nthree"
    assert safe("one\ttwo\nthree", keep_lines=False) == "one two three"


@given(st.text())
def test_safe_is_idempotent_and_keeps_length(value: str) -> None:
    assert safe(safe(value)) == safe(value)
    assert len(safe(value)) == len(value)
    assert unsafe_offsets(safe(value)) == []
    assert (unsafe_offsets(value) == []) == (safe(value) == value)


@pytest.mark.parametrize(
    ("value", "cells"), [("abc", 3), ("応答", 4), ("e\u0301", 1), ("", 0), ("a\u200bb", 2)]
)
def test_width(value: str, cells: int) -> None:
    assert width(value) == cells


@given(st.text(alphabet="ab 応答é\u0301-"), st.integers(1, 20))
def test_nothing_is_wider_than_asked(value: str, cells: int) -> None:
    assert width(clip(value, cells)) <= cells
    assert width(pad(value, cells)) == cells
    for line in wrap(value, max(2, cells)):
        assert width(line) <= max(2, cells)


@given(st.text(alphabet="abc 応\n"), st.integers(2, 30))
def test_wrapping_loses_no_word(value: str, cells: int) -> None:
    assert "".join("".join(wrap(value, cells)).split()) == "".join(value.split())


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\ufffe \uffff \U0001fffe \U0010ffff", "\ufffd \ufffd \ufffd \ufffd"),
        ("\ufdd0\ufdef", "\ufffd\ufffd"),
        ("a\U000e0041\U000e007f", "a\ufffd\ufffd"),
        ("👩\u200d👩\u200d👧 \u200d\u200d\u200d", "👩\u200d👩\u200d👧 \u200d\u200d\u200d"),
        ("a" + "\u200d" * 4 + "b", "a\ufffdb"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_is_no_character_or_hides_is_replaced(given: str, shown: str) -> None:
    assert safe(given) == shown
    assert bool(unsafe_offsets(given)) is (given != shown)


def test_json_is_exact_and_steers_nothing():
    words = (
        "\x1b[31m \x7f \x9b \u202e \u2028 \ufffe \U0001fffe \U000e0041 \u200d\u200d\u200d\u200d\u200d é 🙂"
    )
    text = json_text([words, {words: 1}])
    assert json.loads(text) == [words, {words: 1}]
    assert safe(text) == text
    assert "é 🙂" in text


def test_what_python_prints_is_left_as_it_is():
    """Most texts are looked at no closer than that: nothing unsafe may be printed."""
    printed = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert unsafe_offsets(printed) == []
