"""Options, numbered, to be typed in order, the best first."""

from __future__ import annotations

from cfdiag.interview.plain.conversation import Conversation
from cfdiag.interview.plain.question import ask_value, hold_question


def hold(talk: Conversation) -> None:
    """Ask for an order."""
    hold_question(talk, ask_value)
