"""SurveyJS: its results as JSON; whoever keeps them may add when and how far somebody came."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, Top

_ADDED = frozenset(
    {"pageno", "lastpageno", "timespent", "happendat", "created", "modified", "ended", "expired"}
)


def _fits(top: Top) -> bool:
    return top.delimiter == "json" and any(
        word.endswith("-comment") or "/" in word or word in _ADDED for word in top.words()
    )


PROFILE = ServiceProfile(
    fits=_fits,
    place=20,
    beside=("session", *sorted(_ADDED)),
    personal=("session",),
    key=("session",),
    started=("created",),
    finished=("ended", "happendat"),
)
