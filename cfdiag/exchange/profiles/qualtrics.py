"""Qualtrics: three header rows (code, text, import id), or two as it wrote them before 2017."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, Top


def _fits(top: Top) -> bool:
    """Its import ids in the third row; before 2017 `V1` in the first, and `ResponseID` under it."""
    return any(cell.lstrip().startswith('{"ImportId"') for cell in top.row(2)) or (
        top.words(0)[:1] == ("v1",) and top.words(1)[:1] == ("responseid",)
    )


PROFILE = ServiceProfile(
    fits=_fits,
    place=30,
    beside=(
        "startdate",
        "enddate",
        "status",
        "ipaddress",
        "progress",
        r"duration \(in seconds\)",
        "finished",
        "recordeddate",
        "responseid",
        "recipient(last|first)name",
        "recipientemail",
        "externalreference",
        "externaldatareference",
        "locationl(atitude|ongitude)",
        "locationaccuracy",
        "distributionchannel",
        "userlanguage",
        "responseset",
        "v[0-9]+",
        r".* - topics",
        r".*_nps_group",
        r"sc[0-9]+(-.*|_.*)?",
        "",
    ),
    personal=(
        "ipaddress",
        "recipient(last|first)name",
        "recipientemail",
        "externalreference",
        "externaldatareference",
        "locationl(atitude|ongitude)",
        "locationaccuracy",
        "v[3-6]",
    ),
    key=("responseid",),
    started=("startdate",),
    finished=("enddate", "recordeddate"),
    complete=("finished", frozenset({"1", "true", "yes", "ja", "wahr", "vrai"})),
    separators=(",",),
    language=("userlanguage",),
)
