"""How long interviews are kept: when it is time to look whether they are still needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from cfdiag.formats.moments import day_of
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.model.interview import Interview


def kept_too_long(
    held: Iterable[tuple[Interview, str]], retention: dict[str, int], today: date, file: str
) -> list[Diagnostic]:
    """That interviews are older than the engagement wants to keep them; nothing is deleted by itself.

    Args:
        held: the interviews, each with its file.
        retention: days by what is kept, as the engagement says.
        today: the day.
        file: of the engagement.
    """
    days = retention.get("interviews")
    if days is None:
        return []
    due = [each for each, _ in held if (day := _last(each)) and day + timedelta(days=days) < today]
    if not due:
        return []
    n = "1 interview is" if len(due) == 1 else f"{len(due)} interviews are"
    return [
        Diagnostic(
            Code.RETENTION,
            f"{n} older than the {days} days that interviews are kept",
            Location(file),
            "delete them, or forget who is in them: cfdiag person forget; the results stay",
            "warning",
        )
    ]


def _last(interview: Interview) -> date | None:
    return day_of(interview.finished) or day_of(interview.started)
