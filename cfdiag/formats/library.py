"""The questionnaires at hand: those that came with cfdiag, and those in other folders."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from cfdiag.formats.compiled import compiled, keep_compiled
from cfdiag.formats.kept_texts import EARLIER, KEPT, KEPT_NAME, hash_in, short_hash
from cfdiag.formats.recognise import braced, recognise
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, closest, diagnostic_of, fault
from cfdiag.ground.files import read_bytes, shipped
from cfdiag.model.questionnaire import Questionnaire, version_key

_ID_LINE = re.compile(rb"""(?m)^id:[ \t]*["']?([a-z0-9][a-z0-9-]*)["']?[ \t]*(?:#.*)?\r?$""")

_SOME_KEY = rb"(?m)^[a-z_]+:"


class Readable(msgspec.Struct, frozen=True):
    """The questionnaires that can be read, by id, and the faults of the others."""

    questionnaires: list[Questionnaire]
    faults: list[Diagnostic]


class Library:
    """Looks questionnaires up by id, and by hash or version where several texts are at hand.

    Files are read when they are asked for, once. A broken file is a fault only then.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (),
        given: Sequence[Questionnaire] = (),
        kept: Sequence[Path] = (),
    ) -> None:
        """A library.

        Args:
            folders: in their order of precedence; the shipped folder is always last. What `kept/` in them
                holds is found by its hash.
            given: questionnaires that come before all folders.
            kept: further folders of texts that are kept by their hash.
        """
        self.folders = (*folders, shipped("questionnaires"))
        self.kept = tuple(kept)
        self._given = {questionnaire.id: questionnaire for questionnaire in given}
        # Texts of before are found by their hash only: an old copy never takes the place of the one that is
        # edited.
        self._kept = (*kept, *(folder / KEPT for folder in folders), self.folders[-1] / EARLIER)
        self._paths: dict[str, list[list[Path]]] | None = None
        self._copies: dict[str, list[Path]] = {}
        self._read: dict[Path, Questionnaire | CfdiagError] = {}

    @property
    def own(self) -> tuple[Path, ...]:
        """The folders without the shipped one."""
        return self.folders[:-1]

    @property
    def given(self) -> list[Questionnaire]:
        """The questionnaires that come before all folders."""
        return list(self._given.values())

    def ids(self) -> list[str]:
        """The ids there are, in alphabetical order; broken files too."""
        return sorted({*self._by_id(), *self._given})

    def get(self, id_: str, version: str = "", sha256: str = "") -> Questionnaire:
        """The questionnaire of an id: exactly that text, else one that means the same, else that version.

        Else the newest of the first folder that has the id: who puts a questionnaire into a folder of their
        own means that one, whatever the shipped one's version is. A copy of a text that was ever shipped is
        nobody's own: it serves those who ask for it.

        Raises:
            CfdiagError: `unknown-questionnaire`, or the faults of the file that would be the one.
        """
        given = self._given.get(id_)
        if given is not None and sha256 in ("", given.sha256, *given.same_as):
            return given
        folders = self._by_id().get(id_, [])
        own = [path for paths in folders for path in paths]
        copies = self._copies.get(id_, [])
        for found in self._wanted(own, copies, "" if given else version, sha256):
            return self._as_agreed_now(found, folders)
        if given is not None:
            return given
        if not folders:
            raise self._unknown(id_)
        return self._newest(folders[0])

    def _wanted(
        self, own: list[Path], copies: list[Path], version: str, sha256: str
    ) -> Iterator[Questionnaire]:
        """The texts that fit what is asked for, the best first."""
        if sha256:
            # By its file name first: a folder with hundreds of kept texts need not be read.
            named = [path for path in copies if sha256.startswith(hash_in(path.name))]
            yield from (q for q in self._sound([*named, *own]) if q.sha256 == sha256)
            yield from (q for q in self._sound(own) if sha256 in q.same_as)
        if version:
            yield from (q for q in self._sound([*own, *copies]) if q.version == version)

    def _sound(self, paths: Iterable[Path]) -> Iterator[Questionnaire]:
        return (q for path in paths if isinstance(q := self._load(path), Questionnaire))

    def _newest(self, paths: Sequence[Path]) -> Questionnaire:
        good = list(self._sound(paths))
        if not good:
            raise next(error for path in paths if isinstance(error := self._load(path), CfdiagError))
        # By numbers: 1.10 is newer than 1.9.
        return max(good, key=lambda questionnaire: version_key(questionnaire.version))

    def _as_agreed_now(self, q: Questionnaire, folders: list[list[Path]]) -> Questionnaire:
        """An earlier text, with whose words its sections hold as the text of today says.

        Who said what was not asked of texts before 0.2, and what may be quoted does not grow with age.
        """
        try:
            today = self._newest(folders[0]) if folders else q
        except CfdiagError:
            return q
        speakers = {s.id: s.repeat.speaker for s in today.sections if s.repeat and s.repeat.speaker}
        sections = tuple(
            msgspec.structs.replace(s, repeat=msgspec.structs.replace(s.repeat, speaker=speakers[s.id]))
            if s.id in speakers and s.repeat and s.repeat.speaker is None
            else s
            for s in q.sections
        )
        return q if sections == q.sections else msgspec.structs.replace(q, sections=sections)

    def readable(self, ids: Iterable[str] | None = None) -> Readable:
        """The questionnaires of these ids, or of all there are, and what is wrong with those that fail."""
        found: list[Questionnaire] = []
        faults: list[Diagnostic] = []
        for id_ in self.ids() if ids is None else dict.fromkeys(ids):
            try:
                found.append(self.get(id_))
            except CfdiagError as error:  # noqa: PERF203  one broken file does not hide the others
                faults.extend(error.diagnostics)
        return Readable(found, faults)

    def faults(self) -> list[Diagnostic]:
        """The faults of every file at hand that cannot be read."""
        paths = [path for folders in self._by_id().values() for paths in folders for path in paths]
        loaded = [self._load(path) for path in sorted(paths)]
        return [d for error in loaded if isinstance(error, CfdiagError) for d in error.diagnostics]

    def _unknown(self, id_: str) -> CfdiagError:
        near = closest(id_, self.ids())
        hint = near or "`cfdiag list` shows what is at hand; --questionnaires DIR adds a folder"
        said = "there is no questionnaire '{word}'"
        return CfdiagError(diagnostic_of(Code.UNKNOWN_QUESTIONNAIRE, said, None, hint, word=id_))

    def _load(self, path: Path) -> Questionnaire | CfdiagError:
        if path not in self._read:
            try:
                self._read[path] = _questionnaire_in(path)
            except CfdiagError as error:
                self._read[path] = error
        return self._read[path]

    def _by_id(self) -> dict[str, list[list[Path]]]:
        """Files by the id they hold and by folder; the id is found without reading them wholly."""
        if self._paths is None:
            self._paths = {}
            for folder in self._kept:
                for path in _yaml_in(folder):
                    name = KEPT_NAME.fullmatch(path.name)
                    if name:
                        self._copies.setdefault(name[1], []).append(path)
            here = self._in_folder(self.folders[-1])
            ever = {short_hash(self._bytes(path)) for paths in here.values() for path in paths}
            ever |= {hash_in(path.name) for path in _yaml_in(self._kept[-1])}
            for folder in self.folders[:-1]:
                for id_, paths in self._in_folder(folder).items():
                    copies = [path for path in paths if short_hash(self._bytes(path)) in ever]
                    self._copies.setdefault(id_, []).extend(copies)
                    own = [path for path in paths if path not in copies]
                    if own:
                        self._paths.setdefault(id_, []).append(own)
            for id_, paths in here.items():
                self._paths.setdefault(id_, []).append(paths)
        return self._paths

    def _in_folder(self, folder: Path) -> dict[str, list[Path]]:
        here: dict[str, list[Path]] = {}
        for path in self._files(folder):
            data = self._bytes(path)
            id_ = _id_in(data)
            # What shipped is known to be questionnaires: to make sure costs every run five milliseconds.
            if folder == self.folders[-1] or not _is_something_else(data, path, named=bool(id_)):
                here.setdefault(id_ or path.stem, []).append(path)
        return here

    def _bytes(self, path: Path) -> bytes:
        try:
            return read_bytes(path)
        except CfdiagError as error:
            self._read[path] = error
            return b""

    def _files(self, folder: Path) -> list[Path]:
        if folder.is_dir():
            return _yaml_in(folder)
        if folder is self.folders[-1]:
            return []
        hint = "check the name after --questionnaires"
        raise fault(
            Code.CANNOT_READ, "there is no such folder of questionnaires", hint, Location(str(folder))
        )


def _questionnaire_in(path: Path) -> Questionnaire:
    data = read_bytes(path)
    known = compiled(hashlib.sha256(data).hexdigest())
    if known is not None:
        return msgspec.structs.replace(known, file=str(path))
    from cfdiag.formats.questionnaire.reader import read_questionnaire  # noqa: PLC0415  most texts are known

    found = read_questionnaire(data, str(path), any_name=True)
    keep_compiled(found)
    return found


def _id_in(data: bytes) -> str:
    """The id that a questionnaire gives itself; empty where it gives none that can be seen."""
    found = _ID_LINE.search(data)
    if found:
        return found[1].decode()
    id_ = braced(data).get("id") if data.lstrip()[:1] == b"{" else None
    return id_ if isinstance(id_, str) else ""


def _is_something_else(data: bytes, path: Path, *, named: bool) -> bool:
    """Whether a file beside the questionnaires is none: an engagement, an interview, somebody's answers.

    Args:
        data: its bytes; a file that says nothing readable is a fault and not something else.
        path: its name.
        named: whether it says an id.
    """
    kind = recognise(data, path.name)
    return kind != "questionnaire" and (bool(kind) or (not named and bool(re.search(_SOME_KEY, data))))


def _yaml_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in (".yaml", ".yml") and p.is_file())
