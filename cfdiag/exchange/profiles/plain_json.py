"""Any list of maps: a response a map."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile

PROFILE = ServiceProfile(fits=lambda top: top.delimiter == "json", place=900)
