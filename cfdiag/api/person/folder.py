"""The files of an engagement's folder as they lie there, opened where they are locked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from cfdiag.api.person.texts import text_in
from cfdiag.batch.inputs import COMPRESSED, INTERVIEW_COLUMN, LINE_SUFFIXES, ROWS_SUFFIX, InputSource
from cfdiag.batch.intake import NotOursError
from cfdiag.batch.rows import each_row, split_rows, text_of_rows
from cfdiag.batch.streams import decompressed, inner_name
from cfdiag.formats.interview import read_interview
from cfdiag.formats.recognise import recognise
from cfdiag.formats.tombstones import TOMBSTONES_NAME
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.endings import JOURNAL_SUFFIX, TORN_SUFFIX
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import SEALED_SUFFIX, Keys, is_sealed
from cfdiag.interview.journal.replay import entries_in, read_journal
from cfdiag.interview.journal.sealed import has_sealed_lines
from cfdiag.model.interview import Interview

KeptKind = Literal["interview", "journal", "interviews", "packed", "torn", "locked", "unreadable", "else"]

_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")


class KeptFile(NamedTuple):
    """A file of the folder."""

    path: Path
    data: bytes
    """As they are when it is open, and unpacked."""
    kind: KeptKind
    what: str
    """What it says it is, as `check` tells it."""
    interviews: tuple[Interview, ...] = ()
    locked: bool = False
    """Whether it lies there locked."""
    inside: bytes | None = None
    """What it holds in the end, where its bytes do not show it: lines that are sealed, or compressed."""

    @property
    def text(self) -> str | None:
        """What can be read in it; None where it cannot be searched."""
        if self.inside is not None:
            return text_in(self.inside, LINE_SUFFIXES[0])
        return text_in(self.data, self.name)

    @property
    def name(self) -> str:
        """Its name as it is when it is open, and unpacked."""
        return inner_name(self.path.name)


def kept_files(folder: Path, keys: Keys) -> Iterator[KeptFile]:
    """Every file of a folder and those below it, hidden ones too; links are not followed."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(names):
            path = Path(here, name)
            if path.is_file() and not path.is_symlink() and name != TOMBSTONES_NAME:
                yield _kept(path, keys)


def _kept(path: Path, keys: Keys) -> KeptFile:
    try:
        there = read_plain(str(path))
    except CfdiagError:
        return KeptFile(path, b"", "unreadable", "")
    try:
        data = keys.opened(there, str(path))
        if packing(path):
            data = decompressed(data, path.name.removesuffix(SEALED_SUFFIX))
        return _known(path, data, keys, locked=is_sealed(there) or has_sealed_lines(there))
    except CfdiagError as error:
        if packing(path) and error.diagnostics[0].code not in (Code.SEALED, Code.WRONG_KEY):
            return KeptFile(path, there, "packed", "")
        return KeptFile(path, b"", "locked", "", locked=True)


def packing(path: Path) -> str:
    """How a file is compressed, by the ending of its name when it is open; empty where it is not."""
    name = path.name.removesuffix(SEALED_SUFFIX).lower()
    return next((ending for ending in COMPRESSED if name.endswith(ending)), "")


def _known(path: Path, data: bytes, keys: Keys, *, locked: bool) -> KeptFile:
    name = inner_name(path.name)
    if name.endswith(TORN_SUFFIX):
        return KeptFile(path, data, "torn", "", locked=locked)
    if name.endswith(JOURNAL_SUFFIX):
        return _journal(path, data, keys, locked=locked)
    if name.lower().endswith(ROWS_SUFFIX):
        return _rows(path, data, locked=locked)
    what = "table" if name.lower().endswith(_TABLES) else recognise(data, name)
    several = _several(data, name) if what in ("", "interview") else ()
    if several:
        return KeptFile(path, data, "interviews", "interviews", several, locked)
    one = _interview(data, name) if what == "interview" else None
    if one is not None:
        return KeptFile(path, data, "interview", "interview", (one,), locked)
    return KeptFile(path, data, "else", "" if what == "interview" else what, locked=locked)


def _journal(path: Path, data: bytes, keys: Keys, *, locked: bool) -> KeptFile:
    sealed = has_sealed_lines(data)
    try:
        read = read_journal(data, path.name, keys)
        lines = map(msgspec.json.encode, entries_in(data, path.name, keys)) if sealed else ()
    except CfdiagError:
        if sealed:
            raise
        return KeptFile(path, data, "else", "journal", locked=locked)
    inside = b"\n".join(lines) if sealed else None
    return KeptFile(path, data, "journal", "journal", (read,), locked, inside)


def _rows(path: Path, data: bytes, *, locked: bool) -> KeptFile:
    """A file of rows; of one that lies there locked, or that is no file of ours, nothing can be read."""
    name = str(path)
    try:
        groups = [] if locked else split_rows(InputSource(name))
        parts = [piece.data for each in groups for piece in each_row(each, INTERVIEW_COLUMN)]
    except CfdiagError:
        parts = []
    except NotOursError:
        # Figures, as `score --format parquet` writes them; of each interview they hold its id.
        return KeptFile(path, data, "else", "result", inside=text_of_rows(InputSource(name)))
    if not parts:
        return KeptFile(path, data, "packed", "", locked=locked)
    read = (each for part in parts if (each := _interview(part, name)) is not None)
    return KeptFile(path, data, "packed", "", tuple(read), locked, b"\n".join(parts))


def _several(data: bytes, name: str) -> tuple[Interview, ...]:
    """The interviews of a file that holds several, one a line or in an array; none where it does not."""
    if name.lower().endswith(LINE_SUFFIXES):
        parts = [line for line in data.split(b"\n") if line.strip()]
    elif data.lstrip()[:1] == b"[":
        try:
            parts = [bytes(each) for each in msgspec.json.decode(data, type=list[msgspec.Raw])]
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return ()
    else:
        return ()
    found = [each for part in parts if (each := _interview(part, name)) is not None]
    return tuple(found) if len(found) == len(parts) else ()


def _interview(data: bytes, name: str) -> Interview | None:
    try:
        return read_interview(data, name)
    except CfdiagError:
        return None
