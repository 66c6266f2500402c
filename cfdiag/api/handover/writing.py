"""A handover's folder: rewritten by the same command, but for what somebody filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from cfdiag.api.writing import write_over
from cfdiag.formats.handover import read_handover
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.files import read_bytes
from cfdiag.ground.writing import make_folder, write_atomically
from cfdiag.model.file_names import HANDOVER_NAME
from cfdiag.model.handover import HandoverFile

_MOST_COPIES = 100


def made_before(folder: Path) -> HandoverFile | None:
    """The handover that the folder holds; None where it holds none, or a damaged one."""
    try:
        return (
            read_handover(read_bytes(folder / HANDOVER_NAME), HANDOVER_NAME)
            if (folder / HANDOVER_NAME).is_file()
            else None
        )
    except CfdiagError:
        return None


class FolderWriter:
    """Writes into one folder, and remembers what it wrote and what it left as it was.

    Args:
        folder: made where it is not there.
        force: whether what somebody filled in, or another program made, may be written over.
    """

    def __init__(self, folder: Path, *, force: bool) -> None:
        self.folder, self.force = folder, force
        self.written: list[Path] = []
        self.kept: list[tuple[Path, Path]] = []
        """What somebody filled in, and the new one beside it."""
        before = made_before(folder)
        self._before = before.written if before else {}
        """By file the hash of what was written last of those that somebody may fill in."""
        of_accounts = [each.files for each in before.accounts] if before else []
        self._ours = {name for files in of_accounts for name in (files.brief, files.visit, files.intro)}
        """What was made for accounts before: a customer's page does not say by whom it was made."""
        self.hashes: dict[str, str] = {}
        make_folder(folder)

    def pages(self, made: Iterable[tuple[str, bytes]]) -> None:
        """Write files that nobody fills in.

        Raises:
            CfdiagError: `exists`, `cannot-write`.
        """
        for name, data in made:
            path = self.folder / name
            make_folder(path.parent)
            if name in self._ours:
                write_atomically(path, data)
            elif path.suffix in (".csv", ".ics"):
                self._plain(path, data)
            else:
                write_over(path, data, force=self.force)
            self.written.append(path)

    def to_fill_in(self, made: Iterable[tuple[str, bytes]]) -> None:
        """Write files that somebody may fill in: one that changed since stays, the new one is beside it.

        Raises:
            CfdiagError: `cannot-write`.
        """
        for name, data in made:
            path = self.folder / name
            there = read_bytes(path) if path.is_file() else None
            mine = there is None or there == data or self._before.get(name) == _hash(there) or self.force
            if not mine:
                beside = self._beside(path)
                self.kept.append((path, beside))
                path = beside
            write_atomically(path, data)
            self.hashes[path.name] = _hash(data)
            self.written.append(path)
            if not mine and name in self._before:
                self.hashes[name] = self._before[name]

    def _beside(self, path: Path) -> Path:
        """The first `leaver-2.xlsx` that nobody filled in."""
        for number in range(2, _MOST_COPIES):
            other = path.with_name(f"{path.stem}-{number}{path.suffix}")
            if not other.is_file() or self._before.get(other.name) == _hash(read_bytes(other)):
                return other
        raise fault(
            Code.EXISTS,
            "there are too many copies of it already",
            "name another --output",
            Location(str(path)),
        )

    def _plain(self, path: Path, data: bytes) -> None:
        """A table or a calendar over an earlier one: known by its first line, for it has no other mark."""
        if path.is_file() and not self.force:
            there = read_bytes(path)
            if there.strip() and there.partition(b"\n")[0] != data.partition(b"\n")[0]:
                raise fault(
                    Code.EXISTS, "cfdiag did not make the file there; nothing was written over it",
                    "name another --output, or overwrite it with --force", Location(str(path)),
                )  # fmt: skip
        write_atomically(path, data)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
