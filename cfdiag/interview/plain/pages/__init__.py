"""The kinds of pages in lines, one file each: a function `hold` asks what is asked, then goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.ground.folder import Folder
from cfdiag.interview.face.presenter import kind_of
from cfdiag.interview.plain.conversation import Conversation

ENTRY = "hold"

PLAIN_PAGES = Folder[Callable[[Conversation], None]](__name__, ENTRY)
"""`{kind: hold}`; the folder is the table."""


def hold_page(talk: Conversation) -> None:
    """The page one is at, under the names of its section and item where those have not been said.

    Raises:
        Go: to the page that comes then.
        Stop: the interview is left.
    """
    step = talk.step
    if step is not None:
        for line in _headings(talk):
            talk.lines.say(line)
        talk.section, talk.item = step.section.id, step.item
    PLAIN_PAGES[kind_of(talk.way.stop)](talk)


def _headings(talk: Conversation) -> list[str]:
    """The section's title and intro, and the item's name, where they are not those that were said last."""
    where, words, stop = talk.presenter.where(talk.way), talk.presenter.words, talk.way.stop
    section = stop.section.id if stop.section is not None else ""
    lines: list[str] = []
    if section != talk.section:
        lines += [
            "",
            words.say("Section {n} of {of}: {title}", n=where.number, of=where.sections, title=where.section),
        ]
        lines += [where.intro] if where.intro else []
    if where.item and (section, stop.steps[0].item) != (talk.section, talk.item):
        name = where.item_name[:1].upper() + where.item_name[1:]
        item = words.say(
            "{name} {n} of {of}: {title}", name=name, n=where.item_number, of=where.items, title=where.item
        )
        lines += ["", item]
    return lines
