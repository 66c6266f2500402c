"""A journal written anew with other words in it: every line once more, each with the crc that it then has."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import msgspec

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import Keys, Seal, sealed_name
from cfdiag.ground.writing import sync_folder, write_new
from cfdiag.interview.events import Entry
from cfdiag.interview.journal.replay import encode_line, entries_in
from cfdiag.interview.journal.sealed import encode_head, encode_sealed_line, has_sealed_lines, read_head


def rewritten(
    data: bytes, file: str, keys: Keys, change: Callable[[Entry], Entry], seal: Seal | None = None
) -> bytes:
    """The whole lines of a journal with what they say changed; sealed again where they were.

    Args:
        data: the bytes of the file.
        file: its name, for faults.
        keys: what opens it, where it is sealed.
        change: gives what a line says as it is to be.
        seal: what its lines are sealed with from now on; else for whom they were.

    Raises:
        CfdiagError: as `replay`.
    """
    head = read_head(data) if has_sealed_lines(data) else None
    if seal is None and head is not None:
        seal = Seal(head.to)
    made, crc = b"", 0
    for entry in entries_in(data, file, keys):
        after = change(entry)
        if seal is None:
            line, crc = encode_line(after, crc)
        else:
            if after.start is not None:
                made = encode_head(seal, after.start)
                crc = zlib.crc32(made)
            line, crc = encode_sealed_line(after.n, msgspec.json.encode(after), crc, seal)
        made += line
    return made


def line_by_line(journal: Path, keys: Keys, seal: Seal | None) -> None:
    """Make of a journal that is locked as a whole, `NAME.open.jsonl.age`, one whose lines are: it can go on.

    Args:
        journal: the one whose lines are, `NAME.open.jsonl`; it is not there yet.
        keys: what opens it.
        seal: what the lines are sealed with; else for whoever opens it.

    Raises:
        CfdiagError: as `replay`; `sealed`, `wrong-key`, `no-recipient`; `exists`, `cannot-write`.
    """
    whole = sealed_name(journal)
    data = keys.opened(read_plain(str(whole)), str(whole))
    seal = seal if seal is not None else Seal(keys.recipients())
    write_new(journal, rewritten(data, str(whole), keys, lambda entry: entry, seal))
    _take_away(whole)


def tidied(journal: Path, keys: Keys) -> None:
    """Take away the whole that a journal was made of, where a crash within `line_by_line` left it.

    It stays where it says anything that the journal does not, or cannot be opened.

    Args:
        journal: as `line_by_line` takes it.
        keys: what opens both.
    """
    whole = sealed_name(journal)
    if not (journal.is_file() and whole.is_file()):
        return
    with contextlib.suppress(CfdiagError):
        data = read_plain(str(journal))
        # One whose lines are in the clear was made of nothing: what is locked beside it somebody keeps.
        if not has_sealed_lines(data):
            return
        was = list(entries_in(keys.opened(read_plain(str(whole)), str(whole)), str(whole), keys))
        if was == list(islice(entries_in(data, str(journal), keys), len(was))):
            _take_away(whole)


def _take_away(file: Path) -> None:
    file.unlink()
    sync_folder(file.parent)
