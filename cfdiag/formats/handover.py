"""Handovers that were made earlier, read back."""

from __future__ import annotations

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.sealing import refuse_sealed
from cfdiag.model.handover import HANDOVER_FORMAT, HandoverFile

_NAME, _, _VERSION = HANDOVER_FORMAT.partition("@")


class _Head(msgspec.Struct):
    """The part of a document that tells what it is."""

    format: str = ""


def read_handover(data: bytes, file: str) -> HandoverFile:
    """The handover in a JSON file.

    Raises:
        CfdiagError: `not-a-handover`, where it is damaged with the place; `newer-format`; `sealed`.
    """
    refuse_sealed(data, file)
    place, bare = Location(file), data.removeprefix(b"\xef\xbb\xbf")
    hint = "an earlier one is handover.json in the folder that `cfdiag handover` made"
    try:
        head = msgspec.json.decode(bare, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise fault(Code.NOT_A_HANDOVER, "this is no handover of cfdiag", hint, place) from None
    name, _, version = head.format.partition("@")
    if name != _NAME or not version.isdigit():
        raise fault(Code.NOT_A_HANDOVER, "this is no handover of cfdiag", hint, place)
    if int(version[:6]) > int(_VERSION):
        message = f"the handover is written in format {version[:6]}; this cfdiag reads up to {_VERSION}"
        raise fault(Code.NEWER_FORMAT, message, "upgrade cfdiag", place)
    try:
        return msgspec.json.decode(bare, type=HandoverFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        where = str(error).rpartition(" - at ")[2].strip("`")
        said = f"the handover is damaged at {where}" if where.startswith("$") else "the handover is damaged"
        raise fault(Code.NOT_A_HANDOVER, said, "make it again: cfdiag handover", place) from error
