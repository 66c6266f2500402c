"""What an interview says of others beside it: which it goes on with, and from which it took a list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cfdiag.batch.halves import apart
from cfdiag.batch.inputs import InputSource, find_inputs, read_whole
from cfdiag.formats.interview import read_interview
from cfdiag.formats.moments import in_order
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, line_and_column
from cfdiag.interview.journal.replay import replay
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same


class Neighbour(NamedTuple):
    """An interview in a folder, and where it is written."""

    interview: Interview
    file: str
    sha256: str


class Neighbours:
    """Looks up the interviews beside a file; a folder is read once, and only when one names another."""

    def __init__(self) -> None:
        self._folders: dict[Path, list[Neighbour]] = {}

    def faults(self, interview: Interview, data: bytes, file: str) -> list[Diagnostic]:
        """What is to be said of the interviews that one names."""
        if interview.continues is None and not interview.taken_from:
            return []
        beside = self._beside(Path(file).absolute().parent)
        return [*_continues(interview, data, file, beside), *_taken_from(interview, data, file, beside)]

    def _beside(self, folder: Path) -> list[Neighbour]:
        if folder not in self._folders:
            found = find_inputs([str(folder)]).sources if folder.is_dir() else []
            self._folders[folder] = [each for source in found for each in _read(source)]
        return self._folders[folder]


def _read(source: InputSource) -> Iterator[Neighbour]:
    try:
        data = read_whole(source.file)
        if source.kind == "journal":
            yield Neighbour(replay(data, source.name).interview, source.name, "")
            return
        parts = [line for line in data.split(b"\n") if line.strip()] if source.kind == "lines" else [data]
        for part in parts:
            yield Neighbour(read_interview(part, source.name), source.name, hashlib.sha256(part).hexdigest())
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
