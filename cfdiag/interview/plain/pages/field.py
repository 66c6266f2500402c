"""Something to type: a text on one line, a number, a date."""

from __future__ import annotations

from cfdiag.interview.plain.conversation import Conversation
from cfdiag.interview.plain.question import ask_value, hold_question


def hold(talk: Conversation) -> None:
    """Ask for a line."""
    hold_question(talk, ask_value)
