"""Days instead of times, in what is kept of anonymous people: the minute of a talk leads to a name."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cfdiag.model.interview import Answer, Interview

_DAY = len("2026-11-22")


def in_days(iv: Interview) -> Interview:
    """The interview with the days it was begun and finished, and no time of any answer, remark or consent."""
    return msgspec.structs.replace(
        iv,
        started=_day(iv.started),
        finished=_day(iv.finished),
        respondent=msgspec.structs.replace(iv.respondent, consent_at=None),
        answers=_timeless(iv.answers),
        set_aside=_timeless(iv.set_aside),
        remarks=[msgspec.structs.replace(each, at=None) for each in iv.remarks],
        taken_from={
            section: msgspec.structs.replace(taken, answers=_timeless(taken.answers))
            for section, taken in iv.taken_from.items()
        },
    )


def _day(moment: str | None) -> str | None:
    return None if moment is None else moment[:_DAY]


def _timeless(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {key: msgspec.structs.replace(answer, at="") for key, answer in answers.items()}
