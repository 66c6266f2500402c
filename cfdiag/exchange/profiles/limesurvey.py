"""LimeSurvey: as its own download writes responses, with codes or with the full texts."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, Top


def _fits(top: Top) -> bool:
    words = top.words()
    return words[:1] in (("id",), ("response id",)) and bool({"submitdate", "date submitted"} & set(words))


PROFILE = ServiceProfile(
    fits=_fits,
    place=50,
    beside=(
        "id",
        "response id",
        "submitdate",
        "date submitted",
        "lastpage",
        "last page",
        "startlanguage",
        "start language",
        "seed",
        "startdate",
        "date started",
        "datestamp",
        "date last action",
        "token",
        "access code",
        "ipaddr",
        "ip address",
        "refurl",
        "referrer url",
        "interviewtime",
        "total time",
        "(group|question) ?time: .*",
        "grouptime[0-9].*",
        ".*time",
        "filecount - .*",
        r".*\[filecount\]",
    ),
    personal=("token", "access code", "ipaddr", "ip address", "refurl", "referrer url"),
    key=("id", "response id"),
    started=("startdate", "date started"),
    finished=("submitdate", "date submitted"),
    by_finish=True,
    language=("startlanguage", "start language"),
)
