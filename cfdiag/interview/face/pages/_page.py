"""What a page of a question is made of, and what most of them need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.page_model import Body, CellName
from cfdiag.interview.face.phrases import Phrases


class QuestionPart(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of page has of its own; what every page of a question has is put around it."""

    body: Body
    ask: str
    """The question, or what is asked of several together."""
    actions: frozenset[Act]
    """What can be done here beside what can be done with every question."""
    prompts: Mapping[CellName, str] = {}
    """Before the cursor, where it is asked in another way than the type of the question says."""
    has_basis: bool = False
    """Whether what an answer rests on stands in the body already."""


Present = Callable[[Phrases, Sequence[PageEntry], PageEntry, str], QuestionPart]
"""`present(words, entries, entry, draft)`: the words of this interview; the answers on the page; the one that
it is about just now; what was typed for that one and not accepted."""


def why_not(words: Phrases, entry: PageEntry) -> str:
    """Why there is no answer, in words; empty where there is one, or nobody has said."""
    status = entry.status
    return words.status(status) if status is not None and status != "answered" else ""
