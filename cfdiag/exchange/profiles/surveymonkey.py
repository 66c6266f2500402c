"""SurveyMonkey: the question in one row, `Response` or a part of the question in the next."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, Top

_FIXED = ("respondent id", "collector id")
_TOGETHER = 2


def _fits(top: Top) -> bool:
    """Its fixed columns, and nothing under them in row two: with answers there, it is a plain table."""
    under = top.row(1)[:_TOGETHER]
    return top.words()[:_TOGETHER] == _FIXED and not any(under) and any(top.row(1)[_TOGETHER:])


PROFILE = ServiceProfile(
    fits=_fits,
    place=40,
    beside=(
        "respondent id",
        "collector id",
        "start date",
        "end date",
        "date (created|modified)",
        "ip address",
        "email address",
        "first name",
        "last name",
        "custom data( [0-9]+)?",
        "custom value",
    ),
    personal=(
        "ip address",
        "email address",
        "first name",
        "last name",
        "custom data( [0-9]+)?",
        "custom value",
    ),
    key=("respondent id",),
    started=("start date", "date created"),
    finished=("end date", "date modified"),
    by_finish=True,
    separators=(";", ", "),
)
