"""The file that a journal becomes: what it is called, and how it is written."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from cfdiag.formats.interview import read_interview
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.endings import JOURNAL_SUFFIX
from cfdiag.ground.files import read_bytes, read_plain
from cfdiag.ground.sealing import NO_KEYS, SEALED_SUFFIX, Keys, Seal, sealed_name
from cfdiag.ground.writing import create_atomically, sync_folder, write_atomically
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.voices import restricted


def journal_of(path: Path) -> Path:
    """The journal that belongs to a file: `NAME.json`, `NAME.json.age`, or itself, locked whole or not."""
    name = path.name.removesuffix(SEALED_SUFFIX)
    return path.with_name(name.removesuffix(JOURNAL_SUFFIX).removesuffix(".json") + JOURNAL_SUFFIX)


def finished_of(path: Path) -> Path:
    """The finished file that belongs to a journal: `NAME.open.jsonl` → `NAME.json`."""
    name = path.name.removesuffix(JOURNAL_SUFFIX)
    return path.with_name(f"{name}.json") if name != path.name else path


class FinishedFile:
    """The finished file of one interview: written over an earlier state of it, and over nothing else.

    Args:
        path: `NAME.json`, in the clear.
        seal: what it is sealed with, in `NAME.json.age`.
        keys: what opens an earlier state.
    """

    def __init__(self, path: Path, seal: Seal | None = None, keys: Keys = NO_KEYS) -> None:
        self.path = path if seal is None else sealed_name(path)
        """Where it is."""
        self._clear, self._seal, self._keys = path, seal, keys
        self._held: tuple[bytes, Interview] | None = None
        """What was sealed here, and what it says: without the key nobody could read it again."""

    def lock(self, saved: Interview) -> bool:
        """Seal a state that lies there in the clear, before anything is added to it; whether one did.

        Raises:
            CfdiagError: `exists`, where a sealed file of that name is there; `cannot-write`.
        """
        if self._seal is None or not self._clear.is_file() or _id_in(self._clear, NO_KEYS) != saved.id:
            return False
        data = self._seal.sealed(read_bytes(self._clear))
        self._create(data)
        self._held = data, saved
        self._leave_no_clear(saved.id)
        return True

    def write(self, interview: Interview) -> None:
        """Write the interview as it is finished.

        Raises:
            CfdiagError: `exists` where another interview has that name, `cannot-write`.
        """
        data = self._bytes_of(interview)
        # Reopened and finished again: the earlier state of the same interview may be replaced, and nothing
        # else.
        saved = self._saved()
        if saved is not None and saved.id == interview.id:
            write_atomically(self.path, data)
        else:
            self._create(data)
        self._leave_no_clear(interview.id)

    def restrict(self, interview: Interview, questionnaire: Questionnaire) -> None:
        """Write a stricter consent into the state that this interview was reopened from.

        Whoever is handed that file alone then has it too. Where it cannot be written the journal still says
        so, and scoring takes the stricter of the two.
        """
        with contextlib.suppress(CfdiagError):
            saved = self._saved()
            # Another interview may have taken the name meanwhile: its consent is its own.
            if saved is None or saved.id != interview.id:
                return
            kept = restricted(saved, interview, questionnaire)
            if kept is not saved:
                data = self._bytes_of(kept)
                write_atomically(self.path, data)
                self._held = (data, kept) if self._held is not None else None

    def _bytes_of(self, interview: Interview) -> bytes:
        data = encode_interview(interview)
        return data if self._seal is None else self._seal.sealed(data)

    def _saved(self) -> Interview | None:
        """The state that is there; None where there is none that can be read."""
        if not self.path.is_file():
            return None
        try:
            data = read_plain(str(self.path))
            if self._held is not None and data == self._held[0]:
                return self._held[1]
            return read_interview(self._keys.opened(data, str(self.path)), str(self.path))
        except CfdiagError:
            return None

    def _create(self, data: bytes) -> None:
        try:
            create_atomically(self.path, data)
        except FileExistsError as error:
            raise fault(
                Code.EXISTS,
                "there is another file of the name that the finished interview gets",
                "move that file away and finish again; every answer is in the journal",
                Location(str(self.path)),
            ) from error

    def _leave_no_clear(self, id_: str) -> None:
        """What is sealed now must not lie there in the clear beside it."""
        if self._seal is not None and self._clear.is_file() and _id_in(self._clear, NO_KEYS) == id_:
            with contextlib.suppress(OSError):
                self._clear.unlink()
                sync_folder(self._clear.parent)


class _Identified(msgspec.Struct):
    id: str = ""


def _id_in(path: Path, keys: Keys) -> str:
    try:
        return msgspec.json.decode(keys.opened(read_plain(str(path)), str(path)), type=_Identified).id
    except (CfdiagError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""
