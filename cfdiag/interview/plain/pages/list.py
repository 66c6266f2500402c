"""Options, numbered: one is picked, or several."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.interview.face.page_model import CellName, PageModel
from cfdiag.interview.plain import remarks
from cfdiag.interview.plain.conversation import Conversation, Given
from cfdiag.interview.plain.question import hold_question, parser, read_value
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES


def hold(talk: Conversation) -> None:
    """Ask for a choice."""
    hold_question(talk, _ask)


def _ask(talk: Conversation, question: Question, model: PageModel) -> Mapping[CellName, Given | None]:
    given = read_value(talk, model, parser(talk, question))
    if given is not None and TYPES[question.type].otherwise(question, given.value):
        told = talk.ask(f"{talk.presenter.words.say('Something else, in their words')}: ")
        if isinstance(told, str) and told.strip():
            remarks.note(talk, told.strip())
    return {"value": given}
