"""Every fault of files of whatever kind: questionnaires, interviews, engagements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cfdiag.api.lists import roster_faults, with_lists
from cfdiag.api.relations import Neighbours
from cfdiag.api.surroundings import around
from cfdiag.api.table_checks import check_table, is_table
from cfdiag.batch.inputs import STDIN, InputSource, find_inputs, read_whole
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.formats.engagement import examine_engagement
from cfdiag.formats.interview import examine_interview
from cfdiag.formats.library import EARLIER, KEPT, KEPT_NAME, Library, keep_text, kept_name
from cfdiag.formats.questionnaire.changes import changes_between, changes_for_answers, declare_same
from cfdiag.formats.questionnaire.reader import examine_questionnaire, read_questionnaire
from cfdiag.formats.recognise import is_something_else, recognise
from cfdiag.formats.releases import examine_releases
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.failures import failed_on
from cfdiag.ground.files import read_bytes, read_plain, read_stdin
from cfdiag.interview.journal.journal import read_journal
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.render.diagnostics import missing_ids
from cfdiag.render.faults import FAULT_FORMATS

__all__ = ["FAULT_FORMATS", "Checked", "check_paths"]

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Checked(NamedTuple):
    """What was found."""

    kinds: dict[str, str]
    """What each file is, by its name; empty where it is none of ours."""
    faults: list[Diagnostic]
    """Errors, warnings and notes of the files that could be opened."""
    closed: list[Diagnostic]
    """Why others could not be opened."""


def check_paths(
    paths: Sequence[str],
    *,
    languages: Sequence[str] = (),
    questionnaires: Sequence[Path | Questionnaire] = (),
    stdin: bytes | None = None,
    against: Path | None = None,
    keep: bool = False,
) -> Checked:
    """Check files of every kind; interviews against the questionnaires at hand.

    Args:
        paths: files, folders, globs, or `-` for `stdin`.
        languages: those in which every text of a questionnaire must exist; in others a gap is a warning.
        questionnaires: more of them, or folders with more.
        stdin: what `-` holds; else standard input is read.
        against: an older text of the one questionnaire that is checked: what changed for the answers.
        keep: whether that older text is kept by its hash, beside the newer one.

    Raises:
        CfdiagError: a folder of questionnaires is not there; the older text cannot be read, or is of another
            questionnaire.
    """
    found = find_inputs(paths)
    closed = [d for d in found.faults if d.severity == "error"]
    faults = [d for d in found.faults if d.severity != "error"]
    library = around(paths, questionnaires, needed=lambda _: False).library
    library.ids()  # a folder of questionnaires that is not there is wrong use, whatever is checked
    checker = _Checker(library, languages)
    kinds: dict[str, str] = {}
    for source in found.sources:
        try:
            data = _bytes_of(source, stdin)
        except CfdiagError as error:
            closed.extend(error.diagnostics)
            continue
        try:
            kinds[source.name], more = checker.check(source, data)
        except Exception as error:  # noqa: BLE001  whatever a file holds, the others are checked
            kinds[source.name], more = "", list(failed_on(error, Location(source.name)).diagnostics)
        faults.extend(more)
    kinds = {**checker.lists, **kinds}
    faults = list(dict.fromkeys(faults))  # a table may be named beside the engagement that names it
    if against is not None and not closed:
        faults.extend(_against(list(kinds), against, faults, keep=keep))
    return Checked(kinds, faults, closed)


def _against(
    files: Sequence[str], against: Path, faults: Sequence[Diagnostic], *, keep: bool
) -> list[Diagnostic]:
    """What a questionnaire changes for the answers to an older text of it."""
    if len(files) != 1 or not Path(files[0]).is_file():
        hint = "cfdiag check NEW --against OLD"
        raise fault(Code.WRONG_OPTION, "--against compares one questionnaire with an older text of it", hint)
    if any(d.severity == "error" for d in faults):
        return []
    new = read_questionnaire(read_bytes(Path(files[0])), files[0], any_name=True)
    old = read_questionnaire(read_bytes(against), str(against), any_name=True)
    changes = changes_between(old, new)
    found = list(changes_for_answers(changes))
    if changes.mean_the_same:
        found.append(declare_same(changes))
    if keep:
        folder = Path(files[0]).absolute().parent / KEPT
        keep_text(old, folder)
        kept = f"the older text is kept: {Path(KEPT) / kept_name(old.id, old.sha256)}"
        found.append(Diagnostic(Code.KEPT_TEXT, kept, Location(files[0]), severity="note"))
    return found


def _bytes_of(source: InputSource, stdin: bytes | None) -> bytes:
    if source.file != STDIN:
        return read_plain(source.file, MAX_TABLE_BYTES) if is_table(source.file) else read_whole(source.file)
    return read_stdin() if stdin is None else stdin


class _Checker:
    """Checks files of every kind; interviews against the questionnaires at hand."""

    def __init__(self, library: Library, languages: Sequence[str]) -> None:
        self.library = library
        self.languages = languages
        self._neighbours = Neighbours()
        self.lists: dict[str, str] = {}
        """The tables that engagements name and that were read with them, each with what it holds."""

    def check(self, source: InputSource, data: bytes) -> tuple[str, list[Diagnostic]]:
        """The kind of a file and what is wrong with it."""
        file = source.name
        if source.kind == "journal":
            return "journal", _raised(lambda: read_journal(data, file))
        kind = recognise(data, file)
        if kind == "release":
            return "releases", examine_releases(data, file)[1]
        if source.kind == "lines":
            return "interviews", list(self._lines(data, file))
        if is_table(file):
            return check_table(data, file)
        other = is_something_else(data) if kind == "interview" else not kind
        if not source.named and other:
            note = Diagnostic(Code.NOT_OURS, "skipped: no file of cfdiag", Location(file), severity="note")
            return "", [note]
        return kind, self._of_kind(kind, data, file)

    def _of_kind(self, kind: str, data: bytes, file: str) -> list[Diagnostic]:
        kept = KEPT_NAME.fullmatch(Path(file).name) if Path(file).parent.name in (KEPT, EARLIER) else None
        if kept is not None:
            return _kept_text(kept[2], data, file)
        if kind == "questionnaire":
            questionnaire, found = examine_questionnaire(data, file, self.languages, any_name=_is_copy(file))
            return [*found, *_missing_in_report(questionnaire, file)]
        if kind == "engagement":
            return _engagement(data, file, self.library, self.lists)
        if kind == "interview":
            return self._interview(data, file)
        if kind in ("result", "mapping"):
            return [Diagnostic(Code.NOT_CHECKED, f"a {kind} is not checked", Location(file), severity="note")]
        return [_unknown(data, file)]

    def _lines(self, data: bytes, file: str) -> Iterator[Diagnostic]:
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                for diagnostic in self._interview(line, file):
                    place = diagnostic.location or Location(file)
                    moved = msgspec.structs.replace(place, line=number, column=max(1, place.column))
                    yield msgspec.structs.replace(diagnostic, location=moved)

    def _interview(self, data: bytes, file: str) -> list[Diagnostic]:
        interview, found = examine_interview(data, file)
        if interview is None:
            return found
        try:
            questionnaire = self._questionnaire(interview)
        except CfdiagError as error:
            first = error.diagnostics[0]
            unknown = first.code is Code.UNKNOWN_QUESTIONNAIRE
            hint = (
                first.hint
                if unknown
                else f"see `cfdiag check {first.location.file if first.location else ''}`"
            )
            message = first.message if unknown else "its questionnaire has faults"
            return [*found, Diagnostic(Code.UNKNOWN_QUESTIONNAIRE, message, Location(file), hint)]
        found = examine_interview(data, file, questionnaire)[1]
        return [*found, *self._neighbours.faults(interview, data, file)]

    def _questionnaire(self, interview: Interview) -> Questionnaire:
        named = interview.questionnaire
        return self.library.get(named.id, named.version, named.sha256)


def _engagement(data: bytes, file: str, library: Library, lists: dict[str, str]) -> list[Diagnostic]:
    """What is wrong with an engagement, and with the tables that it names, which are put into `lists`."""
    engagement, found = examine_engagement(data, file)
    if engagement is None:
        return found
    today = date.today()  # noqa: DTZ011  the day where the user is
    listed = with_lists(engagement, Path(file).parent, today, library)
    lists.update(listed.files)
    people, in_use = listed.engagement.roster, listed.engagement.questionnaires
    of_lists = [*listed.faults, *listed.unreadable, *roster_faults(people, library, in_use)]
    return [*found, *sorted(of_lists, key=lambda each: each.location or Location(file))]


def _missing_in_report(questionnaire: Questionnaire | None, file: str) -> list[Diagnostic]:
    """The report of a shipped diagnostic asks for ids by name: without them a page of it stays empty."""
    gone = missing_ids(questionnaire) if questionnaire else []
    if not gone:
        return []
    message = f"the report of this diagnostic looks for {', '.join(gone)}, which the file does not have"
    hint = "keep these ids, or give the diagnostic an id of its own"
    return [Diagnostic(Code.MISSING_FOR_REPORT, message, Location(file), hint, severity="warning")]


def _unknown(data: bytes, file: str) -> Diagnostic:
    """What to say of a file that is none of ours."""
    if not data.strip():
        return Diagnostic(Code.EMPTY_FILE, "the file is empty", Location(file), "is it the right file?")
    if data.startswith(_UTF16):
        hint = "save it as UTF-8 in your editor"
        return Diagnostic(Code.NOT_UTF8, "the file is not UTF-8 text", Location(file), hint)
    hint = "questionnaires have 'sections', interviews a 'format', engagements a 'client'"
    return Diagnostic(Code.UNKNOWN_FILE, "this is no file of cfdiag", Location(file), hint)


def _kept_text(name: str, data: bytes, file: str) -> list[Diagnostic]:
    """A text that is kept by its hash is what it was: nothing else is asked of it."""
    if hashlib.sha256(data).hexdigest().startswith(name):
        return []
    message = "this text was changed since it was kept: its hash is not the one in its name"
    hint = "restore it; answers that were given to it can be read with no other"
    return [Diagnostic(Code.KEPT_TEXT, message, Location(file), hint)]


def _is_copy(file: str) -> bool:
    """Whether the file lies in an engagement's folder of copies, where names are free."""
    folder = Path(file).absolute().parent
    return folder.name == "questionnaires" and (folder.parent / "engagement.yaml").is_file()


def _raised(read: Any) -> list[Diagnostic]:  # noqa: ANN401  any reader
    try:
        read()
    except CfdiagError as error:
        return list(error.diagnostics)
    return []
