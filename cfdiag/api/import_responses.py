"""Responses of the one-file form: files that people saved or mailed, into interviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag import __version__
from cfdiag.api.import_report import ImportColumns, ImportQuestions, ImportReport
from cfdiag.api.import_storing import Coming
from cfdiag.formats.library import Library
from cfdiag.formats.response import MAX_RESPONSE_BYTES, interview_of, is_response, read_response
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.files import read_plain
from cfdiag.model.questionnaire import Questionnaire

_SUFFIXES = (".json", ".txt", ".eml")


class ReadResponses(NamedTuple):
    """What files of responses hold."""

    file: str
    coming: tuple[Coming, ...]
    questionnaires: tuple[Questionnaire, ...]
    faults: tuple[Diagnostic, ...]
    responses: int
    empty: int
    sessions: dict[str, int]

    def report(self, imported: int, unchanged: int) -> ImportReport:
        """What is said of them."""
        keys = dict.fromkeys(key for each in self.coming for key in each.interview.answers)
        return ImportReport(
            file=self.file,
            profile="cfdiag",
            encoding="utf-8",
            delimiter="",
            header_rows=0,
            responses=self.responses,
            imported=imported,
            unfinished=0,
            empty=self.empty,
            faulty=self.responses - self.empty - len(self.coming),
            unchanged=unchanged,
            columns=ImportColumns([], [], [], []),
            questions=ImportQuestions(list(keys), [], []),
            values=[],
            texts_with_contact=0,
            sessions=self.sessions,
            by={"code": len(keys)},
        )


def read_responses(
    place: Path,
    library: Library,
    questionnaire: str,
    departments: Mapping[str, str],
) -> ReadResponses:
    """Read a file, or all responses in a folder.

    Args:
        place: the file or folder.
        library: the questionnaires at hand.
        questionnaire: the id of the one that is meant, or empty; a response to another one is a fault.
        departments: those of the engagement, by id.

    Raises:
        CfdiagError: `no-responses`: there is none.
    """
    faults: list[Diagnostic] = []
    coming: list[Coming] = []
    used: dict[str, Questionnaire] = {}
    sessions: Counter[str] = Counter()
    responses = empty = 0
    for file, data in _files(place, faults):
        responses += 1
        try:
            response, node = read_response(data, file)
            named = response.questionnaire
            if questionnaire and named.id != questionnaire:
                raise _another(named.id, questionnaire, file)
            answered = library.get(named.id, named.version, named.sha256)
        except CfdiagError as error:
            faults.extend(error.diagnostics)
            continue
        interview, found = interview_of(
            response, node, answered, file, tool=__version__, departments=departments
        )
        faults.extend(found)
        if any(each.severity == "error" and each.code != Code.UNKNOWN_DEPARTMENT for each in found):
            continue
        if all(answer.status == "skipped" for answer in interview.answers.values()):
            empty += 1
            continue
        coming.append(Coming(interview, file))
        used[answered.sha256] = answered
        sessions.update([response.session] if response.session else [])
    if not responses:
        raise fault(
            Code.NO_RESPONSES,
            "there are no responses of a form here",
            "is it the right folder?",
            Location(str(place)),
        )
    return ReadResponses(
        str(place), tuple(coming), tuple(used.values()), tuple(faults), responses, empty, dict(sessions)
    )


def _files(place: Path, faults: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """The files that hold a response; what a folder holds beside them is passed over."""
    paths: Sequence[Path] = sorted(place.iterdir()) if place.is_dir() else [place]
    for path in paths:
        if place.is_dir() and (path.suffix.lower() not in _SUFFIXES or not path.is_file()):
            continue
        try:
            data = read_plain(str(path), MAX_RESPONSE_BYTES)
        except CfdiagError as error:
            faults.extend(error.diagnostics)
            continue
        if not place.is_dir() or is_response(data):
            yield str(path), data


def _another(named: str, wanted: str, file: str) -> CfdiagError:
    message = f"this is a response to {named}, not to {wanted}"
    return fault(Code.OTHER_QUESTIONNAIRE, message, f"--questionnaire {named}", Location(file))
