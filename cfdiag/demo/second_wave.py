"""What the people of the engagement would say three months later: one thing moved, the others did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from cfdiag.model.interview import Interview

LATER = "2027-02-26"
"""The day of the review."""
_MOVED = "touch_points/questions_complaints/touch_rating"
_STEPS = 2


def second_wave(interviews: Iterable[Interview]) -> Iterator[Interview]:
    """The same people again: customers find complaints answered far better, and say the rest as before."""
    for interview in interviews:
        if interview.questionnaire.id == "customer-view" and interview.respondent.group == "customer":
            yield _content(interview)
        else:
            yield interview


def _content(interview: Interview) -> Interview:
    answer = interview.answers.get(_MOVED)
    if answer is None or not isinstance(answer.value, int):
        return interview
    better = replace(answer, value=min(5, answer.value + _STEPS))
    return replace(interview, answers={**interview.answers, _MOVED: better})
