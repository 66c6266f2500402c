"""Interviews one by one as tables: a row an interview and a column a question, or a row an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from cfdiag.ground.safe import json_text
from cfdiag.model.each import ListedInterview
from cfdiag.model.interview import answer_key, split_key
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.model.result import InterviewResult
from cfdiag.questions import TYPES
from cfdiag.render.figure_keys import interview_data
from cfdiag.render.tables._output_table import CellValue, OutputColumn, OutputTable

SCORE_FORMAT = "cfdiag/score@1"
"""What each line of scores says it is."""

_WHOSE = ("questionnaire", "version", "interview", "group", "department", "account")
_BEFORE = (
    *(OutputColumn(name) for name in _WHOSE),
    OutputColumn("finished", "truth"),
    OutputColumn("overall", "number"),
)
_OF_ANSWERS = (
    *(OutputColumn(name) for name in (*_WHOSE, "question", "item", "status")),
    OutputColumn("value", "number"),
    OutputColumn("option"),
    OutputColumn("points", "number"),
    OutputColumn("importance", "whole"),
)
_NUMBERS = re.compile(r"(\d+)")


def answer_table(interviews: Iterable[ListedInterview], about: dict[str, object]) -> OutputTable:
    """One row an answer."""
    return OutputTable("Answers", _OF_ANSWERS, _answer_rows(interviews), about)


def _answer_rows(interviews: Iterable[ListedInterview]) -> Iterator[Sequence[CellValue]]:
    for one in interviews:
        whose = (one.questionnaire, one.version, one.id, one.group, one.department, one.account)
        for answer in one.answers:
            _, item, question = split_key(answer.key)
            said = (answer.number, answer.option, answer.points, answer.importance)
            yield (*whose, question, item or None, answer.status, *said)


def interview_table(
    interviews: Iterable[ListedInterview],
    questionnaires: Mapping[str, Questionnaire],
    keys: Mapping[str, Collection[str]],
    about: dict[str, object],
) -> OutputTable:
    """One row an interview, one column a question; words have none.

    Args:
        interviews: each with its answers.
        questionnaires: those they were held with, by id. Where there are several, a question's column says
            of which.
        keys: by questionnaire the keys of answers about items: there is a column for each.
        about: what the file says of itself.
    """
    columns: list[OutputColumn] = [*_BEFORE]
    places: dict[tuple[str, str], int] = {}
    taken = {column.name for column in _BEFORE}
    for id_, questionnaire in questionnaires.items():
        for key, question in _columns(questionnaire, keys.get(id_, ())):
            # A question may be called `department`, as a column before it is.
            name = f"{id_}/{key}" if len(questionnaires) > 1 or key in taken else key
            places[id_, key] = len(columns)
            numbers = TYPES[question.type].column in ("step", "figure")
            columns.append(OutputColumn(name, "number" if numbers else "text"))
    return OutputTable("Interviews", columns, _interview_rows(interviews, places, len(columns)), about)


def _columns(questionnaire: Questionnaire, keys: Collection[str]) -> Iterator[tuple[str, Question]]:
    for section in questionnaire.sections:
        for item in _items(section, keys):
            for question in section.questions:
                if not question.off_record and TYPES[question.type].column != "words":
                    yield answer_key(section.id, item, question.id), question


def _items(section: Section, keys: Collection[str]) -> list[str]:
    """The items of a section: those of the questionnaire, then those that were added, 9 before 10."""
    if section.repeat is None:
        return [""]
    named = {split_key(key)[1] for key in keys if split_key(key)[0] == section.id}
    return [*section.repeat.items, *sorted(named - set(section.repeat.items), key=_by_number)]


def _by_number(item: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(item)]


def _interview_rows(
    interviews: Iterable[ListedInterview], places: Mapping[tuple[str, str], int], width: int
) -> Iterator[Sequence[CellValue]]:
    empty = (None,) * (width - len(_BEFORE))
    for one in interviews:
        row: list[CellValue] = [
            *(one.questionnaire, one.version, one.id, one.group, one.department, one.account),
            *(one.finished, one.overall),
            *empty,
        ]
        for answer in one.answers:
            place = places.get((one.questionnaire, answer.key))
            if place is not None:
                row[place] = answer.option if answer.number is None else answer.number
        yield row


def score_lines(interviews: Iterable[InterviewResult]) -> Iterator[bytes]:
    """A line an interview: its scores, key for key as the JSON of a result lists them."""
    for one in interviews:
        line: dict[str, Any] = {"format": SCORE_FORMAT, **interview_data(msgspec.to_builtins(one))}
        yield f"{json_text(line, -1)}\n".encode()
