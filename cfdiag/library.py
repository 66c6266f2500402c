"""The questionnaires at hand: those that came with cfdiag, and those in other folders."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cfdiag.diagnostics import CfdiagError, Diagnostic, Location, closest, fault
from cfdiag.files import read_bytes, shipped
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.reading.questionnaire import read_questionnaire

_ID_LINE = re.compile(rb"""(?m)^id:[ \t]*["']?([a-z0-9][a-z0-9-]*)["']?[ \t]*(?:#.*)?\r?$""")


class Library:
    """Looks questionnaires up by id, and by version where several are at hand.

    Files are read when they are asked for, once. A broken file is a fault only then.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """`folders` in their order of precedence; the shipped folder is always last."""
        self.folders = (*folders, shipped("questionnaires"))
        self._paths: dict[str, list[Path]] | None = None
        self._read: dict[Path, Questionnaire | CfdiagError] = {}

    def ids(self) -> list[str]:
        """The ids there are, in alphabetical order; broken files too."""
        return sorted(self._by_id())

    def get(self, id_: str, version: str = "", sha256: str = "") -> Questionnaire:
        """The questionnaire of an id: exactly that file, else that version, else the newest.

        Where several folders hold the same version, the first folder's counts.

        Raises:
            CfdiagError: `unknown-questionnaire`, or the faults of its file.
        """
        paths = self._by_id().get(id_)
        if not paths:
            raise self._unknown(id_)
        good, broken = self._candidates(paths)
        if not good and broken:
            raise broken[0]
        for candidate in good:
            if sha256 and candidate.sha256 == sha256:
                return candidate
        for candidate in good:
            if version and candidate.version == version:
                return candidate
        # A file that cannot be read may be the one that counts: earlier folders win.
        if broken and not version and not sha256 and isinstance(self._load(paths[0]), CfdiagError):
            raise broken[0]
        return max(good, key=lambda q: _version_key(q.version))

    def faults(self) -> list[Diagnostic]:
        """The faults of every file at hand that cannot be read."""
        found: list[Diagnostic] = []
        for paths in self._by_id().values():
            for error in self._candidates(paths)[1]:
                found.extend(error.diagnostics)
        return found

    def _unknown(self, id_: str) -> CfdiagError:
        near = closest(id_, self.ids())
        hint = near or "`cfdiag list` shows what is at hand; --questionnaires DIR adds a folder"
        return fault("unknown-questionnaire", f"there is no questionnaire '{id_}'", hint)

    def _candidates(self, paths: list[Path]) -> tuple[list[Questionnaire], list[CfdiagError]]:
        good: list[Questionnaire] = []
        broken: list[CfdiagError] = []
        for path in paths:
            loaded = self._load(path)
            if isinstance(loaded, CfdiagError):
                broken.append(loaded)
            else:
                good.append(loaded)
        return good, broken

    def _load(self, path: Path) -> Questionnaire | CfdiagError:
        if path not in self._read:
            try:
                self._read[path] = read_questionnaire(read_bytes(path), str(path), any_name=True)
            except CfdiagError as error:
                self._read[path] = error
        return self._read[path]

    def _by_id(self) -> dict[str, list[Path]]:
        """Files by the id they hold, found without reading them wholly."""
        if self._paths is None:
            self._paths = {}
            seen: set[str] = set()
            for path in self._files():
                try:
                    data = read_bytes(path)
                except CfdiagError as error:
                    self._read[path] = error
                    data = b""
                digest = hashlib.sha256(data).hexdigest()
                if data and digest in seen:
                    continue
                seen.add(digest)
                found = _ID_LINE.search(data)
                id_ = found[1].decode() if found else path.stem
                self._paths.setdefault(id_, []).append(path)
        return self._paths

    def _files(self) -> Iterator[Path]:
        for folder in self.folders:
            if not folder.is_dir():
                if folder != self.folders[-1]:
                    raise fault(
                        "cannot-read",
                        "there is no such folder of questionnaires",
                        "check the name after --questionnaires",
                        Location(str(folder)),
                    )
                continue
            yield from sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))


def _version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """An order of versions: `1.10.0` after `1.9.0`, a pre-release `1.0.0-rc1` before `1.0.0`."""
    release, _, rest = version.partition("-")
    parts = [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in release.split(".")]
    return (*parts, (0, 0, rest) if rest else (0, 1, ""))
