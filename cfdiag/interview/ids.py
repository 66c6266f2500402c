"""Ids of interviews: UUIDs that sort by the time they were made."""

from __future__ import annotations

import uuid
from datetime import datetime

RANDOM_BITS = 74
"""How much chance an id takes."""


def uuid7(moment: datetime, chance: int) -> str:
    """A UUID of version 7: the time in milliseconds, then chance.

    Args:
        moment: now, with its time zone.
        chance: a random number of `RANDOM_BITS` bits.

    Source: RFC 9562, section 5.7.
    """
    milliseconds = int(moment.timestamp() * 1000) & ((1 << 48) - 1)
    high, low = chance >> 62 & 0xFFF, chance & ((1 << 62) - 1)
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low))
