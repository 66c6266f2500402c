"""A rating: how important it is where that is asked, then the rating itself."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.interview.face.page_model import CellName, PageModel
from cfdiag.interview.plain.conversation import Conversation, Given
from cfdiag.interview.plain.question import hold_question, parser, read_value
from cfdiag.model.questionnaire import Question
from cfdiag.questions import MismatchError


def hold(talk: Conversation) -> None:
    """Ask for a rating."""
    hold_question(talk, _ask)


def _ask(talk: Conversation, question: Question, model: PageModel) -> Mapping[CellName, Given | None]:
    importance = _importance(talk, question, model) if "importance" in model.prompts else None
    return {"importance": importance, "value": read_value(talk, model, parser(talk, question))}


def _importance(talk: Conversation, question: Question, model: PageModel) -> Given | None:
    """How important it is, as a number of the scale; None keeps what there is."""
    parse = parser(talk, question.second)
    while True:
        typed = talk.ask(model.prompts["importance"])
        if isinstance(typed, Given):
            return typed
        if not typed.strip():
            return None
        try:
            return Given("answered", parse(typed))
        except MismatchError as wrong:
            talk.complain(wrong)
