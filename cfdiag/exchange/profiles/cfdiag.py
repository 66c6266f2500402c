"""The one-file form of cfdiag itself: its responses are read as they are, not as a table."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile

PROFILE = ServiceProfile(fits=lambda _: False, place=0)
