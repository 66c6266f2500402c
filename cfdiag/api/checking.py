"""Every fault of files of whatever kind: questionnaires, interviews, engagements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import msgspec

from cfdiag.api.checks import (
    check_adopted_plan,
    check_engagement,
    check_handover,
    check_journal,
    check_kept_text,
    engagement_beside,
    is_copy,
    is_utf16,
    missing_in_report,
    not_checked,
    questionnaires_of,
    read_as_utf16,
    unknown_file,
)
from cfdiag.api.older_text import changes_against
from cfdiag.api.relations import Neighbours
from cfdiag.api.retention import kept_too_long
from cfdiag.api.surroundings import around, chosen_day, from_here, nothing
from cfdiag.api.table_checks import check_table, is_table
from cfdiag.batch.inputs import STDIN, InputSource, find_inputs, is_journal, read_whole
from cfdiag.batch.streams import holds_lines, inner_name, read_all
from cfdiag.documents.faults import suggest
from cfdiag.exchange.profiles import profile_names
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.formats.careful import examine_interview
from cfdiag.formats.interview import questionnaire_named
from cfdiag.formats.kept_texts import EARLIER, KEPT, KEPT_NAME
from cfdiag.formats.library import Library
from cfdiag.formats.mapping import examine_mapping, mapped_questionnaire
from cfdiag.formats.questionnaire.examples import examples_of
from cfdiag.formats.questionnaire.lint import explained
from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.formats.recognise import is_something_else, recognise
from cfdiag.formats.releases import examine_releases
from cfdiag.formats.response import interview_of, read_response
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.failures import failed_on
from cfdiag.ground.files import read_bytes, read_plain, read_stdin
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.file_names import ENGAGEMENT_NAME
from cfdiag.model.interview import QuestionnaireRef
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.render.faults import FAULT_FORMATS

__all__ = ["FAULT_FORMATS", "Checked", "check_paths", "explain_code"]


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
    keys: Keys = NO_KEYS,
) -> Checked:
    """Check files of every kind; interviews against the questionnaires at hand.

    Args:
        paths: files, folders, globs, or `-` for `stdin`.
        languages: those in which every text of a questionnaire must exist; in others a gap is a warning.
        questionnaires: more of them, or folders with more.
        stdin: what `-` holds; else standard input is read.
        against: an older text of the one questionnaire that is checked: what changed for the answers.
        keep: whether that older text is kept by its hash, beside the newer one.
        keys: what opens files that are sealed.

    Raises:
        CfdiagError: a folder of questionnaires is not there; the older text cannot be read, or is of another
            questionnaire.
    """
    found = find_inputs(paths)
    closed = [d for d in found.faults if d.severity == "error"]
    faults = [d for d in found.faults if d.severity != "error"]
    near = around(paths, questionnaires, nothing)
    library = near.library
    library.ids()  # a folder of questionnaires that is not there is wrong use, whatever is checked
    checker = _Checker(library, languages, keys, found.sources, near.engagement.departments)
    kinds: dict[str, str] = {}
    for source in found.sources:
        try:
            data = keys.opened(_bytes_of(source, stdin), source.name)
        except CfdiagError as error:
            closed.extend(error.diagnostics)
            continue
        try:
            kinds[source.name], more = checker.check(source, data)
        except CfdiagError as error:
            kinds[source.name], more = "", list(error.diagnostics)
        except Exception as error:  # noqa: BLE001  whatever a file holds, the others are checked
            kinds[source.name], more = "", list(failed_on(error, Location(source.name)).diagnostics)
        faults.extend(more)
    if near.folder is not None:
        today, place = date.fromisoformat(chosen_day("")), str(from_here(near.folder) / ENGAGEMENT_NAME)
        faults.extend(kept_too_long(checker.held, near.engagement.retention, today, place))
    kinds = {**checker.lists, **kinds}
    faults.extend(engagement_beside(near, (source.file for source in found.sources)))
    faults = list(dict.fromkeys(faults))  # a table may be named beside the engagement that names it
    if against is not None and not closed:
        faults.extend(changes_against(list(kinds), against, faults, keep=keep))
    return Checked(kinds, faults, closed)


def explain_code(code: str) -> str:
    """What a code is about, as lines; of what stands in a questionnaire with a text before and after.

    Raises:
        CfdiagError: `unknown-code`.
    """
    if code not in set(Code):
        raise fault(Code.UNKNOWN_CODE, f"there is no code '{code}'", suggest(code, sorted(Code), "codes"))
    rule = explained(code)
    lines = [f"{code}: {Code(code).help}."]
    if rule is not None:
        lines.append(rule.WHY)
    for before, after in examples_of(code):
        lines += ["", "before:", indent(before, "  "), "after:", indent(after, "  ").rstrip("\n")]
    return "\n".join(lines)


def _bytes_of(source: InputSource, stdin: bytes | None) -> bytes:
    if source.kind == "stream":
        return read_all(source)
    if source.kind == "pipe":
        return read_bytes(Path(source.file))
    if source.file != STDIN:
        return read_plain(source.file, MAX_TABLE_BYTES) if is_table(source.file) else read_whole(source.file)
    return read_stdin() if stdin is None else stdin


class _Checker:
    """Checks files of every kind; interviews against the questionnaires at hand."""

    def __init__(
        self,
        library: Library,
        languages: Sequence[str],
        keys: Keys,
        sources: Sequence[InputSource],
        departments: Mapping[str, str],
    ) -> None:
        self._departments = departments
        self._keys = keys
        self._sources = sources
        self.library = library
        self.languages = languages
        self._neighbours = Neighbours(keys)
        self.held = self._neighbours.seen
        self.lists: dict[str, str] = {}
        """The tables that engagements name and that were read with them, each with what it holds."""

    def check(self, source: InputSource, data: bytes) -> tuple[str, list[Diagnostic]]:
        """The kind of a file and what is wrong with it."""
        file = source.name
        # By its name: a journal is no JSON and no YAML, and must not be called a broken one.
        if is_journal(source):
            return "journal", [
                *check_journal(data, file, self._keys),
                *self._neighbours.of_journal(data, file),
            ]
        if is_table(file):
            return check_table(data, file)
        if is_utf16(data):
            return "", [read_as_utf16(file)]
        return self._by_content(source, data)

    def _by_content(self, source: InputSource, data: bytes) -> tuple[str, list[Diagnostic]]:
        file = source.name
        kind = recognise(data, inner_name(file))
        if kind == "release":
            return "releases", examine_releases(data, file)[1]
        if source.kind == "lines" or (source.kind in ("stream", "sealed") and holds_lines(source.file)):
            return "interviews", list(self._lines(data, file))
        # What is empty may have been anything: it is told.
        other = is_something_else(data) if kind == "interview" else not kind and bool(data.strip())
        if not source.named and other:
            note = Diagnostic(Code.NOT_OURS, "skipped: no file of cfdiag", Location(file), severity="note")
            return "", [note]
        return kind, self._of_kind(kind, data, file)

    def _of_kind(self, kind: str, data: bytes, file: str) -> list[Diagnostic]:
        kept = KEPT_NAME.fullmatch(Path(file).name) if Path(file).parent.name in (KEPT, EARLIER) else None
        if kept is not None:
            return check_kept_text(kept[2], data, file)
        checks: dict[str, Callable[[], list[Diagnostic]]] = {
            "questionnaire": lambda: self._text(data, file),
            "engagement": lambda: check_engagement(data, file, self.library, self.lists),
            "interview": lambda: self._interview(data, file),
            "plan": lambda: check_adopted_plan(data, file, self.library),
            "mapping": lambda: self._mapping(data, file),
            "response": lambda: self._response(data, file),
            "handover": lambda: check_handover(data, file),
            "result": lambda: [not_checked(kind, file)],
        }
        return checks[kind]() if kind in checks else [unknown_file(data, file)]

    def _text(self, data: bytes, file: str) -> list[Diagnostic]:
        questionnaire, found = examine_questionnaire(data, file, self.languages, any_name=is_copy(file))
        return [*found, *missing_in_report(questionnaire, file)]

    def _mapping(self, data: bytes, file: str) -> list[Diagnostic]:
        """A mapping, against the questionnaire that it is for."""
        found = examine_mapping(data, file)[1]
        try:
            questionnaire = self.library.get(mapped_questionnaire(data))
        except CfdiagError as error:
            return found if any(d.severity == "error" for d in found) else list(error.diagnostics)
        return examine_mapping(data, file, questionnaire, profile_names())[1]

    def _response(self, data: bytes, file: str) -> list[Diagnostic]:
        """A response of the one-file form, against the questionnaire that it names."""
        try:
            read = read_response(data, file)
            named = read.response.questionnaire
            questionnaire = self.library.get(named.id, named.version, named.sha256)
        except CfdiagError as error:
            return list(error.diagnostics)
        return list(interview_of(read, questionnaire, file, departments=self._departments).faults)

    def _lines(self, data: bytes, file: str) -> Iterator[Diagnostic]:
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                for diagnostic in self._interview(line, file):
                    place = diagnostic.location or Location(file)
                    moved = msgspec.structs.replace(place, line=number, column=max(1, place.column))
                    yield msgspec.structs.replace(diagnostic, location=moved)

    def _interview(self, data: bytes, file: str) -> list[Diagnostic]:
        # Most say at once which questionnaire they are of: they are read a single time, beside it.
        named = questionnaire_named(data)
        known = self._at_hand(named) if named is not None else None
        interview, found = examine_interview(data, file, known)
        if interview is None:
            return found
        if known is not None:
            return [*found, *self._neighbours.faults(interview, data, file)]
        try:
            questionnaire = self._questionnaire(interview.questionnaire)
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
        # Read again beside its questionnaire: now every answer has something to be held against.
        found = examine_interview(data, file, questionnaire)[1]
        return [*found, *self._neighbours.faults(interview, data, file)]

    def _at_hand(self, named: QuestionnaireRef) -> Questionnaire | None:
        try:
            return self._questionnaire(named)
        except CfdiagError:
            return None

    def _questionnaire(self, named: QuestionnaireRef) -> Questionnaire:
        """The text that is named: of those at hand, or one that is checked along with what names it."""
        try:
            return self.library.get(named.id, named.version, named.sha256)
        except CfdiagError:
            if named.sha256 in self._checked_along:
                return self._checked_along[named.sha256]
            raise

    @cached_property
    def _checked_along(self) -> dict[str, Questionnaire]:
        """The questionnaires among the files that are checked, by the hash of their text."""
        texts = (source for source in self._sources if source.name.lower().endswith((".yaml", ".yml")))
        return questionnaires_of(source.file for source in texts)
