"""How long interviews are kept: when it is time to look whether they are still needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from cfdiag.formats.moments import day_of
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, diagnostic_of
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
    said = "{n} interviews are older than the {days} days that interviews are kept"
    if len(due) == 1:
        said = "{n} interview is older than the {days} days that interviews are kept"
    hint = "delete them, or forget who is in them: cfdiag person forget; the results stay"
    place = Location(file)
    return [diagnostic_of(Code.RETENTION, said, place, hint, "warning", n=str(len(due)), days=str(days))]


def _last(interview: Interview) -> date | None:
    return day_of(interview.finished) or day_of(interview.started)
