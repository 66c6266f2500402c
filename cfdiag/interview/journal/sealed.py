"""The lines of a sealed journal: each is sealed before it is written, and nothing else is ever on disk.

The first line is in the clear and says whom it is sealed to, of which interview it is, and no name; every
further one is `{"n":…,"crc":"…8 hex…","age":"…"}`. The crc32 is of the sealed bytes, over the clear ones it
would tell what they are, and goes on from the line before. What is sealed is as long as the next multiple
of 256 bytes: the length of an answer tells the answer.
"""

from __future__ import annotations

import base64
import binascii
import zlib

import msgspec

from cfdiag.ground.sealing import Seal
from cfdiag.model.interview import Interview

SEALED_FORMAT = "cfdiag/sealed@1"

_START = b'{"format":"cfdiag/sealed@'
_BLOCK = 256


class SealedHead(msgspec.Struct, frozen=True, kw_only=True):
    """The first line."""

    format: str = msgspec.field(name="format")
    to: tuple[str, ...]
    questionnaire: str
    id: str = ""
    """Of the interview: the one that goes on with it names it."""


class SealedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A further line."""

    n: int
    crc: str
    age: str


def has_sealed_lines(data: bytes) -> bool:
    """Whether a journal is a sealed one, by its beginning."""
    return data.startswith(_START)


def encode_head(seal: Seal, interview: Interview) -> bytes:
    """The first line of a sealed journal."""
    head = SealedHead(
        format=SEALED_FORMAT, to=seal.words, questionnaire=interview.questionnaire.id, id=interview.id
    )
    return msgspec.json.encode(head) + b"\n"


def read_head(data: bytes) -> SealedHead | None:
    """The first line; None where it is not whole."""
    line, newline, _ = data.partition(b"\n")
    try:
        return msgspec.json.decode(line, type=SealedHead) if newline else None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def encode_sealed_line(n: int, entry: bytes, before: int, seal: Seal) -> tuple[bytes, int]:
    """A line, and the crc that the next one goes on from.

    Args:
        n: its number; 0 is the one after the head.
        entry: what it says, in JSON.
        before: the crc of the line before; of the head for the first.
        seal: what seals it.
    """
    # Spaces after it mean nothing to JSON.
    padded = entry.ljust(-(-len(entry) // _BLOCK) * _BLOCK)
    sealed = seal.sealed(padded)
    crc = zlib.crc32(sealed, before)
    return b'{"n":%d,"crc":"%08x","age":"%s"}\n' % (n, crc, base64.b64encode(sealed)), crc


def decode_sealed_line(line: bytes, n: int, before: int) -> tuple[bytes, int] | None:
    """The sealed bytes of a line and its crc; None where it is not as it was written."""
    try:
        found = msgspec.json.decode(line, type=SealedLine)
        sealed = base64.b64decode(found.age, validate=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, binascii.Error, ValueError):
        return None
    # The last sign of base64 may have bits that stand for nothing: changed, it would be read as before.
    if base64.b64encode(sealed).decode() != found.age:
        return None
    crc = zlib.crc32(sealed, before)
    return (sealed, crc) if (found.n, found.crc) == (n, f"{crc:08x}") else None
