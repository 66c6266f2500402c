"""Who was forgotten: a line each in a hidden file, so that a backup that is put back is seen.

A line holds a hash of an interview's id, the day, and why; neither a name nor an id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

TOMBSTONES_NAME = ".cfdiag-forgotten.jsonl"


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """One interview that was forgotten."""

    id: str
    """The SHA-256 of its id."""
    date: str
    why: str


def tombstone_of(id_: str, day: str, why: str) -> Tombstone:
    """The tombstone of an interview."""
    return Tombstone(id=_hash(id_), date=day, why=why)


def encode_tombstones(stones: Iterable[Tombstone]) -> bytes:
    """The lines."""
    return b"".join(msgspec.json.encode(each) + b"\n" for each in stones)


def forgotten_on(data: bytes, id_: str) -> str:
    """The day that an interview was forgotten; empty where it was not. Damaged lines say nothing."""
    wanted = _hash(id_)
    for line in data.split(b"\n"):
        try:
            stone = msgspec.json.decode(line, type=Tombstone)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
        if stone.id == wanted:
            return stone.date
    return ""


def _hash(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()
