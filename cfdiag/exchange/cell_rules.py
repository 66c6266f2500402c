"""What is known of a column before its cells are read, and what a cell is that means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.safe import safe
from cfdiag.model.interview import Answer, AnswerValue, Status
from cfdiag.model.mapping import DayOrder
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES


class CellRules(msgspec.Struct, frozen=True):
    """What is known of a column beside its cells."""

    values: Mapping[str, AnswerValue] = {}
    """What its texts mean, as the mapping says."""
    missing: Mapping[str, Status] = {}
    """Texts that stand for no answer, as the mapping says."""
    separators: tuple[str, ...] = (", ", ";", ",")
    decimal: str = ""
    dates: DayOrder = ""


class ColumnTrouble(NamedTuple):
    """Why a column is not read at all."""

    code: Code
    message: str
    hint: str
    off: frozenset[str] = frozenset()
    """The texts of cells that are not on the question's scale."""


class NoMeaningError(ValueError):
    """A cell that is no answer to its question."""


def answered(question: Question, value: AnswerValue, note: str = "") -> Answer:
    """The answer with a value that fits its question.

    Raises:
        NoMeaningError: it does not.
    """
    if not TYPES[question.type].fits(question, value):
        raise NoMeaningError
    return Answer(status="answered", value=value, note=safe(note))
