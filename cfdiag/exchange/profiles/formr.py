"""formr: its results as JSON."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, has

PROFILE = ServiceProfile(
    fits=lambda top: top.delimiter == "json" and has("session", "created", "ended")(top),
    place=10,
    beside=("session", "created", "modified", "ended", "expired", "study_id", "unit_session_id"),
    personal=("session",),
    key=("session",),
    started=("created",),
    finished=("ended",),
    by_finish=True,
)
