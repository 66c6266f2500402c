"""Which keys a figure has in the machine formats: what cannot exist is left out, what is missing is null.

A checklist has no score, words have no mean, a cell of a breakdown has no reliability: such keys are not
there. Every null that is left has its reason beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from cfdiag.model.result import QuestionnaireResult, Result
from cfdiag.questions import FIGURES, TYPES

_SETS = {"importance", "basis"}
_OF_SCORES = ("score", "sd", "median", "interval", "range", "level", "alpha")


def figure_data(result: Result | QuestionnaireResult) -> dict[str, Any]:
    """The result as plain data."""
    data: dict[str, Any] = msgspec.to_builtins(result)
    for part in data.get("questionnaires", [data]):
        _questionnaire(part)
    for interview in data.get("interviews", ()):
        interview_data(interview)
    for text in (data.get("material") or {}).get("texts", {}).values():
        _in_order(text)
    return data


def interview_data(interview: dict[str, Any]) -> dict[str, Any]:
    """The entry of one interview, as plain data: changed, and handed back."""
    _dimensions(interview["dimensions"])
    return interview


def _in_order(text: dict[str, Any]) -> None:
    """The groups that rate twice, or say what their answers rest on: sets, in an order that stays."""
    for section in text.get("sections", ()):
        for question in section.get("questions", ()):
            for name in _SETS & question.keys():
                question[name] = sorted(question[name])


def _questionnaire(part: dict[str, Any]) -> None:
    for place in (part, *part.get("groups", {}).values()):
        _dimensions(place.get("dimensions", {}))
        _breakdowns(place.get("by", {}))
        for question in place.get("questions", {}).values():
            _question(question)
    for action in part.get("actions", ()):
        for evidence in action["because"]:
            if evidence["importance"] is None:  # rated by nobody, or not asked
                del evidence["importance"]


def _breakdowns(by: dict[str, Any]) -> None:
    for cells in by.values():
        for cell in cells.values():
            _dimensions(cell.get("dimensions", {}), ("median", "alpha"))
            _drop(cell.get("overall", {}), ("median",))


def _dimensions(dimensions: dict[str, Any], without: tuple[str, ...] = ()) -> None:
    for found in dimensions.values():
        _drop(found, _OF_SCORES if found["kind"] == "checklist" else without)


def _question(question: dict[str, Any]) -> None:
    can_have = TYPES[question["type"]].figures
    _drop(question, [name for name in FIGURES if name not in can_have])


def _drop(figures: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        figures.pop(name, None)
        if name in figures.get("reasons", ()):
            figures["reasons"].pop(name)
    if figures.get("reasons") == {}:
        del figures["reasons"]
