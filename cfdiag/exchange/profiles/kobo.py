"""KoboToolbox: semicolons, every cell in quotes, its own columns with `_` before them."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile, Top

_OWN = frozenset({"_uuid", "_submission_time", "__version__"})


def _fits(top: Top) -> bool:
    return bool(_OWN & set(top.words())) or (top.delimiter == ";" and top.quoted)


PROFILE = ServiceProfile(
    fits=_fits,
    place=70,
    beside=("start", "end", "today", "deviceid", "username", "phonenumber", "_.*", "meta/.*", "formhub/uuid"),
    personal=("deviceid", "username", "phonenumber", "_submitted_by", "_geolocation"),
    key=("_uuid", "_id"),
    started=("start",),
    finished=("end", "_submission_time"),
    separators=(" ",),
)
