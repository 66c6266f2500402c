"""Interviews by chance, through the engine itself: everything that is asked has an answer."""

from __future__ import annotations

import random

from cfdiag.interview.events import Answered, Finished, ItemsSettled
from cfdiag.interview.flow import find_step, first_open
from cfdiag.interview.items import new_item
from cfdiag.interview.state import apply, as_finished, begin
from cfdiag.model.interview import Answer, AnswerValue, Interview, Respondent, Status
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES

FIELDS = ("2026-11-03", "2026-11", "2026", 7)
"""What is answered where the words do not fit: a day, a month, a year, a number."""


def anybody(
    q: Questionnaire,
    group: str,
    number: int,
    *,
    words: str = "What somebody said",
    status: Status = "answered",
    **who: str,
) -> Interview:
    """A finished interview; `words` stand wherever words may stand, `status` in every answer."""
    chance = random.Random(f"{q.id}/{group}/{number}")  # noqa: S311  no secrets
    held = begin(
        q,
        id=f"01970000-0000-7000-8000-{number:012d}",
        respondent=Respondent(group=group, **who),  # type: ignore[arg-type]
        started="2026-11-22T09:00:00Z",
    )
    for section in q.sections:
        if section.repeat is not None and section.repeat.add:
            for n in range(max(1, section.repeat.extent(group)[0])):
                held = apply(q, held, new_item(held, section.id, f"{words} {n}" if n else words)).interview
    while (key := first_open(q, held)) is not None:
        step = find_step(q, held, key)
        assert step is not None
        if step.question is None:
            held = apply(q, held, ItemsSettled(step.section.id)).interview
            continue
        answer = (
            _answer(step.question, group, chance, words) if status == "answered" else Answer(status=status)
        )
        held = apply(q, held, Answered(key, answer)).interview
    return as_finished(q, apply(q, held, Finished("2026-11-22T09:20:00Z")).interview)


def _answer(question: Question, group: str, chance: random.Random, words: str) -> Answer:
    rated = group in question.importance
    return Answer(
        status="answered",
        value=_value(question, chance, words),
        importance=TYPES[question.type].invent(question, chance, 4.0, 1.0) if rated else None,  # type: ignore[arg-type]
        basis=chance.choice(("guess", "figures", "hearsay", "first_hand"))
        if group in question.basis
        else None,
        note=words,
        evidence=words if group in question.basis else "",
        tags=tuple(tag.id for tag in question.tags[:1]),
    )


def _value(question: Question, chance: random.Random, words: str) -> AnswerValue:
    type_ = TYPES[question.type]
    if type_.in_words:
        return words
    if type_.page == "field":
        return next(value for value in FIELDS if type_.fits(question, value))
    return type_.invent(question, chance, 3.0, 1.4)
