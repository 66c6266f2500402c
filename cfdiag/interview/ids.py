"""Ids of interviews: UUIDs that sort by the time they were made; of anonymous groups without any time."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

RANDOM_BITS = 122
"""How much chance an id takes at most."""

_BESIDE_TIME = 74
"""How much of it stands beside the time."""


def new_id(moment: datetime, chance: int, *, anonymous: bool) -> str:
    """The id of a new interview: of an anonymous group it does not tell the minute of the talk.

    Args:
        moment: now, with its time zone.
        chance: a random number of `RANDOM_BITS` bits.
        anonymous: whether the group is.
    """
    return uuid4(chance) if anonymous else uuid7(moment, chance >> (RANDOM_BITS - _BESIDE_TIME))


def uuid4(chance: int) -> str:
    """A UUID of version 4: chance alone.

    Args:
        chance: a random number of 122 bits.

    Source: RFC 9562, section 5.4.
    """
    high, middle, low = chance >> 74 & ((1 << 48) - 1), chance >> 62 & 0xFFF, chance & ((1 << 62) - 1)
    return str(uuid.UUID(int=high << 80 | 0x4 << 76 | middle << 64 | 0b10 << 62 | low))


def uuid7(moment: datetime, chance: int) -> str:
    """A UUID of version 7: the time in milliseconds, then chance.

    Args:
        moment: now, with its time zone.
        chance: a random number of 74 bits.

    Source: RFC 9562, section 5.7.
    """
    milliseconds = int(moment.timestamp() * 1000) & ((1 << 48) - 1)
    high, low = chance >> 62 & 0xFFF, chance & ((1 << 62) - 1)
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low))


def uuid8(about: str) -> str:
    """A UUID of version 8 that is always the same for the same text: the first bits of its SHA-256.

    Source: RFC 9562, section 5.8.
    """
    bits = int.from_bytes(hashlib.sha256(about.encode("utf-8", "surrogatepass")).digest()[:16], "big")
    bits = bits & ~(0xF << 76) | 0x8 << 76
    return str(uuid.UUID(int=bits & ~(0b11 << 62) | 0b10 << 62))
