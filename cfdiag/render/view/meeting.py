"""The meeting inside about one account: 45 minutes, before anybody goes to the customer."""

from __future__ import annotations

from collections.abc import Iterable

from cfdiag.model.blocks import Block, HeadingBlock, ListBlock, ListEntry, ListGroup
from cfdiag.model.view import ReportSection
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, section, table_part

_LINES = 3


def meeting(m: Material, account: str, known: Iterable[Block]) -> ReportSection:
    """The sheet: a round of roles with need and offer, what is first-hand, one request, who comes along.

    Args:
        m: the material.
        account: its name.
        known: what interviews say of it already.
    """
    w = m.words
    steps = {
        w("Why we are here: this customer, seen from every department."): 5,
        w("A round, two minutes each: what I do for them, what I need for it, what I can give."): 15,
        w("What did one of us see or hear at first hand? What is only told? Ask for the last occasion."): 10,
        w(
            "One request to the customer, in one sentence, that they can say yes to. And one thing we give."
        ): 10,
        w("Who asks, who comes along, and on which day?"): 5,
    }
    table = table_part(
        "meeting-steps",
        w("45 minutes"),
        [column(w("Minutes"), numeric=True), column(w("What"))],
        [[cell(w.count(minutes)), cell(what)] for what, minutes in steps.items()],
    )
    to_write = ListBlock(
        groups=(
            _lines(w("Role, need, offer")),
            ListGroup(title=w("The one request"), entries=(ListEntry(text=""),)),
            ListGroup(title=w("Who asks, who comes along, when"), entries=(ListEntry(text=""),)),
        ),
        look="write",
        level=2,
    )
    blocks: list[Block] = [table, HeadingBlock(text=w("Write down")), to_write]
    said = list(known)
    if said:
        blocks += [HeadingBlock(text=w("What the interviews say")), *said]
    lead = w("For those who work with this customer. Nothing of it goes to the customer.")
    return section("meeting", account, lead, blocks)


def _lines(title: str) -> ListGroup:
    return ListGroup(title=title, entries=tuple(ListEntry(text="") for _ in range(_LINES)))
