"""Interviews: a fast typed reader, in front of a locating one for files that fail it."""

from __future__ import annotations

from typing import Any

import msgspec

from cfdiag.documents import MAX_JSON_DEPTH
from cfdiag.model.interview import INTERVIEW_FORMAT, Interview, QuestionnaireRef, whole_number

_DECODER = msgspec.json.Decoder(Interview)


def read_interview(data: bytes, file: str) -> Interview:
    """The interview in a JSON or YAML file.

    Raises:
        CfdiagError: with the faults and their places; the lines themselves are not shown.
    """
    try:
        interview = _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        interview = None
    # The fast way: of a hundred thousand files all but a few end here.
    if interview is not None and _is_whole(interview) and b'"format"' in data:
        if _is_plain(interview):
            return interview
        if _is_shallow(interview):
            return _with_whole_numbers(interview)
    from cfdiag.formats.careful import read_located  # noqa: PLC0415  most files are read without

    return read_located(data, file)


class _Head(msgspec.Struct):
    """What an interview says first."""

    questionnaire: QuestionnaireRef


def questionnaire_named(data: bytes) -> QuestionnaireRef | None:
    """The questionnaire that a JSON interview names, without reading the rest; None where that fails."""
    try:
        return msgspec.json.decode(data, type=_Head).questionnaire
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _with_whole_numbers(interview: Interview) -> Interview:
    changed = {}
    for part, answers in (("answers", interview.answers), ("set_aside", interview.set_aside)):
        # 4.0 is what other programs write for the fourth step.
        found = [key for key, answer in answers.items() if answer.value.__class__ is float]
        if found:
            whole = {
                key: msgspec.structs.replace(answers[key], value=whole_number(answers[key].value))
                for key in found
            }
            changed[part] = {**answers, **whole}
    return msgspec.structs.replace(interview, **changed) if changed else interview


def _is_plain(interview: Interview) -> bool:
    """Whether nothing in it may be too deep, or a whole number written as another: most interviews are so."""
    if interview.set_aside or interview.taken_from:
        return False
    found = [True for answer in interview.answers.values() if answer.extra or answer.value.__class__ is float]
    return not found and _is_flat([each for each in (interview.extra, interview.respondent.extra) if each])


def _is_whole(interview: Interview) -> bool:
    return interview.format == INTERVIEW_FORMAT and bool(interview.id and interview.respondent.group)


def _is_shallow(interview: Interview) -> bool:
    """Whether no `extra`, the one thing that may hold anything, is nested deeper than is read elsewhere."""
    answers = [*interview.answers.values(), *interview.set_aside.values()]
    for taken in interview.taken_from.values():
        answers += taken.answers.values()
    extras = [answer.extra for answer in answers if answer.extra]
    return _is_flat([*extras, interview.extra, interview.respondent.extra])


def _is_flat(level: list[Any]) -> bool:
    """Whether nothing there is nested deeper than is read elsewhere.

    How deep the typed decoder goes by itself depends on the version of Python.
    """
    for _ in range(MAX_JSON_DEPTH):
        if not level:
            return True
        level = [
            inner
            for value in level
            if isinstance(value, (dict, list))
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
    return not level
