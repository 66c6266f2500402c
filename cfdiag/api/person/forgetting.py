"""Forgetting somebody: first what would be done, then done, then looked for again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.person.folder import KeptFile, kept_files, packing
from cfdiag.api.person.steps import ForgetStep, forget_steps, left_behind
from cfdiag.api.person.whom import FoundPerson
from cfdiag.batch.streams import compressed
from cfdiag.formats.tombstones import TOMBSTONES_NAME, encode_tombstones, tombstone_of
from cfdiag.ground.endings import JOURNAL_SUFFIX
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import SEALED_SUFFIX, Seal, is_sealed
from cfdiag.ground.writing import append, sync_folder, write_atomically
from cfdiag.interview.journal.file import close, open_locked

WHY = "asked to be forgotten"


class Forgotten(NamedTuple):
    """What was done."""

    done: list[ForgetStep]
    left: list[KeptFile]
    """Files that lead to them all the same: somebody has to look."""


def forget(found: FoundPerson, day: date) -> Forgotten:
    """Do what `forget_steps` says, and look for them again.

    Args:
        found: who.
        day: of the tombstone.

    Raises:
        CfdiagError: `locked`: somebody has one of the interviews open; `no-recipient`: a locked file could
            not be locked again; then nothing was done. `cannot-write`.
    """
    steps = forget_steps(found)
    written = [step.path for step in steps if step.does == "rewrite"]
    sealed = {path for path in written if is_sealed(read_plain(str(path)))}
    seal = (found.near.seal() or Seal(found.near.keys.recipients())) if sealed else None
    _nobody_writes([step.path for step in steps if step.does in ("remove", "rewrite")])
    # First of all: a crash after this leaves files that `check` names, never a person half forgotten unseen.
    if found.mine:
        stones = [tombstone_of(id_, day.isoformat(), WHY) for id_ in sorted(found.mine)]
        append(found.folder / TOMBSTONES_NAME, encode_tombstones(stones), durably=True)
    for step in steps:
        if step.does == "remove":
            step.path.unlink(missing_ok=True)
            sync_folder(step.path.parent)
        elif step.does == "rewrite" and step.data is not None:
            name = step.path.name.removesuffix(SEALED_SUFFIX)
            data = compressed(step.data, name) if packing(step.path) else step.data
            data = seal.sealed(data) if seal is not None and step.path in sealed else data
            write_atomically(step.path, data, mode=step.path.stat().st_mode & 0o777)
    again = list(kept_files(found.folder, found.near.keys))
    return Forgotten(steps, list(left_behind(again, found)))


def _nobody_writes(paths: list[Path]) -> None:
    """See that no session has one of these interviews open.

    Raises:
        CfdiagError: `locked`.
    """
    for path in paths:
        if path.name.endswith(JOURNAL_SUFFIX):
            close(open_locked(path, 0))
