"""What a piece of work leaves behind, and how pieces are put together: in any order, the same."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter

import msgspec

from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.intake import Taken
from cfdiag.batch.listed import Stretch
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.model.interview import Interview
from cfdiag.model.release import Participant
from cfdiag.model.result import InterviewResult
from cfdiag.scoring.many.tally import Tally

Halves = tuple[tuple[Interview, str], ...]
"""The parts of one talk as they were read, the first one first, each with its file."""

_FEW = 10_000
"""So many marks are looked through at once."""


def mark(id_: str) -> int:
    """An interview's id as a number of 64 bits, the same in every process."""
    return int.from_bytes(
        # Not `hash`: it differs between processes.
        hashlib.blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest(),
        "big",
    )


class Copy(msgspec.Struct, frozen=True, array_like=True):
    """What is noted of an interview whose id comes twice, until it is known which one counts."""

    mark: int
    content: bytes
    """Its hash: most copies are the same file twice."""
    file: str
    line: int
    finished: str | None
    begun: str
    reopened: bool

    @classmethod
    def of(cls, taken: Taken) -> Copy:
        """That of an interview."""
        interview = taken.interview
        content = hashlib.blake2b(msgspec.json.encode(interview), digest_size=16).digest()
        finished = interview.finished
        return cls(mark(interview.id), content, taken.file, taken.line, finished, taken.begun, taken.reopened)


class Joined(msgspec.Struct, frozen=True):
    """An interview that counts, and the parts that it was put together from; none where it is one file."""

    taken: Taken
    halves: Halves = ()


class PartialRun:
    """Tallies and what goes beside them. Holds no interview unless it was asked to."""

    def __init__(self) -> None:
        self.tallies: dict[InterviewKey, Tally] = {}
        self.marks = array("Q")
        """Eight bytes for every interview's id, to find ids that come twice."""
        self.linked = array("Q")
        """The same of every interview that continues another, and of that other one."""
        self.repeated: set[int] = set()
        """Marks that were found twice where parts were put together elsewhere; those parts have none left."""
        self.breaks: list[tuple[str, int, int]] = []
        """The lines of each piece that was cut by size: its file, its number, so many."""
        self.copies: list[Copy] = []
        """A note of each interview whose id comes twice."""
        self.held: list[Taken] = []
        """Copies that differ, and halves of talks: what counts is decided at the end."""
        self.faults: list[Diagnostic] = []
        self.skipped: list[str] = []
        self.unanswered: list[str] = []
        """Files of interviews that have no answer: nobody was heard."""
        self.duplicates = 0
        """How many copies do not count; known when all pieces are put together."""
        self.sole: InterviewResult | None = None
        """The first interview: of use when it stays the only one."""
        self.each: list[InterviewResult] = []
        self.listed: list[Stretch] = []
        """Where interviews are written down that may be listed one by one."""
        self.kept: list[tuple[Interview, str]] = []
        self.halves: dict[str, Halves] = {}
        """By the id of an interview of several parts: these."""
        self.people: dict[str, list[Participant]] = {}
        """By questionnaire who is in it, as releases see it; empty unless it was asked for."""

    def merge(self, other: PartialRun) -> None:
        """Take in what another piece left."""
        for key, tally in other.tallies.items():
            if key in self.tallies:
                self.tallies[key] += tally
            else:
                self.tallies[key] = tally
        self.marks.extend(other.marks)
        self.linked.extend(other.linked)
        self.repeated |= other.repeated
        self.breaks += other.breaks
        self.copies += other.copies
        self.held += other.held
        self.faults += other.faults
        self.skipped += other.skipped
        self.unanswered += other.unanswered
        # Shown only where it is the one interview of the run, and then no other piece has one.
        self.sole = self.sole or other.sole
        self.each += other.each
        self.listed += other.listed
        self.kept += other.kept
        self.halves |= other.halves
        for id_, people in other.people.items():
            self.people.setdefault(id_, []).extend(people)


def repeated(marks: array[int]) -> frozenset[int]:
    """The marks that come more than once.

    They are looked for in parts, by their first byte: a set of ten million numbers takes 800 MB.
    """
    parts = [array("Q") for _ in range(256 if len(marks) > _FEW else 1)]
    if len(parts) == 1:
        parts[0] = marks
    else:
        for number in marks:
            parts[number >> 56].append(number)
    return frozenset(
        number
        for part in parts
        if len(set(part)) < len(part)
        for number, times in Counter(part).items()
        if times > 1
    )
