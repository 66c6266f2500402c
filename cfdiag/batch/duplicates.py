"""Two files of one interview: which of them counts, whatever the order they come in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from cfdiag.batch.intake import Intake, Taken
from cfdiag.batch.partial import Copy
from cfdiag.formats.moments import in_order, is_before, read_moment
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, diagnostic_of
from cfdiag.model.interview import times_reopened
from cfdiag.rules.voices import restricted


class Settled(NamedTuple):
    """What became of interviews whose id comes twice."""

    fetched: dict[tuple[str, int], dict[int, bool]]
    """What has to be read once more, by file and line the marks: True, one of copies that are all the same;
    False, copies that differ, to be settled as a whole."""
    warnings: list[Diagnostic]
    """For each copy that is not counted, of those that are the same."""


def alike(copies: Iterable[Copy]) -> Settled:
    """Settle the copies that are the same in all: the first one by name counts. The others are to be fetched.

    Args:
        copies: a note of each interview whose id comes more than once.
    """
    by_mark: dict[int, list[Copy]] = {}
    for copy in copies:
        by_mark.setdefault(copy.mark, []).append(copy)
    fetched: dict[tuple[str, int], dict[int, bool]] = {}
    warnings: list[Diagnostic] = []
    for several in by_mark.values():
        first, *others = sorted(several, key=lambda copy: (copy.file, copy.line))
        same = len({copy.content for copy in several}) == 1
        if same:
            warnings += [_warning(other, first) for other in others]
        for copy in (first,) if same else several:
            # Several may stand in one line, of an array.
            fetched.setdefault((copy.file, copy.line), {})[copy.mark] = same
    return Settled(fetched, warnings)


def settle(held: Iterable[Taken], intake: Intake) -> tuple[list[Taken], list[Diagnostic]]:
    """The ones that count, and a warning for each that does not.

    A finished interview wins from an unfinished one; then the one finished on the later day; then the one
    that was taken up again more often; then the later one of the day, where times are written; then the one
    with more answers; then the content decides, and the file's name only between equal ones.

    For consent the stricter one always wins: who takes it back in a finished interview need not wait until
    that is finished anew.

    Args:
        held: the interviews whose id comes more than once.
        intake: what took them in.
    """
    by_id: dict[str, list[Taken]] = {}
    for taken in held:
        by_id.setdefault(taken.interview.id, []).append(taken)
    winners: list[Taken] = []
    warnings: list[Diagnostic] = []
    for copies in by_id.values():
        # Files come in any order from several processes: the warning must not depend on it.
        copies.sort(key=lambda taken: (taken.file, taken.line))
        winner = max(copies, key=_claim)
        losers = [copy for copy in copies if copy is not winner]
        warnings += [_warning(Copy.of(loser), Copy.of(winner)) for loser in losers]
        winners.append(_as_agreed(winner, losers, intake))
    return winners, warnings


def _claim(taken: Taken) -> tuple[bool, str, int, bool, str, int, bytes]:
    interview = taken.interview
    answered = sum(answer.status == "answered" for answer in interview.answers.values())
    at = in_order(interview.finished)
    # Times are written of nobody anonymous since 0.2: of one day, a file without one is the later.
    day_alone = len(at) == len(at[:_DAY])
    return (
        interview.finished is not None,
        at[:_DAY],
        times_reopened(interview),
        day_alone,
        at,
        answered,
        # The last word between copies that are alike in all else; their order is then the same on every
        # machine.
        msgspec.json.encode(interview),
    )


_DAY = len("2026-11-22")


def _as_agreed(winner: Taken, losers: Iterable[Taken], intake: Intake) -> Taken:
    """The one that counts, with the strictest consent of all copies."""
    interview, questionnaire = winner.interview, intake.bench(winner.key).questionnaire
    for loser in losers:
        interview = restricted(interview, loser.interview, questionnaire)
    # Consent alone changes no figure: nothing has to be scored again.
    if interview.answers == winner.interview.answers:
        return msgspec.structs.replace(winner, interview=interview)
    return intake.again(winner, interview)


def _warning(loser: Copy, winner: Copy) -> Diagnostic:
    there = f"{winner.file}{f':{winner.line}' if winner.line > 1 else ''}"
    place = Location(loser.file, loser.line if loser.line > 1 else 0, 1 if loser.line > 1 else 0)
    if winner.finished is not None and _is_reopened(loser, winner.finished):
        return diagnostic_of(
            Code.REOPENED,
            "reopened, not finished: the answers in {there} count, with the stricter consent of the two",
            place,
            f"finish it and its changes count: cfdiag interview --resume {loser.file}",
            "warning",
            there=there,
        )
    said = "this is the same interview as {there}; it is counted once"
    if winner.finished is not None and loser.finished is None:
        said = "this is the same interview as {there}; that one is finished"
    hint = "remove the copy that is not wanted"
    return diagnostic_of(Code.DUPLICATE_INTERVIEW, said, place, hint, "warning", there=there)


def _is_reopened(copy: Copy, finished: str) -> bool:
    """Whether a journal goes on with the interview that was finished, rather than leads up to it."""
    begun, ended = read_moment(copy.begun), read_moment(finished)
    return copy.reopened or (begun is not None and ended is not None and is_before(ended, begun))
