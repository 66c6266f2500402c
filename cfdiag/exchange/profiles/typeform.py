"""Typeform: an id, the answers, then when."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, has

PROFILE = ServiceProfile(
    fits=has("#", "submit date (utc)"),
    place=100,
    beside=(
        "#",
        r"start date \(utc\)",
        r"submit date \(utc\)",
        "network id",
        "tags",
        r"stage date \(utc\)",
        "response type",
        "score",
        "ending",
    ),
    personal=("network id",),
    key=("#",),
    started=(r"start date \(utc\)",),
    finished=(r"submit date \(utc\)",),
    separators=(", ",),
)
