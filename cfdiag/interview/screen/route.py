"""The way through an interview: the pages in their order, made anew whenever an answer changes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cfdiag.interview.flow import Step
from cfdiag.model.questionnaire import Section

OPENING = "opening"
REVIEW = "review"


class Stop(NamedTuple):
    """One page. `id` stays the same while the interview changes around it."""

    id: str
    kind: Literal["opening", "intro", "items", "block", "review"]
    steps: tuple[Step, ...] = ()
    section: Section | None = None


def route(pages: Sequence[tuple[Step, ...]]) -> tuple[Stop, ...]:
    """The stops: opening, each section's intro, its list of items, its questions, at the end the review."""
    stops = [Stop(OPENING, "opening")]
    section = ""
    for page in pages:
        first = page[0]
        if first.section.id != section:
            section = first.section.id
            if first.section.intro is not None:
                stops.append(Stop(f"intro:{section}", "intro", (), first.section))
        kind: Literal["items", "block"] = "items" if first.question is None else "block"
        stops.append(Stop(first.key, kind, page, first.section))
    stops.append(Stop(REVIEW, "review"))
    return tuple(stops)


def place_of(stops: Sequence[Stop], id_: str) -> int | None:
    """Where the stop of that id is, or the one that holds the step of that key."""
    for place, stop in enumerate(stops):
        if stop.id == id_ or any(step.key == id_ for step in stop.steps):
            return place
    return None
