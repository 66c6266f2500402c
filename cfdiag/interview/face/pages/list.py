"""Options to pick one or several from."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.page_model import ListBody, ListedOption
from cfdiag.interview.face.pages._page import QuestionPart, why_not
from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.flow import question_at
from cfdiag.questions import TYPES


def present(words: Phrases, entries: Sequence[PageEntry], entry: PageEntry, draft: str) -> QuestionPart:
    """The options as they are offered, those that are picked ticked."""
    del entries, draft
    question = question_at(entry.step)
    several = TYPES[question.type].domain(question).many
    picked = entry.value if isinstance(entry.value, list) else [entry.value]
    options = tuple(ListedOption(id_, label, chosen=id_ in picked) for id_, label in words.options(question))
    more = {Act.DIGIT, Act.MOVE, Act.JUMP, Act.CLEAR, *([Act.TOGGLE] if several else [])}
    body = ListBody(options, several, why_not(words, entry))
    return QuestionPart(body=body, ask=words.asked(entry.step), actions=frozenset(more))
