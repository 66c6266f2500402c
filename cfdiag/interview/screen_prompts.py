"""The questions around an interview on a screen: questionary's own prompts."""

from __future__ import annotations

from collections.abc import Sequence

import questionary

from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for


class OnScreen:
    """Asks through questionary. Ctrl-C is a KeyboardInterrupt.

    Args:
        language: of the tool's own words.
    """

    def __init__(self, language: str = "") -> None:
        self._t = locale_for(language or "en")

    def pick(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """A list to move in with the arrows."""
        offered = [questionary.Choice(safe(shown, keep_lines=False), value=value) for value, shown in choices]
        return str(
            questionary.select(
                question, choices=offered, instruction=self._t("(arrow keys, then Enter)")
            ).unsafe_ask()
        )

    def text(self, question: str) -> str:
        """A line to type."""
        return str(questionary.text(question).unsafe_ask()).strip()

    def confirm(self, question: str) -> bool:
        """One key."""
        return bool(questionary.confirm(question, default=False).unsafe_ask())
