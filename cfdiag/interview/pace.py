"""How fast an interview goes: as fast as its author says at first, then as fast as it is seen to go. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone

from cfdiag.model.interview import Interview

_WEIGHT = 300.0
"""What the author says weighs as much as so many seconds of questions that were seen."""
_PAUSE = 300.0
"""Seconds after which a gap between two answers is a pause rather than a pace."""
_FASTEST, _SLOWEST = 0.25, 4.0
"""How far a pace that was seen is believed."""


class Pace:
    """The pace of one sitting.

    Args:
        usual: what is to be expected, as a factor of the usual time.
        now: the beginning.
    """

    def __init__(self, usual: float, now: datetime) -> None:
        self._expected, self._taken = _WEIGHT, _WEIGHT * usual
        # An author may know better than these bounds: what they say is believed.
        self._fastest, self._slowest = min(_FASTEST, usual), max(_SLOWEST, usual)
        self._last = now
        """When the last answer came, or this sitting began."""
        self._at = ""
        self._seen: set[str] = set()

    @property
    def factor(self) -> float:
        """How long it takes, as a factor of the usual time."""
        return min(self._slowest, max(self._fastest, self._taken / self._expected))

    def see(self, key: str, seconds: float, now: datetime) -> None:
        """An answer was given; one that is given again counts once, with the time it took in all.

        Args:
            key: the answer's key.
            seconds: how long it usually takes.
            now: when it was given.
        """
        gap, self._last = (now - self._last).total_seconds(), now
        # Going back to correct an answer says nothing about how fast the rest will go.
        first, still_at_it = key not in self._seen, key == self._at
        self._seen.add(key)
        self._at = key
        # A clock that was set back gives negative gaps, and a telephone call a long one.
        if not 0 <= gap < _PAUSE or not (first or still_at_it):
            return
        self._taken += gap
        if first:
            self._expected += seconds

    def go_on(self, now: datetime) -> None:
        """Somebody takes it up again: what lies between is a pause."""
        self._last = now


def seen_before(usual: float, iv: Interview, times: Mapping[str, float], now: datetime) -> Pace:
    """The pace of an interview that is begun or gone on with, as far as its answers show it.

    Args:
        usual: what is to be expected, as a factor of the usual time.
        iv: the interview; answers without a time of day show nothing.
        times: how long each question usually takes, by its key.
        now: when it is taken up.
    """
    given = sorted(
        (moment, key) for key, answer in iv.answers.items() if (moment := _moment(answer.at)) is not None
    )
    pace = Pace(usual, _moment(iv.started or "") or (given[0][0] if given else now))
    for moment, key in given:
        if key in times:
            pace.see(key, times[key], moment)
    pace.go_on(now)
    return pace


def _moment(at: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(at.replace("Z", "+00:00")) if "T" in at else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo is not None else found.replace(tzinfo=timezone.utc)
