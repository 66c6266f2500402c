"""The questionnaires at hand: those that came with cfdiag, and those in other folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.recognise import recognise
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, closest, fault
from cfdiag.ground.files import read_bytes, shipped
from cfdiag.model.questionnaire import Questionnaire

_ID_LINE = re.compile(rb"""(?m)^id:[ \t]*["']?([a-z0-9][a-z0-9-]*)["']?[ \t]*(?:#.*)?\r?$""")

_SOME_KEY = re.compile(rb"(?m)^[a-z_]+:")


class Library:
    """Looks questionnaires up by id, and by version where several are at hand.

    Files are read when they are asked for, once. A broken file is a fault only then.
    """

    def __init__(self, folders: Sequence[Path] = (), given: Sequence[Questionnaire] = ()) -> None:
        """`given` come first, then `folders` in their order; the shipped folder is always last."""
        self.folders = (*folders, shipped("questionnaires"))
        self._given = {questionnaire.id: questionnaire for questionnaire in given}
        self._paths: dict[str, list[list[Path]]] | None = None
        self._read: dict[Path, Questionnaire | CfdiagError] = {}

    def ids(self) -> list[str]:
        """The ids there are, in alphabetical order; broken files too."""
        return sorted({*self._by_id(), *self._given})

    def get(self, id_: str, version: str = "", sha256: str = "") -> Questionnaire:
        """The questionnaire of an id: exactly that file, else that version, else the newest.

        The newest of the first folder that has the id: who puts a questionnaire into a folder of
        their own means that one, whatever the shipped one's version is.

        Raises:
            CfdiagError: `unknown-questionnaire`, or the faults of the file that would be the one.
        """
        given = self._given.get(id_)
        if given is not None:
            return given
        folders = self._by_id().get(id_)
        if not folders:
            raise self._unknown(id_)
        for wanted, of in ((sha256, _sha256), (version, _version)):
            for path in (path for paths in folders for path in paths if wanted):
                loaded = self._load(path)
                if isinstance(loaded, Questionnaire) and of(loaded) == wanted:
                    return loaded
        loaded_first = [self._load(path) for path in folders[0]]
        good = [loaded for loaded in loaded_first if isinstance(loaded, Questionnaire)]
        if not good:
            raise next(loaded for loaded in loaded_first if isinstance(loaded, CfdiagError))
        return max(good, key=lambda questionnaire: _version_key(questionnaire.version))

    def faults(self) -> list[Diagnostic]:
        """The faults of every file at hand that cannot be read."""
        paths = [path for folders in self._by_id().values() for paths in folders for path in paths]
        loaded = [self._load(path) for path in sorted(paths)]
        return [d for error in loaded if isinstance(error, CfdiagError) for d in error.diagnostics]

    def _unknown(self, id_: str) -> CfdiagError:
        near = closest(id_, self.ids())
        hint = near or "`cfdiag list` shows what is at hand; --questionnaires DIR adds a folder"
        return fault(Code.UNKNOWN_QUESTIONNAIRE, f"there is no questionnaire '{id_}'", hint)

    def _load(self, path: Path) -> Questionnaire | CfdiagError:
        if path not in self._read:
            try:
                self._read[path] = read_questionnaire(read_bytes(path), str(path), any_name=True)
            except CfdiagError as error:
                self._read[path] = error
        return self._read[path]

    def _by_id(self) -> dict[str, list[list[Path]]]:
        """Files by the id they hold and by folder; the id is found without reading them wholly."""
        if self._paths is None:
            self._paths = {}
            for folder in self.folders:
                here: dict[str, list[Path]] = {}
                for path in self._files(folder):
                    data = self._bytes(path)
                    found = _ID_LINE.search(data)
                    if _is_something_else(data, path, named=bool(found)):
                        continue
                    here.setdefault(found[1].decode() if found else path.stem, []).append(path)
                for id_, paths in here.items():
                    self._paths.setdefault(id_, []).append(paths)
        return self._paths

    def _bytes(self, path: Path) -> bytes:
        try:
            return read_bytes(path)
        except CfdiagError as error:
            self._read[path] = error
            return b""

    def _files(self, folder: Path) -> list[Path]:
        if folder.is_dir():
            return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p.is_file())
        if folder is self.folders[-1]:
            return []
        hint = "check the name after --questionnaires"
        raise fault(
            Code.CANNOT_READ, "there is no such folder of questionnaires", hint, Location(str(folder))
        )


def _is_something_else(data: bytes, path: Path, *, named: bool) -> bool:
    """Whether a file beside the questionnaires is none: an engagement, an interview, somebody's answers.

    Args:
        data: its bytes; a file that says nothing readable is a fault and not something else.
        path: its name.
        named: whether it says an id.
    """
    kind = recognise(data, path.name)
    return kind != "questionnaire" and (bool(kind) or (not named and bool(_SOME_KEY.search(data))))


def _sha256(questionnaire: Questionnaire) -> str:
    return questionnaire.sha256


def _version(questionnaire: Questionnaire) -> str:
    return questionnaire.version


def _version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """An order of versions: `1.10.0` after `1.9.0`, a pre-release `1.0.0-rc1` before `1.0.0`."""
    release, _, rest = version.partition("-")
    parts = [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in release.split(".")]
    return (*parts, (0, 0, rest) if rest else (0, 1, ""))
