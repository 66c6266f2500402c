"""The values that a name in a condition or rule can take."""

from __future__ import annotations

import math
from collections.abc import Iterable


class Domain:
    """The values a name can take: numbers between two ends, some words, a list of some words, or any."""

    __slots__ = ("high", "low", "many", "whole", "words")

    def __init__(
        self,
        low: float = -math.inf,
        high: float = math.inf,
        *,
        whole: bool = False,
        words: Iterable[str] | None = None,
        many: bool = False,
    ) -> None:
        self.low, self.high, self.whole = low, high, whole
        self.words = None if words is None else tuple(words)
        self.many = many
        """A list of words rather than one of them."""

    @property
    def numeric(self) -> bool:
        """Numbers, not words."""
        return self.words is None

    def __str__(self) -> str:
        if self.words is not None:
            return f"one of {', '.join(self.words)}" if self.words else "a text"
        if math.isinf(self.high):
            return "a number" if math.isinf(self.low) else f"a number of at least {self.low:g}"
        return f"a number from {self.low:g} to {self.high:g}"


ANY_TEXT = Domain(words=())
"""Free text and dates: any words."""
