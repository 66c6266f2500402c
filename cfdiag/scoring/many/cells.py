"""How an interview is counted: the cell of a breakdown that it belongs to, numbers as written, months."""

from __future__ import annotations

from fractions import Fraction

from cfdiag.model.interview import Interview
from cfdiag.model.result import NOT_STATED

RESPONDENT_FIELDS = ("department", "account", "organisation", "group", "mode")
"""What a breakdown can be by, beside a choice or a yes/no question."""


def decimal(value: float) -> Fraction:
    """A number as it was written: .1 is a tenth, and 1e-7 is not nothing."""
    return Fraction(repr(value))


def month_of(day: str) -> str:
    """The month of an ISO date: `2026-11`."""
    return day[:7]


def field_of(interview: Interview, name: str) -> str:
    """The cell of a breakdown that an interview belongs to."""
    value: object
    if name == "mode":
        value = interview.mode
    elif name in RESPONDENT_FIELDS:
        value = getattr(interview.respondent, name)
    else:
        answer = interview.answers.get(name)
        value = answer.value if answer is not None and answer.status == "answered" else None
    return value if isinstance(value, str) and value else NOT_STATED
