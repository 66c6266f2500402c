"""Texts of a questionnaire as they are said: their trees filled in, never more than a page of it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.expression import UNKNOWN, Lookup, Value, holds
from cfdiag.model.questionnaire import Side
from cfdiag.model.text import Text
from cfdiag.model.wording import Either, Filled, WordingPart
from cfdiag.rules.wording import MAX_WORDING, WordingError, is_template, parse_wording

NAMED_IN_TEXTS = ("organisation", "item", "respondent", "account")
"""What a text may ask for, beside the answers by question id."""

NEUTRAL = {"organisation": "your organisation", "account": "this customer", "item": "this", "respondent": ""}
"""What is said where a name is not known (English; translated when said)."""

NEUTRAL_TO: dict[Side, dict[str, str]] = {"inside": {}, "customer": {"organisation": "this supplier"}}
"""Other neutral words for one side: a customer's organisation is not the one it is asked about."""


def say(
    text: Text | None,
    language: str,
    group: str = "",
    side: Side = "inside",
    answers: Lookup | None = None,
    /,
    **context: object,
) -> str:
    """The wording of a text for a group in a language, its names filled in.

    Args:
        text: the text; None says nothing.
        language: two letters; where a translation is missing, the base language is said.
        group: the respondent's group.
        side: where that group stands.
        answers: what conditions ask first; without it they ask the context alone.
        **context: `organisation`, `item`, `respondent`, `account`, and answers by question id. What
            is missing or empty gets neutral words ("your organisation") or nothing.
    """
    if text is None:
        return ""
    wording = text.pick(language, group)
    if not is_template(wording):
        return wording
    return fill(wording, language, context, side, answers)


def fill(
    wording: str,
    language: str,
    context: Mapping[str, object],
    side: Side = "inside",
    answers: Lookup | None = None,
) -> str:
    """A text filled in, at most 20,000 characters of it; one that `check` refuses is said as it stands."""
    try:
        parts = parse_wording(wording)
    except WordingError:
        return wording[:MAX_WORDING]
    translate = locale_for(language)
    neutral = {name: translate(words) if words else "" for name, words in _neutral(side).items()}
    known = {name: value for name, value in context.items() if value not in (None, "", [], ())}
    said: list[str] = []
    _say(parts, _Known(known, neutral, answers), said, MAX_WORDING)
    whole = "".join(said)
    # Neutral words that begin the sentence; a name is written as its owner writes it.
    first = parts[0] if parts else ""
    begins = isinstance(first, Filled) and first.path[0] in neutral and first.path[0] not in known
    return whole[:1].upper() + whole[1:] if begins else whole


def _neutral(side: Side) -> dict[str, str]:
    return {**NEUTRAL, **NEUTRAL_TO[side]}


class _Known(msgspec.Struct, frozen=True):
    """What names stand for while one text is said."""

    context: Mapping[str, object]
    neutral: Mapping[str, str]
    answers: Lookup | None

    def of(self, path: tuple[str, ...]) -> object:
        """What is known under a name; None where nothing is."""
        found: object = self.context.get(path[0])
        for name in path[1:]:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def name(self, path: tuple[str, ...]) -> Value:
        """For conditions: the answer as it was given, else what is said under the name."""
        answer = self.answers.name(path) if self.answers is not None else UNKNOWN
        if answer is not UNKNOWN:
            return answer
        found = self.of(path)
        if isinstance(found, (list, tuple)):
            return tuple(str(entry) for entry in found)
        return found if isinstance(found, (str, bool, int, float)) else UNKNOWN

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """Conditions have no functions."""
        del function, arguments
        return UNKNOWN


def _say(parts: tuple[WordingPart, ...], known: _Known, said: list[str], room: int) -> int:
    """Say parts one after the other; gives how many characters there is still room for."""
    for part in parts:
        if isinstance(part, Either):
            held = (branch for branch in part.branches if holds(branch.condition, known))
            chosen = next(held, None)
            room = _say(chosen.parts, known, said, room) if chosen is not None else room
        else:
            words = part[:room] if isinstance(part, str) else _value(part, known, room)
            said.append(words)
            room -= len(words)
    return room


def _value(name: Filled, known: _Known, room: int) -> str:
    value = known.of(name.path)
    if value is None:
        words = name.default if name.default is not None else known.neutral.get(".".join(name.path), "")
    elif isinstance(value, (list, tuple)):
        words = _joined([str(entry) for entry in value], ", " if name.join is None else name.join, room)
    else:
        words = "" if isinstance(value, Mapping) else str(value)
    return words[:room]


def _joined(entries: list[str], between: str, room: int) -> str:
    """Entries with something between them, no more of them than there is room for."""
    length = n = 0
    for entry in entries:
        n += 1
        length += len(entry) + len(between)
        if length > room:
            break
    return between.join(entries[:n])
