"""Any other table: a header, and a response a row."""

from __future__ import annotations

from cfdiag.exchange.profiles._profile import ServiceProfile

PROFILE = ServiceProfile(fits=lambda top: top.delimiter != "json", place=1000)
