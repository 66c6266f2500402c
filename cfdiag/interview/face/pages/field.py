"""A field to type in."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.page_model import FieldBody
from cfdiag.interview.face.pages._page import QuestionPart, why_not
from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.flow import question_at
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES


def present(words: Phrases, entries: Sequence[PageEntry], entry: PageEntry, draft: str) -> QuestionPart:
    """What is saved and what was typed, and what an answer looks like where that is not free."""
    del entries
    question = question_at(entry.step)
    several_lines = TYPES[question.type].in_words
    expected = TYPES[question.type].expects(question)
    body = FieldBody(
        saved=_as_typed(words, entry.saved, question),
        draft=draft,
        several_lines=several_lines,
        form="" if several_lines else words.say(expected.template, **expected.values),
        status=why_not(words, entry),
    )
    more = frozenset({Act.NEW_LINE, Act.EDITOR}) if several_lines else frozenset[Act]()
    return QuestionPart(body=body, ask=words.asked(entry.step), actions=more)


def _as_typed(words: Phrases, saved: Answer | None, question: Question) -> str:
    if saved is None or saved.value is None:
        return ""
    return TYPES[question.type].typed(question, saved.value, words.say)
