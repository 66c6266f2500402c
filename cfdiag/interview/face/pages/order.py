"""Options to put in order, the best first."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.page_model import ListedOption, OrderBody
from cfdiag.interview.face.pages._page import QuestionPart, why_not
from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.flow import question_at


def present(words: Phrases, entries: Sequence[PageEntry], entry: PageEntry, draft: str) -> QuestionPart:
    """The options as they are offered, and the order as far as it is given."""
    del entries, draft
    question = question_at(entry.step)
    order = tuple(entry.value) if isinstance(entry.value, list) else ()
    options = tuple(ListedOption(id_, label, chosen=id_ in order) for id_, label in words.options(question))
    more = {Act.DIGIT, Act.TOGGLE, Act.SHIFT, Act.MOVE, Act.JUMP, Act.CLEAR}
    body = OrderBody(options, order, why_not(words, entry))
    return QuestionPart(body=body, ask=words.asked(entry.step), actions=frozenset(more))
