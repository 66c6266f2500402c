"""Where somebody is in an interview, and where they can go from there. Pure: every move gives a new value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from cfdiag.interview.flow import Step, first_open
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire, Section

OPENING = "opening"
REVIEW = "review"
READ_BACK = "read_back"

StopKind = Literal["opening", "intro", "items", "questions", "review", "read_back"]


class Stop(msgspec.Struct, frozen=True):
    """One page. `id` stays the same while the interview changes around it."""

    id: str
    kind: StopKind
    steps: tuple[Step, ...] = ()
    section: Section | None = None


_LAST = (Stop(REVIEW, "review"), Stop(READ_BACK, "read_back"))


class Navigator(msgspec.Struct, frozen=True):
    """A place on the way through an interview.

    Args:
        stops: the pages in order; the last are the review, and what is read back before the end.
        place: where among them one is.
        key: the step on the page that one came for; empty where one came for the page.
        changing: whether one came from the review, to change that step, and goes back there.
    """

    stops: tuple[Stop, ...]
    place: int = 0
    key: str = ""
    changing: bool = False

    @property
    def stop(self) -> Stop:
        """The page one is at."""
        return self.stops[min(self.place, len(self.stops) - 1)]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that is asked on the way."""
        return tuple(step for stop in self.stops for step in stop.steps)

    def section(self) -> tuple[int, int]:
        """Which section this is, from 1, and of how many; (0, 0) where it is none."""
        ids = list(dict.fromkeys(stop.section.id for stop in self.stops if stop.section is not None))
        here = self.stop.section
        return (ids.index(here.id) + 1, len(ids)) if here is not None and here.id in ids else (0, 0)

    def question(self) -> int:
        """Which question this is, from 1, of all that are asked; 0 where it is none."""
        keys = [step.key for step in self.steps if step.question is not None]
        return keys.index(self.stop.id) + 1 if self.stop.id in keys else 0

    def rebuilt(self, stops: tuple[Stop, ...]) -> Navigator:
        """The same page on another way: an answer may have put others before or after it."""
        here = self.stop
        if self.place < len(stops) and stops[self.place].id == here.id:
            return Navigator(stops, self.place, self.key, self.changing)
        ids = (here.id, self.key, *(step.key for step in here.steps))
        found = (place_of(stops, id_) for id_ in ids if id_)
        place = next((place for place in found if place is not None), self.place)
        return Navigator(stops, min(place, len(stops) - 1), self.key, self.changing)

    def on(self, keys: Sequence[str] = ()) -> Navigator:
        """The next page; after a change that was begun in the review, the review.

        Args:
            keys: the steps that were on this page, where it may have changed since.
        """
        return self._turned(self._current(keys[::-1]) + 1)

    def back(self, keys: Sequence[str] = ()) -> Navigator:
        """The page before; the review, where a change was begun there."""
        return self._turned(self._current(keys) - 1)

    def to(self, id_: str) -> Navigator | None:
        """The page of that id, or the one with the step of that key; None where there is none."""
        place = place_of(self.stops, id_)
        return None if place is None else Navigator(self.stops, place, id_)

    def change(self, key: str) -> Navigator | None:
        """A step, to be changed from the review."""
        found = self.to(key)
        return None if found is None else msgspec.structs.replace(found, changing=True)

    def review(self, key: str = "") -> Navigator:
        """The review, at the line of that step."""
        return Navigator(self.stops, place_of(self.stops, REVIEW) or 0, key)

    def read_back(self) -> Navigator:
        """The words that were noted, to be agreed before the end."""
        return Navigator(self.stops, len(self.stops) - 1)

    def settled(self) -> Navigator:
        """The same page, no longer as a change from the review."""
        return msgspec.structs.replace(self, changing=False)

    def next_open(self, q: Questionnaire, iv: Interview) -> Navigator:
        """The first step that nobody has dealt with; the review where there is none."""
        key = first_open(q, iv)
        return (self.to(key) if key else None) or self.review()

    def _turned(self, place: int) -> Navigator:
        if self.changing:
            return self.review(self.key)
        return Navigator(self.stops, min(max(0, place), len(self.stops) - 1))

    def _current(self, keys: Sequence[str]) -> int:
        here = self.stop
        if not keys or keys[0] in [step.key for step in here.steps]:
            return min(self.place, len(self.stops) - 1)
        found = (place_of(self.stops, id_) for id_ in keys)
        return next((place for place in found if place is not None), self.place)


def first_stop(stops: tuple[Stop, ...], q: Questionnaire, iv: Interview, *, begun: bool) -> Navigator:
    """The first page of a new interview, else the first open one, else the review."""
    if not begun:
        return Navigator(stops)
    return msgspec.structs.replace(Navigator(stops).next_open(q, iv), key="")


def route(pages: Sequence[tuple[Step, ...]]) -> tuple[Stop, ...]:
    """The stops: opening, each section's intro, its list of items, its questions; review and words."""
    stops = [Stop(OPENING, "opening")]
    section = ""
    for page in pages:
        first = page[0]
        if first.section.id != section:
            section = first.section.id
            if first.section.intro is not None:
                stops.append(Stop(f"intro:{section}", "intro", (), first.section))
        stops.append(_asked(page))
    return (*stops, *_LAST)


def one_by_one(steps: Sequence[Step]) -> tuple[Stop, ...]:
    """The stops of somebody who is asked one thing at a time: every step; review and words."""
    return (*(_asked((step,)) for step in steps), *_LAST)


def place_of(stops: Sequence[Stop], id_: str) -> int | None:
    """Where the stop of that id is, or the one that holds the step of that key."""
    for place, stop in enumerate(stops):
        if stop.id == id_ or any(step.key == id_ for step in stop.steps):
            return place
    return None


def _asked(page: tuple[Step, ...]) -> Stop:
    first = page[0]
    return Stop(first.key, "items" if first.question is None else "questions", page, first.section)
