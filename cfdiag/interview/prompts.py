"""The few questions around an interview: which questionnaire, which group, who is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cfdiag.interview.face.actions import Act, typed_command
from cfdiag.interview.plain.console import InputEnded, Lines
from cfdiag.locales.catalogue import locale_for


class Prompts(Protocol):
    """Asks one-off questions."""

    def pick(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """One of `(value, what is shown)`; gives the value."""

    def text(self, question: str) -> str:
        """A line of text; empty is an answer too."""

    def confirm(self, question: str) -> bool:
        """Yes or no."""

    def speaking(self, language: str) -> Prompts:
        """The same, in the language of an interview."""


def _found(typed: str, choices: Sequence[tuple[str, str]]) -> str | None:
    for n, (value, _) in enumerate(choices, 1):
        if typed in (str(n), value):
            return value
    words = typed.casefold().split()
    told = [value for value, shown in choices if words and all(word in shown.casefold() for word in words)]
    # A number that is not on the list is a slip, and no part of a date.
    return told[0] if len(told) == 1 and not typed.isdigit() else None


class InLines:
    """Asks in lines. At the end of input, `console.InputEnded`.

    Args:
        lines: where to ask.
        language: of the tool's own words.
    """

    def __init__(self, lines: Lines, language: str = "") -> None:
        self._lines = lines
        self._t = locale_for(language or "en")

    def pick(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """A numbered list; the number, the value itself, or words that only one of them has."""
        self._lines.say(question)
        for n, (_, shown) in enumerate(choices, 1):
            self._lines.say(f"{n}. {' '.join(shown.split())}")
        bounds = {"min": 1, "max": len(choices)}
        while True:
            typed = self._ask(self._t("Enter a number from {min} to {max}: ", **bounds))
            found = _found(typed, choices)
            if found is not None:
                return found
            expected = self._t("a number from {min} to {max}", **bounds)
            self._lines.refuse(self._t("Please give {what}.", what=expected), question)

    def text(self, question: str) -> str:
        """A line."""
        return self._ask(f"{question}: ")

    def confirm(self, question: str) -> bool:
        """Yes or no; anything else is no."""
        typed = self._ask(f"{question} {self._t('Yes or no: ')}")
        return bool(self._t.read_yes_no(typed))

    def _ask(self, prompt: str) -> str:
        """A line; help and leaving are what they are in an interview."""
        while True:
            typed = self._lines.ask(prompt).strip()
            action = typed_command(typed[1:]) if typed.startswith("/") else None
            if action is Act.LEAVE:
                raise InputEnded("left")
            if action is not Act.HELP:
                return typed
            self._lines.say(self._t("Type what is asked for and press Enter; /quit leaves."))

    def speaking(self, language: str) -> InLines:
        """The same, in the language of an interview."""
        return InLines(self._lines, language)
