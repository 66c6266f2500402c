"""What lies on disk of an interview that is to be gone on with: read here, changed nowhere."""

from __future__ import annotations

import contextlib
from pathlib import Path

from cfdiag.formats.interview import read_interview
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, closest, fault
from cfdiag.ground.files import read_bytes
from cfdiag.ground.sealing import Keys, sealed_name
from cfdiag.interview.journal.finishing import finished_of, journal_of
from cfdiag.interview.journal.sealed import SealedHead, has_sealed_lines, read_head
from cfdiag.model.interview import Interview


def locked_head(path: Path) -> SealedHead | None:
    """Of an unfinished interview that is sealed: what stands in the clear; None where it is no such file.

    Raises:
        CfdiagError: it cannot be read.
    """
    journal = journal_of(path)
    if not journal.is_file():
        return None
    data = read_bytes(journal)
    return read_head(data) if has_sealed_lines(data) else None


def saved_interview(path: Path, keys: Keys) -> tuple[Interview, bool]:
    """A finished interview, and whether it is sealed."""
    if path.suffix.lower() in (".yaml", ".yml"):
        raise fault(
            Code.BAD_RESUME,
            "an interview in YAML can be scored, not gone on with",
            "save it as JSON",
            Location(str(path)),
        )
    clear = path if path.suffix else finished_of(journal_of(path))
    file = clear if clear.is_file() else sealed_name(clear)
    if not file.is_file():
        there = [other.name for other in file.parent.glob("*.json*")] if file.parent.is_dir() else []
        hint = closest(path.name, there) or "`cfdiag interview` without an ID lists the unfinished ones here"
        raise fault(Code.CANNOT_READ, "there is no such interview", hint, Location(str(path)))
    data = read_bytes(file)
    plain = keys.opened(data, str(file))
    return read_interview(plain, str(file)), plain is not data


def finished_at(journal: Path, id_: str, keys: Keys) -> str:
    """When the interview of that id was finished, as its file says; empty where there is none."""
    clear = finished_of(journal)
    for path in (clear, sealed_name(clear)):
        with contextlib.suppress(CfdiagError):
            data = keys.opened(read_bytes(path), str(path)) if path.is_file() else None
            saved = read_interview(data, str(path)) if data is not None else None
            if saved is not None and saved.id == id_:
                return saved.finished or ""
    return ""
