"""What a piece of work leaves behind, and how pieces are put together: in any order, the same."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter

from cfdiag.batch.halves import Halves
from cfdiag.batch.intake import InterviewKey, Taken
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.model.interview import Interview
from cfdiag.model.release import Participant
from cfdiag.model.result import InterviewResult
from cfdiag.scoring.many.tally import Tally


class PartialRun:
    """Tallies and what goes beside them. Holds no interview unless it was asked to."""

    def __init__(self) -> None:
        self.tallies: dict[InterviewKey, Tally] = {}
        self.marks = array("Q")
        """Eight bytes for every interview's id, to find ids that come twice."""
        self.linked = array("Q")
        """The same of every interview that continues another, and of that other one."""
        self.held: list[Taken] = []
        """Interviews whose id comes twice, or that are half of a talk: what counts is decided at the end."""
        self.faults: list[Diagnostic] = []
        self.skipped: list[str] = []
        self.sole: InterviewResult | None = None
        """The first interview: of use when it stays the only one."""
        self.each: list[InterviewResult] = []
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
        self.held += other.held
        self.faults += other.faults
        self.skipped += other.skipped
        # Shown only where it is the one interview of the run, and then no other piece has one.
        self.sole = self.sole or other.sole
        self.each += other.each
        self.kept += other.kept
        self.halves |= other.halves
        for id_, people in other.people.items():
            self.people.setdefault(id_, []).extend(people)


def mark(id_: str) -> int:
    """An interview's id as a number of 64 bits, the same in every process."""
    return int.from_bytes(
        hashlib.blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


def repeated(marks: array[int]) -> frozenset[int]:
    """The marks that come more than once."""
    if len(set(marks)) == len(marks):
        return frozenset()
    return frozenset(number for number, times in Counter(marks).items() if times > 1)
