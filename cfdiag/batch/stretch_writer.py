"""What a process writes down of the interviews that may be listed one by one, as `listed` reads it."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import cast

import msgspec

from cfdiag.batch.benches import Bench, InterviewKey
from cfdiag.batch.intake import Taken
from cfdiag.batch.interview_rows import interview_result
from cfdiag.batch.listed import LENGTH, ListedGroup, ListingOrder, ListingPlace, Stretch
from cfdiag.ground.files import cannot
from cfdiag.model.each import ListedAnswer, ListedInterview
from cfdiag.model.interview import Answer, Consent, question_of, split_key, whole_number
from cfdiag.model.questionnaire import Questionnaire, Section
from cfdiag.model.result import InterviewResult
from cfdiag.questions import TYPES
from cfdiag.rules.voices import voice_of
from cfdiag.scoring.attribution import is_attributed

_WAITING = 1 << 20
"""So many bytes wait before they are written."""


class StretchWriter:
    """Writes down the interviews of one process that may be listed, as far as one interview can tell.

    Args:
        order: what is to be listed.
        unmasked: whether those are who did not agree to be named.
    """

    def __init__(self, order: ListingOrder, *, unmasked: bool) -> None:
        self._order, self._unmasked = order, unmasked
        self._path = ""
        self._waiting = bytearray()
        self._start = self._end = 0
        self._counts = Counter[ListedGroup]()
        self._keys: dict[ListedGroup, set[str]] = {}
        self._columns: dict[InterviewKey, _Columns] = {}
        self._voices: dict[InterviewKey, dict[str, Section]] = {}

    def add(self, taken: Taken, bench: Bench) -> None:
        """Note an interview that counts."""
        if not self._unmasked and not is_attributed(taken.interview, bench.questionnaire):
            return
        group = bench.questionnaire.id, taken.score.group
        listed: InterviewResult | ListedInterview
        if self._order.what == "scores":
            listed = interview_result(taken, bench)
        else:
            listed = self._answers(taken, bench)
            self._keys.setdefault(group, set()).update(a.key for a in listed.answers if "/" in a.key)
        self._counts[group] += 1
        data = msgspec.msgpack.encode((*group, msgspec.Raw(msgspec.msgpack.encode(listed))))
        self._waiting += len(data).to_bytes(LENGTH, "big") + data
        if len(self._waiting) > _WAITING:
            self._write()

    def stretch(self, place: ListingPlace) -> Stretch | None:
        """Where what was added since the last time is; None where that is nobody.

        Raises:
            CfdiagError: `cannot-write`.
        """
        if not self._counts:
            return None
        self._write()
        groups = {each: (n, frozenset(self._keys.get(each, ()))) for each, n in self._counts.items()}
        found = Stretch(place, self._path, self._start, self._end, groups)
        self._start = self._end
        self._counts.clear()
        self._keys.clear()
        return found

    def _write(self) -> None:
        try:
            if not self._path:
                handle, self._path = tempfile.mkstemp(dir=self._order.folder)
                os.close(handle)  # it has a name from now on
            with Path(self._path).open("ab") as file:
                file.write(self._waiting)
        except OSError as error:
            raise cannot("write", self._order.folder, error) from error
        self._end += len(self._waiting)
        self._waiting.clear()

    def _answers(self, taken: Taken, bench: Bench) -> ListedInterview:
        interview, who = taken.interview, taken.interview.respondent
        columns = self._columns.get(bench.key)
        if columns is None:
            columns = self._columns[bench.key] = _Columns(bench.questionnaire)
            self._voices[bench.key] = _others(bench.questionnaire)
        silent = set() if self._unmasked else self._silent(taken, bench)
        points = bench.scorer.points(interview) if self._order.what == "points" else {}
        answers = [
            _listed(key, answer, column, points.get(key))
            for key, answer in interview.answers.items()
            if (column := columns[key]) and (not silent or split_key(key)[:2] not in silent)
        ]
        return ListedInterview(
            bench.key[0],
            bench.key[1],
            interview.id,
            who.group,
            who.department,
            who.account,
            interview.finished is not None,
            taken.score.overall,
            answers,
        )

    def _silent(self, taken: Taken, bench: Bench) -> set[tuple[str, str]]:
        """The items that hold what somebody else answered who did not agree to be named."""
        voices = self._voices[bench.key]
        asked = {split_key(key)[:2] for key in taken.interview.answers} if voices else set()
        return {
            (section, item)
            for section, item in asked
            if section in voices and voice_of(taken.interview, voices[section], item).consent != Consent.NAMED
        }


class _Columns(dict[str, str]):
    """By key what a column of its answers holds; empty where they may stand in no report."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        super().__init__()
        self._by_question = {
            question.id: TYPES[question.type].column
            for section in questionnaire.sections
            for question in section.questions
            if not question.off_record
        }

    def __missing__(self, key: str) -> str:
        column = self._by_question.get(question_of(key), "")
        if "/" not in key:  # of items there may be ever more
            self[key] = column
        return column


def _others(questionnaire: Questionnaire) -> dict[str, Section]:
    """The sections that hold answers of others than the respondent."""
    return {s.id: s for s in questionnaire.sections if s.repeat is not None and s.repeat.speaker is not None}


def _listed(key: str, answer: Answer, column: str, points: float | None) -> ListedAnswer:
    number: float | int | None = None
    option: str | None = None
    value = answer.value if answer.status == "answered" and column != "words" else None
    if isinstance(value, list):
        option = ";".join(value)
    elif isinstance(value, str):
        option = value
    elif value is not None:
        number = cast("float | int", whole_number(value))
    return ListedAnswer(key, answer.status, number, option, points, answer.importance)
