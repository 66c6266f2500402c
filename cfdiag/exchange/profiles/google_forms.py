"""Google Forms: the sheet of responses; when, then the answers."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile
from cfdiag.exchange.words import words

PROFILE = ServiceProfile(
    fits=lambda top: bool(top.words()) and words().means("timestamp", top.words()[0]),
    place=90,
    beside=(
        "~timestamp",
        "email address",
        "e-mailadres",
        "username",
        "gebruikersnaam",
        "score",
    ),
    personal=("email address", "e-mailadres", "username", "gebruikersnaam"),
    finished=("~timestamp",),
    separators=(", ",),
)
