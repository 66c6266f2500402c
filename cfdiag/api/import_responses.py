"""Responses of the one-file form: files that people saved or mailed, into interviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.api.import_report import ImportColumns, ImportQuestions, ImportReport
from cfdiag.api.import_storing import Coming, Stored
from cfdiag.exchange.personal import (
    answer_has_contact,
    answer_without_contacts,
    has_contact,
    without_contacts,
)
from cfdiag.exchange.response_people import ImportSettings
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.formats.library import Library
from cfdiag.formats.mail import is_mail, takes_long
from cfdiag.formats.recognise import is_response
from cfdiag.formats.response import interview_of, read_response
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.files import read_plain
from cfdiag.ground.safe import one_line
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.response import FORM_PROFILE

_SUFFIXES = (".json", ".txt", ".eml")


class ReadResponses(NamedTuple):
    """What files of responses hold."""

    file: str
    coming: tuple[Coming, ...]
    questionnaires: tuple[Questionnaire, ...]
    faults: tuple[Diagnostic, ...]
    counts: Counter[str]
    """How many `responses` there are, how many of them `empty` and `left_out`."""

    def report(self, stored: Stored) -> ImportReport:
        """What is said of them."""
        keys = dict.fromkeys(key for each in self.coming for key in each.interview.answers)
        return ImportReport(
            file=self.file,
            profile=FORM_PROFILE,
            encoding="utf-8",
            delimiter="",
            header_rows=0,
            responses=self.counts["responses"],
            imported=stored.new,
            unfinished=0,
            empty=self.counts["empty"],
            faulty=sum(each.faulty for each in stored.there),
            left_out=self.counts["left_out"] + stored.refused,
            unchanged=stored.unchanged,
            columns=ImportColumns([], [], [], []),
            questions=ImportQuestions(list(keys), [], []),
            values=[],
            texts_with_contact=sum(each.contacts for each in stored.there),
            sessions=dict(Counter(each.session for each in stored.there if each.session)),
            by={"code": len(keys)},
        )


class _Reading:
    """Reads responses one by one."""

    def __init__(self, library: Library, questionnaire: str, known: ImportSettings) -> None:
        self._library, self._questionnaire, self._known = library, questionnaire, known
        self.faults: list[Diagnostic] = []
        self.coming: list[Coming] = []
        self.used: dict[str, Questionnaire] = {}
        self.counts: Counter[str] = Counter()

    def take(self, data: bytes, file: str) -> None:
        """Read one; what is wrong with it is told, and costs as little of it as can be."""
        self.counts["responses"] += 1
        try:
            read = read_response(data, file)
            response, named = read.response, read.response.questionnaire
            if self._questionnaire and named.id != self._questionnaire:
                raise _another(named.id, self._questionnaire, file)
            if self._known.group and response.group != self._known.group:
                raise _of_another_group(response.group, self._known.group, file)
            answered = self._library.get(named.id, named.version, named.sha256)
        except CfdiagError as error:
            self.faults += error.diagnostics
            self.counts["left_out"] += 1
            return
        made = interview_of(
            read,
            answered,
            file,
            departments=self._known.listed.get("department", {}),
            account=self._known.account,
            tool=self._known.tool,
        )
        self.faults += (*self._of_another_account(response.account or "", file), *made.faults)
        kept = made.interview
        said = kept is not None and any(each.status != "skipped" for each in kept.answers.values())
        if kept is None or (made.cut and (self._known.strict or not said)):
            self.counts["left_out"] += 1
        elif not said:
            self.counts["empty"] += 1
        else:
            interview, contacts = self._without_contacts(kept)
            session = response.session or ""
            self.coming.append(Coming(interview, file, faulty=made.cut, contacts=contacts, session=session))
            self.used[answered.sha256] = answered

    def _of_another_account(self, named: str, file: str) -> Iterator[Diagnostic]:
        """That a response names an account, and it is not the one that was said for all."""
        said, ids = self._known.account, self._known.ids.get("account", {})
        if said and named.strip() and ids.get(same(named), named) != said:
            message = (
                f"--account {said} holds only for a response that names no account: this one names another"
            )
            hint = "leave --account out: the response counts for the account that it names"
            yield Diagnostic(Code.WRONG_OPTION, message, Location(file), hint, "warning")

    def _without_contacts(self, interview: Interview) -> tuple[Interview, int]:
        """The interview with its texts as they are to be kept, and how many of them tell an address."""
        told = {key: each for key, each in interview.answers.items() if answer_has_contact(each)}
        named = [(id_, item) for id_, of in interview.items.items() for item in of if has_contact(of[item])]
        contacts = len(told) + len(named)
        if not self._known.drop_contacts:
            return interview, contacts
        answers = interview.answers | {key: answer_without_contacts(each) for key, each in told.items()}
        items = {
            id_: {item: without_contacts(label) for item, label in of.items()}
            for id_, of in interview.items.items()
        }
        return msgspec.structs.replace(interview, answers=answers, items=items), contacts


def read_responses(place: Path, library: Library, questionnaire: str, known: ImportSettings) -> ReadResponses:
    """Read a file, or all responses in a folder.

    Args:
        place: the file or folder.
        library: the questionnaires at hand.
        questionnaire: the id of the one that is meant, or empty; a response to another one is a fault.
        known: what flags and the engagement say.

    Raises:
        CfdiagError: `no-responses`: there is none.
    """
    reading = _Reading(library, questionnaire, known)
    for file, data in _files(place, reading.faults):
        reading.take(data, file)
    if not reading.counts["responses"]:
        raise fault(
            Code.NO_RESPONSES,
            "there are no responses of a form here",
            "is it the right folder?",
            Location(str(place)),
        )
    return ReadResponses(
        str(place), tuple(reading.coming), tuple(reading.used.values()), tuple(reading.faults),
        reading.counts,
    )  # fmt: skip


def _files(place: Path, faults: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """The files that hold a response; what a folder holds beside them is passed over, a mail with a note."""
    paths: Sequence[Path] = sorted(place.iterdir()) if place.is_dir() else [place]
    for path in paths:
        if place.is_dir() and (path.suffix.lower() not in _SUFFIXES or not path.is_file()):
            continue
        try:
            # What is too large for a response is told by what it is: a folder may hold other things.
            data = read_plain(str(path), MAX_TABLE_BYTES)
        except CfdiagError as error:
            faults.extend(error.diagnostics)
            continue
        if not place.is_dir() or is_response(data):
            yield str(path), data
        elif is_mail(data):  # somebody may have sent one in it all the same
            faults.append(msgspec.structs.replace(without_response(data, str(path)), severity="note"))


def without_response(data: bytes, file: str) -> Diagnostic:
    """That a mail holds no response of a form, or that nobody can tell."""
    long = takes_long(data)
    what = "it would take too long to be looked through" if long else "there is no response of a form in it"
    hint = "save what hangs on it, or stands in it, in a file of its own"
    return Diagnostic(Code.NO_RESPONSES, f"this is a mail, and {what}", Location(file), hint)


def _of_another_group(group: str, wanted: str, file: str) -> CfdiagError:
    message = f"this is a response of {one_line(group)[:64]}, not of {wanted}"
    return fault(Code.WRONG_OPTION, message, "leave --group out: a response says its group", Location(file))


def _another(named: str, wanted: str, file: str) -> CfdiagError:
    message = f"this is a response to {named}, not to {wanted}"
    return fault(Code.OTHER_QUESTIONNAIRE, message, f"--questionnaire {named}", Location(file))
