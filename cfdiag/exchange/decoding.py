"""Bytes to text: by a byte order mark, as UTF-8, or by a guess that is said; other kinds are refused."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

from cfdiag.documents.faults import Faults
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.extras import optional

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Whole marks: a header of a table may begin with their letters.
_PDF = b"%PDF-"
_SPSS = (b"$FL2@(#)", b"$FL3@(#)")
_PORTABLE = b"SPSS PORT FILE"
"""Stands behind five lines that tell character sets apart."""
_R = re.compile(rb"X\n\0\0|RD([ABX])[1-9]\r?\n\1\r?\n")
_FIRST = 16
_GZIP = b"\x1f\x8b"
LEGACY_SHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


def is_packed(data: bytes) -> bool:
    """Whether the bytes are those of a workbook or an archive, whatever the file is called."""
    return data.startswith((ZIP, LEGACY_SHEET))


class TableText(NamedTuple):
    """A file as text."""

    text: str
    encoding: str


def refuse_other_kinds(data: bytes, file: str) -> None:
    """Refuse what only bears the name of a table, by its first bytes, and what is too large.

    Raises:
        CfdiagError: `too-large`, `no-responses`, `cannot-read`.
    """
    if len(data) > MAX_TABLE_BYTES:
        raise fault(
            Code.TOO_LARGE,
            f"the file has {len(data) / 1e6:,.0f} MB; {MAX_TABLE_BYTES // 1_000_000} is the limit",
            "leave out what is not needed, or split it", Location(file),
        )  # fmt: skip
    # Names lie: a web page that asks for a password is often saved as `.csv`.
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    what = ""
    if not data.strip():
        raise fault(Code.NO_RESPONSES, "the file is empty", "is it the right file?", Location(file))
    if head.startswith((ZIP, LEGACY_SHEET)):
        what = "this is a workbook or an archive, not text"
    elif head.startswith(_PDF):
        what = "this is a PDF"
    elif head.startswith(_SPSS) or _PORTABLE in data[:512]:
        what = "this is a file of SPSS"
    elif _R.match(_unpacked(data)):
        what = "this is a file of R"
    elif re.match(rb"(?i)<(!doctype|html|head|\?xml)", head):
        what = "this is a web page"
    if what:
        raise fault(Code.CANNOT_READ, what, "export the table as CSV, or as an Excel file", Location(file))


def _unpacked(data: bytes) -> bytes:
    """The first bytes, out of a stream of gzip where they are one: R packs what it saves."""
    if not data.startswith(_GZIP):
        return data[:_FIRST]
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:512], _FIRST)
    except zlib.error:
        return b""


def decoded(data: bytes, encoding: str, found: Faults) -> TableText:
    """The file as text. What cannot be decoded is a fault with its line, never replaced by something else.

    Raises:
        CfdiagError: `not-decodable`, `unknown-encoding`, or that the guess needs an extra.
    """
    if encoding:
        return TableText(_strictly(data, encoding, found), encoding)
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return TableText(_strictly(data, name, found), name)
    try:
        return TableText(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        # Guessed last: UTF-8 that decodes strictly is never anything else by chance.
        guess = optional("chardet", "exchange").detect(data)["encoding"]
    if not guess:
        raise fault(
            Code.NOT_DECODABLE, "the encoding of the file cannot be told",
            "save it as UTF-8", Location(found.file),
        )  # fmt: skip
    text = _strictly(data, str(guess), found)
    found.add(
        Code.ENCODING_GUESSED, "the encoding was guessed: {guess}",
        hint="if letters look wrong, save it as UTF-8", severity="warning", guess=str(guess),
    )  # fmt: skip
    return TableText(text, str(guess))


def _strictly(data: bytes, encoding: str, found: Faults) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise fault(
            Code.UNKNOWN_ENCODING, f"there is no encoding '{encoding}'",
            "use a name such as utf-8, cp1252 or utf-16", Location(found.file),
        ) from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise fault(
            Code.NOT_DECODABLE, f"the file is not {encoding} text",
            "save it as UTF-8", Location(found.file, line, column),
        ) from None  # fmt: skip
