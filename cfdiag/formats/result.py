"""Results that were saved earlier, read back."""

from __future__ import annotations

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.model.result import RESULT_FORMAT, Result

_NAME, _, _VERSION = RESULT_FORMAT.partition("@")


_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class _Head(msgspec.Struct):
    """The part of a document that tells what it is."""

    format: str = ""


def read_result(data: bytes, file: str) -> Result:
    """The result in a JSON file that `score --format json` wrote.

    Raises:
        CfdiagError: `not-a-result`, `not-utf8`, `newer-format`, or `damaged-result`.
    """
    place = Location(file)
    data = data.removeprefix(_BOM)
    if data.startswith(_UTF16):
        hint = "a shell's > may write UTF-16: let cfdiag write the file, with --output"
        raise fault(Code.NOT_UTF8, "the file is not UTF-8 text", hint, place)
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _not_a_result(place) from error
    name, _, version = head.format.partition("@")
    if name != _NAME or not version.isdigit():
        raise _not_a_result(place)
    if int(version[:6]) > int(_VERSION):
        message = f"the result is written in format {version[:6]}; this cfdiag reads up to {_VERSION}"
        raise fault(Code.NEWER_FORMAT, message, "upgrade cfdiag", place)
    try:
        return msgspec.json.decode(data, type=Result)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        where = str(error).rpartition(" - at ")[2].strip("`")
        message = f"the result is damaged at {where}" if where.startswith("$") else "the result is damaged"
        hint = "make it again: cfdiag score … --format json --output FILE"
        raise fault(Code.DAMAGED_RESULT, message, hint, place) from error


def is_result(data: bytes) -> bool:
    """Whether the bytes are a saved result, of whatever version."""
    try:
        return msgspec.json.decode(data.removeprefix(_BOM), type=_Head).format.startswith(_NAME)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def _not_a_result(place: Location) -> Exception:
    hint = "a baseline is what `cfdiag score … --format json --output FILE` wrote"
    return fault(Code.NOT_A_RESULT, "this is no result of cfdiag", hint, place)
