"""Questions for tests, made without files; and one of every type there is, with what the type needs."""

from __future__ import annotations

from typing import Any

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Option, Question, Scale
from cfdiag.model.text import Text, plain
from cfdiag.questions import TYPES

FIVE = Scale(
    "five", 1, 5, {1: plain("Very poor"), 5: Text({"": {"en": "Excellent", "nl": "Uitstekend"}}, "en")}
)
TEN = Scale("ten", 0, 10, {})
OPTIONS = (
    Option("buyer", Text({"": {"en": "Buyer", "nl": "Inkoper"}}, "en"), 100),
    Option("critic", plain("Critic, now and then"), 20),
    Option("other", plain("Somebody else")),
)

ENGLISH = locale_for("en")


def plain_text(text: Text) -> str:
    return text.pick("en")


def question(type_: str, **more: Any) -> Question:
    return Question(**{"id": "q", "type": type_, "ask": plain("?"), "groups": ("internal",), **more})


def typical(name: str, **more: Any) -> Question:
    """A question of that type, with a scale or options where it cannot be without."""
    need = TYPES[name].needs
    known = {"scale": FIVE, "options": OPTIONS}
    return question(name, **({need.key: known[need.key]} if need else {}) | more)
