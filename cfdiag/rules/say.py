"""Texts of a questionnaire as they are said: templates filled in, in Jinja's immutable sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Side
from cfdiag.model.text import Text

NAMES = ("organisation", "item", "respondent", "account")
"""What a text may ask for, beside the answers by question id."""

NEUTRAL = {"organisation": "your organisation", "account": "this customer", "item": "this", "respondent": ""}
"""What is said where a name is not known (English; translated when said)."""

NEUTRAL_TO: dict[Side, dict[str, str]] = {"inside": {}, "customer": {"organisation": "this supplier"}}
"""Other neutral words for one side: a customer's organisation is not the one it is asked about."""

_TEMPLATE_SIGNS = ("{{", "{%", "{#")


def say(
    text: Text | None, language: str, group: str = "", side: Side = "inside", /, **context: object
) -> str:
    """The wording of a text for a group in a language, its names filled in.

    Args:
        text: the text; None says nothing.
        language: two letters; where a translation is missing, the base language is said.
        group: the respondent's group.
        side: where that group stands.
        **context: `organisation`, `item`, `respondent`, `account`, and answers by question id. What
            is missing or empty gets neutral words ("your organisation") or nothing.
    """
    if text is None:
        return ""
    wording = text.pick(language, group)
    if not is_template(wording):
        return wording
    return fill(wording, language, context, side)


def is_template(wording: str) -> bool:
    """Whether a wording holds anything to fill in."""
    return "{" in wording and any(sign in wording for sign in _TEMPLATE_SIGNS)


def fill(wording: str, language: str, context: Mapping[str, object], side: Side = "inside") -> str:
    """A template filled in; one that cannot be rendered is said as it stands."""
    translate = locale_for(language)
    neutral = {**NEUTRAL, **NEUTRAL_TO[side]}
    values = {name: translate(words) if words else "" for name, words in neutral.items()}
    values.update({name: _harmless(value) for name, value in context.items() if value not in (None, "")})
    try:
        said = _compile(wording).render(values)
    except (TemplateError, TypeError, ValueError, ArithmeticError):
        return wording
    # Neutral words that begin the sentence; a name is written as its owner writes it.
    begins = wording.startswith("{{") and any(said.startswith(translate(w)) for w in neutral.values() if w)
    return said[:1].upper() + said[1:] if begins else said


def _harmless(value: object) -> Any:  # noqa: ANN401  plain values only
    """Texts, numbers and lists of them: a template never sees an object with methods of ours."""
    if isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [_harmless(entry) for entry in value]
    return str(value)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    # Plain text for a terminal: escaping for HTML or Markdown is the report's affair.
    return ImmutableSandboxedEnvironment(autoescape=False, undefined=ChainableUndefined)


@lru_cache(maxsize=4096)
def _compile(wording: str) -> Template:
    return _environment().from_string(wording)
