"""What an interview says of others beside it: which it goes on with, and from which it took a list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cfdiag.batch.halves import apart
from cfdiag.batch.inputs import InputSource, find_inputs, is_journal, read_whole
from cfdiag.batch.streams import holds_lines, inner_name, read_all
from cfdiag.formats.interview import read_interview
from cfdiag.formats.moments import in_order
from cfdiag.formats.tombstones import TOMBSTONES_NAME, forgotten_on
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, line_and_column
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.interview.journal.replay import read_journal, replay
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same

_UP = 3
"""So many folders up somebody may have been forgotten: interviews lie in folders of an engagement's."""


class Neighbour(NamedTuple):
    """An interview in a folder, and where it is written."""

    interview: Interview
    file: str
    sha256: str


class Neighbours:
    """Looks up the interviews beside a file; a folder is read once, and only when one names another."""

    def __init__(self, keys: Keys = NO_KEYS) -> None:
        self._keys = keys
        self._stones: dict[Path, bytes] = {}
        self._folders: dict[Path, list[Neighbour]] = {}
        self.seen: list[tuple[Interview, str]] = []
        """The interviews that were asked about, each with its file."""

    def faults(self, interview: Interview, data: bytes, file: str) -> list[Diagnostic]:
        """What is to be said of the interviews that one names."""
        self.seen.append((interview, file))
        said = list(self._put_back(interview, file))
        if interview.continues is None and not interview.taken_from:
            return said
        beside = self._beside(Path(file).absolute().parent)
        return [
            *said,
            *_continues(interview, data, file, beside),
            *_taken_from(interview, data, file, beside),
        ]

    def of_journal(self, data: bytes, file: str) -> list[Diagnostic]:
        """The same of a journal; what is wrong with it as such is told elsewhere."""
        try:
            return self.faults(read_journal(data, file, self._keys), data, file)
        except CfdiagError:
            return []

    def _put_back(self, interview: Interview, file: str) -> Iterator[Diagnostic]:
        """That somebody was forgotten whose interview is here again."""
        here = Path(file).absolute().parent
        for folder in (here, *here.parents[:_UP]):
            if folder not in self._stones:
                stones = folder / TOMBSTONES_NAME
                self._stones[folder] = read_plain(str(stones)) if stones.is_file() else b""
            day = forgotten_on(self._stones[folder], interview.id) if self._stones[folder] else ""
            if day:
                message = f"who said this asked to be forgotten, and was on {day}: a copy was put back"
                hint = f"forget them again: cfdiag person forget {interview.id} --yes"
                yield Diagnostic(Code.FORGOTTEN, message, Location(file), hint)

    def _beside(self, folder: Path) -> list[Neighbour]:
        if folder not in self._folders:
            found = find_inputs([str(folder)]).sources if folder.is_dir() else []
            self._folders[folder] = [each for source in found for each in _read(source, self._keys)]
        return self._folders[folder]


def _read(source: InputSource, keys: Keys) -> Iterator[Neighbour]:
    try:
        data = read_all(source) if source.kind == "stream" else read_whole(source.file)
        data = keys.opened(data, source.name)
        if is_journal(source):
            yield Neighbour(replay(data, source.name, keys).interview, source.name, "")
            return
        parts = [line for line in data.split(b"\n") if line.strip()] if holds_lines(source.file) else [data]
        for part in parts:
            read = read_interview(part, inner_name(source.name))
            yield Neighbour(read, source.name, hashlib.sha256(part).hexdigest())
    except CfdiagError:
        return  # its faults are told where the file itself is checked


def _continues(interview: Interview, data: bytes, file: str, beside: list[Neighbour]) -> Iterator[Diagnostic]:
    if interview.continues is None:
        return
    found = next((each.interview for each in beside if each.interview.id == interview.continues), None)
    why = apart(interview, found)
    if why:
        hint = "scored without it, it counts by itself; 'continues' is the id of the interview gone on with"
        yield Diagnostic(Code.NOT_JOINED, why, _place(b'"continues"', data, file), hint, "warning")


def _taken_from(
    interview: Interview, data: bytes, file: str, beside: list[Neighbour]
) -> Iterator[Diagnostic]:
    """A list taken from an interview that was changed since, or that a newer one has followed."""
    by_id = {each.interview.id: each for each in beside}
    for section, taken in interview.taken_from.items():
        source = by_id.get(taken.id)
        if source is None:
            continue
        newer = [each for each in beside if _follows(each.interview, source.interview)]
        if newer:
            latest = max(newer, key=lambda each: (in_order(each.interview.finished), each.file))
            message = f"'{section}' was taken from {_name(source.file)}; {_name(latest.file)} is newer"
        elif taken.sha256 and source.sha256 and taken.sha256 != source.sha256:
            message = f"'{section}' was taken from {_name(source.file)}, which was changed since"
        else:
            continue
        hint = "what was taken over stays as it was; look whether the newer one says something else"
        yield Diagnostic(Code.NEWER_SOURCE, message, _place(b'"from"', data, file), hint, "note")


def _follows(other: Interview, source: Interview) -> bool:
    """Whether an interview is a later one of the same group about the same account."""
    one, two = other.respondent, source.respondent
    return (
        other.finished is not None
        and other.questionnaire.id == source.questionnaire.id
        and one.group == two.group
        and same(one.account or "") == same(two.account or "")
        and in_order(other.finished) > in_order(source.finished)
    )


def _name(file: str) -> str:
    return Path(file).name


def _place(word: bytes, data: bytes, file: str) -> Location:
    at = data.find(word)
    return Location(file, *line_and_column(data, at)) if at >= 0 else Location(file)
