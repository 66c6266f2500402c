"""Microsoft Forms: its workbook of responses."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, Top
from cfdiag.exchange.words import words


def _fits(top: Top) -> bool:
    known, header = words(), top.words()
    return (
        header[:1] == ("id",)
        and len(header) > 2  # noqa: PLR2004  the id, start and completion
        and known.means("start_time", header[1])
        and known.means("completion_time", header[2])
    )


PROFILE = ServiceProfile(
    fits=_fits,
    place=80,
    beside=(
        "id",
        "~start_time",
        "~completion_time",
        "email",
        "e-mail",
        "e-mailadres",
        "name",
        "naam",
        "last modified time",
        "laatst gewijzigd",
        "total points",
        "quiz feedback",
        "grade posted time",
        "points - .*",
        "feedback - .*",
    ),
    personal=("email", "e-mail", "e-mailadres", "name", "naam"),
    key=("id",),
    started=("~start_time",),
    finished=("~completion_time",),
    separators=(";",),
)
