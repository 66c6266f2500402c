"""Two files of one interview: which of them counts, whatever the order they come in."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cfdiag.batch.intake import Taken
from cfdiag.ground.diagnostics import Diagnostic, Location


def settle(held: Iterable[Taken]) -> tuple[list[Taken], list[Diagnostic]]:
    """The ones that count, and a warning for each that does not.

    A finished interview wins from an unfinished one; then the one finished last, with more answers; then
    the content decides, and the file's name only between equal ones.
    """
    by_id: dict[str, list[Taken]] = {}
    for taken in held:
        by_id.setdefault(taken.interview.id, []).append(taken)
    winners: list[Taken] = []
    warnings: list[Diagnostic] = []
    for copies in by_id.values():
        copies.sort(key=lambda taken: (taken.file, taken.line))
        winner = max(copies, key=_claim)
        winners.append(winner)
        warnings += [_warning(loser, winner) for loser in copies if loser is not winner]
    return winners, warnings


def _claim(taken: Taken) -> tuple[bool, str, int, bytes]:
    interview = taken.interview
    answered = sum(answer.status == "answered" for answer in interview.answers.values())
    content = msgspec.json.encode(interview)
    return interview.finished is not None, interview.finished or "", answered, content


def _warning(loser: Taken, winner: Taken) -> Diagnostic:
    finished = winner.interview.finished is not None
    unlike = finished and loser.interview.finished is None
    why = "that one is finished" if unlike else "it is counted once"
    return Diagnostic(
        "duplicate-interview",
        f"this is the same interview as {winner.file}{f':{winner.line}' if winner.line > 1 else ''}; {why}",
        Location(loser.file, loser.line if loser.line > 1 else 0, 1 if loser.line > 1 else 0),
        "remove the copy that is not wanted",
        "warning",
    )
