"""The items of repeated sections: on the list, off it, looked through. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from cfdiag.interview.events import ItemAdded
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Section

REMOVED = "removed_items"
"""Where `extra` holds the items taken off lists."""
OWN_ITEM = re.compile(r"i(\d+)", re.ASCII)
"""The id of an item that an interview added itself."""
OFFERED = "offered_items"
"""Where `extra` holds the engagement's items of lists from which some are chosen."""
SETTLED = "items_settled"
"""Where `extra` holds the sections whose list of items was looked through."""


def label_of(iv: Interview, section: Section, item: str) -> str:
    """An item's label: a default one that nobody renamed is shown in the interview's language."""
    label = iv.items.get(section.id, {}).get(item, "")
    default = section.repeat.items.get(item) if section.repeat else None
    if default is None or not any(label in by_language.values() for by_language in default.wordings.values()):
        return label
    return default.pick(iv.language, iv.respondent.group)


def is_settled(iv: Interview, section: str) -> bool:
    """Whether somebody has looked a section's list through."""
    settled = iv.extra.get(SETTLED)
    return isinstance(settled, dict) and bool(settled.get(section))


def removed_items(iv: Interview, section: str) -> dict[str, str]:
    """The items taken off a section's list, `{id: label}`: they can be added again."""
    lists = iv.extra.get(REMOVED)
    found = lists.get(section) if isinstance(lists, dict) else None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def offered_items(iv: Interview, section: Section) -> dict[str, str]:
    """The items that somebody chooses from, `{id: label}`; empty where all are on the list at first."""
    repeat, group = section.repeat, iv.respondent.group
    if repeat is None or repeat.pick(group) is None:
        return {}
    lists = iv.extra.get(OFFERED)
    brought = lists.get(section.id) if isinstance(lists, dict) else None
    if isinstance(brought, dict):
        return {str(k): str(v) for k, v in brought.items()}
    return {item: text.pick(iv.language, group) for item, text in repeat.items.items()}


def listed_items(iv: Interview, section: Section) -> dict[str, str]:
    """Everything that a section's list shows, `{id: label}`, on the list or not, in an order that stays."""
    on = {item: label_of(iv, section, item) for item in iv.items.get(section.id, {})}
    offered, off = offered_items(iv, section), removed_items(iv, section.id)
    labels = {**off, **offered, **on}
    return {item: labels[item] for item in dict.fromkeys((*offered, *on, *off))}


def new_item(iv: Interview, section: str, label: str, offered: Mapping[str, str] | None = None) -> ItemAdded:
    """The event that adds an item: the removed or offered one of that label, else a new id `i1`, `i2`, ….

    An id is never given twice, also not after its item was removed.
    """
    label, on = label.strip(), iv.items.get(section, {})
    off = {**removed_items(iv, section), **(offered or {})}
    for item, old in off.items():
        if item not in on and old.casefold() == label.casefold():
            return ItemAdded(section, item, old if offered else label)
    used = {*on, *off}
    # The list may have been written by another program; answers about items that are gone stand there still.
    used.update(k.split("/")[1] for k in (*iv.answers, *iv.set_aside) if k.startswith(f"{section}/"))
    highest = max((int(own[1]) for id_ in used if (own := OWN_ITEM.fullmatch(id_))), default=0)
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
