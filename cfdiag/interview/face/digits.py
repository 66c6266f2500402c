"""A number that is typed digit by digit where one digit may be the beginning of another. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

PAUSE = 0.6
"""So many seconds a digit waits for the next one."""
LINGER = 1.4
"""So many seconds more a number that was taken for want of another digit can still become a longer one."""


class Typed(NamedTuple):
    """What has been typed so far."""

    waiting: str = ""
    """What may still become another number."""
    number: int | None = None
    """The number, as soon as it can be no other."""
    wrong: str = ""
    """What was typed and is no number of these, nor the beginning of one."""


def typed(waiting: str, key: str, known: Collection[int]) -> Typed:
    """One more key: a digit, or the minus before one.

    Args:
        waiting: what was typed before it and waits.
        key: the key.
        known: the numbers there are.
    """
    text = waiting + key
    longer = any(str(n).startswith(text) and str(n) != text for n in known)
    if longer:
        return Typed(waiting=text)
    number = settled(text, known)
    return Typed(wrong=text) if number is None else Typed(number=number)


def settled(waiting: str, known: Collection[int]) -> int | None:
    """The number that waits, where nothing more comes; None where it is none of these."""
    return next((n for n in known if str(n) == waiting), None)
