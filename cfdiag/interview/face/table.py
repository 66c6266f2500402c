"""Who sits at the table, as both modes know it; only in hand, never in a file."""

from __future__ import annotations

from cfdiag.model.engagement import Engagement, Person


class Table:
    """Who sits at it, as far as the engagement knows.

    Args:
        engagement: with its lists and its roster.
        person: who of the roster is here, where that is known.
        ask: whether who is here is asked before anything else; what an interview cannot do without always is.
    """

    def __init__(
        self, engagement: Engagement | None = None, person: Person | None = None, *, ask: bool = True
    ) -> None:
        self.engagement = engagement or Engagement()
        self.person = person
        self.ask = ask
