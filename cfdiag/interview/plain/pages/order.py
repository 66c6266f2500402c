"""Options, numbered, to be typed in order, the best first."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.interview.face.page_model import CellName, PageModel
from cfdiag.interview.plain.conversation import Conversation, Given
from cfdiag.interview.plain.question import hold_question, parser, read_value
from cfdiag.model.questionnaire import Question


def hold(talk: Conversation) -> None:
    """Ask for an order."""
    hold_question(talk, _ask)


def _ask(talk: Conversation, question: Question, model: PageModel) -> Mapping[CellName, Given | None]:
    return {"value": read_value(talk, model, parser(talk, question))}
