"""What an interview keeps beside its answers: drafts, and the lists of repeated sections. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cfdiag.interview.events import Answered, Cleared, Draft, Event, ItemAdded
from cfdiag.model.interview import Interview

REMOVED = "removed_items"
"""Where `extra` holds the items taken off lists."""
_DRAFTS = "drafts"


def keep_drafts(drafts: dict[tuple[str, str], str], event: Event) -> None:
    """Change the drafts as an event does: an accepted answer has no drafts any more."""
    match event:
        case Draft(key, text, field) if text:
            drafts[key, field] = text
        case Draft(key, _, field):
            drafts.pop((key, field), None)
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


def removed_items(iv: Interview, section: str) -> dict[str, str]:
    """The items taken off a section's list, `{id: label}`: they can be added again."""
    lists = iv.extra.get(REMOVED)
    found = lists.get(section) if isinstance(lists, dict) else None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def new_item(iv: Interview, section: str, label: str) -> ItemAdded:
    """The event that adds an item: the removed one of that label, else a new id `i1`, `i2`, ….

    An id is never given twice, also not after its item was removed.
    """
    label = label.strip()
    for item, old in removed_items(iv, section).items():
        if old.casefold() == label.casefold():
            return ItemAdded(section, item, label)
    used = {*iv.items.get(section, {}), *removed_items(iv, section)}
    used.update(k.split("/")[1] for k in (*iv.answers, *iv.set_aside) if k.startswith(f"{section}/"))
    highest = max((int(i[1:]) for i in used if i[:1] == "i" and i[1:].isdecimal()), default=0)
    return ItemAdded(section, f"i{highest + 1}", label)


def with_item(iv: Interview, section: str, item: str, label: str) -> Interview:
    """The interview with an item of that label on a section's list."""
    of_section = {**iv.items.get(section, {}), item: label.strip()}
    return msgspec.structs.replace(iv, items={**iv.items, section: of_section})


def with_extra(iv: Interview, name: str, section: str, value: object) -> Interview:
    """The interview with something about a section under `extra`; what is empty is taken away."""
    old = iv.extra.get(name)
    by_section = dict(old) if isinstance(old, dict) else {}
    by_section[section] = value
    if not value:
        del by_section[section]
    extra = {**iv.extra, name: by_section}
    if not by_section:
        del extra[name]
    return msgspec.structs.replace(iv, extra=extra)
