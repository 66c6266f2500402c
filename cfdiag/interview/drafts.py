"""What was typed and not accepted: kept beside the answers, also in the finished file. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cfdiag.interview.events import Answered, Cleared, Draft, Event
from cfdiag.model.interview import Interview

_DRAFTS = "drafts"
"""Where `extra` holds them, as `{key#field: text}`."""


def keep_drafts(drafts: dict[tuple[str, str], str], event: Event) -> None:
    """Change the drafts as an event does: an accepted answer has no drafts any more."""
    match event:
        case Draft(key, text, field) if text:
            drafts[key, field] = text
        case Draft(key, _, field):
            drafts.pop((key, field), None)
        # Also its notes: they went with the answer, or were taken back with it.
        case Answered(key) | Cleared(key):
            for place in [place for place in drafts if place[0] == key]:
                del drafts[place]
        case _:
            pass


def with_drafts(iv: Interview, drafts: Mapping[tuple[str, str], str]) -> Interview:
    """The interview with what was typed and never accepted under `extra`, for the finished file."""
    rest = {name: value for name, value in iv.extra.items() if name != _DRAFTS}
    if drafts:
        rest[_DRAFTS] = {f"{key}#{field}": text for (key, field), text in drafts.items()}
    return msgspec.structs.replace(iv, extra=rest)


def drafts_of(iv: Interview) -> dict[tuple[str, str], str]:
    """The drafts that `with_drafts` put into a file."""
    found = iv.extra.get(_DRAFTS)
    if not isinstance(found, dict):
        return {}
    places = ((str(place).rpartition("#"), text) for place, text in found.items())
    return {(key, field): str(text) for (key, _, field), text in places}
