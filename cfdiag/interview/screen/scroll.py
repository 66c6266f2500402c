"""A text longer than its room, and how far the keys of moving go."""

from __future__ import annotations

from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.surface import PageContext, Press

_FAR = 1_000_000


class Scroll:
    """A text that is longer than its room: which part of it is seen."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self.top, self.furthest = 0, 0

    @property
    def at_end(self) -> bool:
        """Whether the end is seen."""
        return self.top >= self.furthest

    def by(self, lines: int) -> None:
        """Move what is seen by so many lines."""
        self.top = min(self.furthest, max(0, self.top + lines))

    def part(self, drawn: list[Line]) -> list[Line]:
        """The lines that fit, from where somebody has scrolled to; a mark says that there are more."""
        height = max(1, self._context.room.body)
        self.furthest = max(0, len(drawn) - height)
        self.top = min(self.top, self.furthest)
        seen = drawn[self.top : self.top + height]
        return [*seen[:-1], [("class:dim", "…")]] if self.top < self.furthest else seen


def steps_of(press: Press, body: int) -> int:
    """How far, and which way, a key of moving goes.

    Args:
        press: an arrow, Page Up or Down, Home or End.
        body: the lines of a page.
    """
    page = max(1, body - 1)
    far = {"up": -1, "left": -1, "pageup": -page, "pagedown": page, "home": -_FAR, "end": _FAR}
    return far.get(press.key, 1)
