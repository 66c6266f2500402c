"""A list of which somebody chooses a few items, for the tests of both front ends."""

from __future__ import annotations

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.interview.session import Session
from kits.screen import session

SOURCE = """\
cfdiag: 1
id: picking
version: 1.0.0
title: {en: Picking, nl: Kiezen}
groups: {internal: {side: inside, title: Inside}, customer: {side: customer, title: Customers}}
scales: {five: {min: 1, max: 5}}
sections:
  - id: moments
    repeat:
      ask: {internal: Which are there?, customer: Which four matter most to you?}
      name: moment
      items:
        first: {en: First contact, nl: Eerste contact}
        offer: {en: The offer, nl: De offerte}
        start: {en: The start, nl: De start}
        order: {en: The delivery, nl: De levering}
        bill: {en: The bill, nl: De factuur}
        help: {en: Getting help, nl: Hulp krijgen}
        stop: {en: Leaving, nl: Opzeggen}
      pick: {customer: PICK}
    questions:
      - {id: rated, type: rating, scale: five, ask: "How well does it go: {{ item }}?"}
      - {id: why, type: text, ask: "What happened at {{ item }}?"}
"""


def picking(pick: str = "4", *, group: str = "customer", language: str = "en", least: int = 0) -> Session:
    """A session that is at the beginning; `least` items must be there at the end."""
    text = SOURCE.replace("PICK", pick).replace(
        "      name: moment\n", f"      name: moment\n      min: {least}\n"
    )
    return session(read_questionnaire(text.encode(), "picking.yaml"), group=group, language=language)


def chosen(held: Session) -> list[str]:
    """The items on the list."""
    return list(held.interview.items["moments"])
