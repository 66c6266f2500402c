"""The few questions around an interview: which questionnaire, which group, who is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cfdiag.interview.lines import Lines


class Prompts(Protocol):
    """Asks one-off questions."""

    def pick(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """One of `(value, what is shown)`; gives the value."""

    def text(self, question: str, default: str = "") -> str:
        """A line of text; empty is an answer too."""

    def confirm(self, question: str) -> bool:
        """Yes or no."""


class InLines:
    """Asks in lines. At the end of input, `lines.Stop`."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def pick(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """A numbered list; the number, or the value itself."""
        self._lines.say(question)
        for n, (_, shown) in enumerate(choices, 1):
            self._lines.say(f"{n}. {' '.join(shown.split())}")
        while True:
            typed = self._lines.ask(f"Enter a number from 1 to {len(choices)}: ").strip()
            for n, (value, _) in enumerate(choices, 1):
                if typed in (str(n), value):
                    return value
            self._lines.say(f"Please give a number from 1 to {len(choices)}.")

    def text(self, question: str, default: str = "") -> str:
        """A line; Enter takes the default."""
        shown = f" ({default})" if default else ""
        return self._lines.ask(f"{question}{shown}: ").strip() or default

    def confirm(self, question: str) -> bool:
        """Yes or no; anything else is no."""
        return self._lines.ask(f"{question} Yes or no: ").strip().casefold() in ("y", "yes", "j", "ja")
