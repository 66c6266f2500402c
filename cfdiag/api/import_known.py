"""What a folder or a file of lines holds of earlier imports: ids, and by what each row was known."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cfdiag.exchange.response_ids import HeldRow, origin_of, said_in
from cfdiag.formats.saved import saved_files
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import Keys, sealed_name
from cfdiag.model.interview import Answer

LINES = ".jsonl"
_MADE = re.compile(r"-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-")
"""In a file's name: the id that an import makes."""


class _Asked(msgspec.Struct):
    id: str = ""


class _Head(msgspec.Struct):
    """Of an interview what tells where it came from; the rest is not built."""

    id: str = ""
    questionnaire: _Asked = msgspec.field(default_factory=_Asked)
    answers: dict[str, Answer] = {}
    extra: dict[str, Any] = {}


class EarlierImports(NamedTuple):
    """What is there of earlier imports."""

    rows: dict[str, HeldRow]
    """By an interview's id what its row was known by, and what it says."""
    shut: int
    """So many are locked, and no key opens them."""


_DECODER = msgspec.json.Decoder(_Head)


def held_origins(target: Path, questionnaire: str, keys: Keys) -> EarlierImports:
    """The interviews of earlier imports in the place where new ones go.

    Args:
        target: a folder, or a file of lines.
        questionnaire: the id of what they answer.
        keys: what opens locked ones; what cannot be read is passed over.
    """
    lines = _lines(target, keys) if target.suffix == LINES else _files(target, keys)
    found: dict[str, HeldRow] = {}
    shut = 0
    for line in lines:
        if line is None:
            shut += 1
            continue
        try:
            head = _DECODER.decode(line)
        except msgspec.MsgspecError:
            continue
        origin = origin_of(head.extra.get("import"))
        if origin is not None and head.questionnaire.id == questionnaire:
            found[head.id] = HeldRow(origin, said_in(head.answers))
    return EarlierImports(found, shut)


def _files(folder: Path, keys: Keys) -> Iterator[bytes | None]:
    for file in saved_files(folder):
        if _MADE.search(file.name):
            yield from _opened(file, keys)


def _lines(file: Path, keys: Keys) -> Iterator[bytes | None]:
    for place in (file, sealed_name(file)):
        if place.is_file():
            for data in _opened(place, keys):
                yield from (None,) if data is None else io.BytesIO(data)


def _opened(file: Path, keys: Keys) -> Iterator[bytes | None]:
    """The bytes of a file; None where it stays shut."""
    try:
        yield keys.opened(read_plain(str(file)), str(file))
    except CfdiagError as error:
        if any(each.code in (Code.SEALED, Code.WRONG_KEY) for each in error.diagnostics):
            yield None
