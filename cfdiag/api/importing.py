"""Responses of a survey service into interviews: a table, a mapping, and what comes of both."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timezone
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag import __version__
from cfdiag.api.import_flags import contradictions, idle_for_form, idle_for_table
from cfdiag.api.import_known import EarlierImports, held_origins
from cfdiag.api.import_report import ImportReport, MappedTable, import_report
from cfdiag.api.import_responses import read_responses, without_response
from cfdiag.api.import_storing import Coming, Storing, import_target, store
from cfdiag.api.lists import brought_items, listed_id
from cfdiag.api.surroundings import Around, around, is_engagement
from cfdiag.documents.faults import Faults, has_errors
from cfdiag.exchange.asked import Items
from cfdiag.exchange.column_places import ColumnPlaces
from cfdiag.exchange.definitions import refuse_definition_file
from cfdiag.exchange.profiles import profile_names
from cfdiag.exchange.response_ids import HeldRow, said_in
from cfdiag.exchange.response_people import ImportSettings
from cfdiag.exchange.responses import import_responses
from cfdiag.exchange.survey import Survey, read_survey
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.formats.mail import is_mail
from cfdiag.formats.mapping import examine_mapping, mapped_questionnaire
from cfdiag.formats.recognise import is_response
from cfdiag.ground.choices import choose
from cfdiag.ground.codes import Code
from cfdiag.ground.collection import no_collection
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes, read_plain
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.text import spelled

KNOWN_PROFILES = profile_names()
_MAPPING = ".mapping.yaml"


class ImportOutcome(NamedTuple):
    """What an import did."""

    report: ImportReport
    faults: tuple[Diagnostic, ...]
    written: str
    """The file or folder that the interviews are in; empty where nothing was written."""
    next_command: str = ""


class ImportRequest(NamedTuple):
    """What is asked for."""

    file: Path
    questionnaire: str = ""
    mapping: Path | None = None
    output: str = ""
    group: str = ""
    language: str = ""
    account: str = ""
    profile: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    timezone: str = ""
    drop_contacts: bool = False
    strict: bool = False
    force: bool = False
    dry_run: bool = False
    day: date | None = None

    def of_table(self) -> dict[str, str | Path | None]:
        """What was said of how a table is read, by the flag."""
        return {
            "--mapping": self.mapping, "--language": self.language, "--profile": self.profile,
            "--encoding": self.encoding, "--delimiter": self.delimiter, "--sheet": self.sheet,
            "--timezone": self.timezone,
        }  # fmt: skip


def _belongs_to(output: str) -> str:
    """By what the engagement of an output is found: the same before a folder is made and after."""
    folder = Path(output or ".")
    return str(folder.parent if folder.is_dir() and not is_engagement(folder) else folder)


def import_file(
    request: ImportRequest,
    questionnaires: Sequence[Path | Questionnaire] = (),
    keys: Keys = NO_KEYS,
) -> ImportOutcome:
    """Read responses, and write each as an interview; or write a proposal of a mapping to be looked through.

    Raises:
        CfdiagError: the file, the mapping or the questionnaire cannot be read; the output cannot be written.
    """
    near = around([_belongs_to(request.output)], questionnaires or None, keys=keys)
    if request.file.is_dir():
        return _import_responses(request, near)
    data = read_plain(str(request.file), MAX_TABLE_BYTES)
    refuse_definition_file(data, str(request.file))
    with no_collection():
        if is_response(data):
            return _import_responses(request, near)
        if is_mail(data):
            raise CfdiagError(without_response(data, str(request.file)))
        folders = [each for each in questionnaires if isinstance(each, Path)]
        return _import_table(request, near, data, folders)


def _import_responses(request: ImportRequest, near: Around) -> ImportOutcome:
    """Responses of the one-file form: a file of them, or a folder."""
    read = read_responses(request.file, near.library, request.questionnaire, _known(request, near))
    how = Storing(import_target(request.output, near), request.force, request.dry_run)
    stored = store(read.coming, near, read.questionnaires, how)
    report = read.report(stored)
    idle = idle_for_form(request.of_table(), str(request.file))
    return ImportOutcome(report, (*idle, *read.faults, *stored.faults), stored.where)


def _import_table(
    request: ImportRequest, near: Around, data: bytes, folders: Sequence[Path]
) -> ImportOutcome:
    mapping_file = _mapping_file(request)
    questionnaire = _questionnaire(request, near, mapping_file)
    if request.group:
        choose("--group", request.group, tuple(questionnaire.groups))
    known = _known(request, near, brought_items(near.engagement, questionnaire))
    profile = choose("--profile", request.profile, KNOWN_PROFILES) if request.profile else ""
    if mapping_file is None:
        # Nothing has to be looked for where a mapping is.
        from cfdiag.api.import_proposing import propose_mapping, write_proposal  # noqa: PLC0415  as above

        read = propose_mapping(_survey(request, data, profile), questionnaire, known)
        if read.proposal is None or read.proposal.certain:
            return _kept(request, near, read)
        path, command = _beside(request.file), _confirming(request, questionnaire, folders)
        report, faults = write_proposal(read, near, path, command, dry_run=request.dry_run)
        idle = idle_for_table(request.of_table(), read.survey.table)
        return ImportOutcome(report, (*idle, *faults), "", command)
    mapping, found = examine_mapping(
        read_bytes(mapping_file), str(mapping_file), questionnaire, KNOWN_PROFILES
    )
    if mapping is None:
        raise CfdiagError(*found)
    said = {"--group": request.group, "--account": known.account, "--timezone": request.timezone}
    found += contradictions(said | {"--language": known.language}, mapping, near.engagement.ids()["account"])
    if has_errors(found):
        raise _refused(request, data, profile, mapping, found)
    if not mapping.questions:
        what, hint = "the mapping names no question", "under questions: which column answers which"
        raise fault(Code.NOT_MAPPED, what, hint, Location(mapping.file))
    survey = _survey(request, data, profile or mapping.profile)
    tried = import_responses(survey, mapping, questionnaire, known)
    places = ((each, each.location) for each in tried.faults if each.severity == "error")
    wrong = [each for each, place in places if place is not None and place.file == mapping.file]
    if wrong:  # half a mapping is another one than somebody has confirmed
        raise CfdiagError(*wrong)
    mapped = MappedTable(survey, questionnaire, mapping, tried, None, near.engagement.departments)
    return _kept(request, near, mapped, found)


def _refused(
    request: ImportRequest, data: bytes, profile: str, mapping: ColumnMapping, found: Sequence[Diagnostic]
) -> CfdiagError:
    """A mapping that has faults: with them is told what the table lacks that it names."""
    faults, of_table = Faults(mapping.file), tuple[Diagnostic, ...]()
    faults.found += found
    known = mapping.profile if mapping.profile in KNOWN_PROFILES else ""
    try:
        places = ColumnPlaces(_survey(request, data, profile or known), faults, mapping)
        for name in (*mapping.named(), *mapping.ignore):
            places.of(name)
    except CfdiagError as error:
        of_table = error.diagnostics
    return CfdiagError(*(each for each in faults.sorted() if each.severity == "error"), *of_table)


def _kept(
    request: ImportRequest, near: Around, read: MappedTable, warnings: Sequence[Diagnostic] = ()
) -> ImportOutcome:
    how = Storing(import_target(request.output, near), request.force, request.dry_run, read.tried.dated)
    held = held_origins(how.target, read.questionnaire.id, near.keys)
    stored = store(_coming(read, held.rows), near, [read.questionnaire], how)
    table = read.survey.table
    faults = (
        *table.faults, *idle_for_table(request.of_table(), table), *warnings, *read.tried.faults,
        *_shut(held), *stored.faults,
    )  # fmt: skip
    return ImportOutcome(import_report(read, stored), faults, stored.where)


def _shut(held: EarlierImports) -> Iterator[Diagnostic]:
    """That somebody may be among those who were imported before, and nobody could look."""
    if held.shut:
        several = f"{held.shut} locked interview{'s' if held.shut > 1 else ''}"
        what = f"{several} of earlier imports {'were' if held.shut > 1 else 'was'} not looked into"
        hint = "--identity FILE: whether somebody was imported by another mapping stands in them"
        yield Diagnostic(Code.SEALED, what, hint=hint, severity="warning")


def _coming(read: MappedTable, held: Mapping[str, HeldRow]) -> Iterator[Coming]:
    """The interviews, each called as an earlier import called it, whatever columns were mapped then."""
    file = read.survey.table.file
    rows = read.tried.rows
    said = {row.interview.id: said_in(row.interview.answers) for row in rows} if held else {}
    known = read.tried.ids.known(held, said)
    for row in rows:
        interview, before = row.interview, known.get(row.interview.id)
        made = Coming(interview, file, row.line, faulty=row.faulty, contacts=row.contacts)
        if before is None:
            yield made
        else:
            # By what its id was made it is found the next time, and by nothing else.
            record = {name: told for name, told in interview.extra["import"].items() if name == "record"}
            called = msgspec.structs.replace(
                interview, id=before.id, extra={"import": {**before.origin.plain(), **record}}
            )
            yield made._replace(interview=called, remapped=True)


def _survey(request: ImportRequest, data: bytes, profile: str) -> Survey:
    return read_survey(
        data,
        str(request.file),
        profile=profile,
        encoding=request.encoding,
        delimiter=request.delimiter,
        sheet=request.sheet,
    )


def _mapping_file(request: ImportRequest) -> Path | None:
    """The mapping that is in force: the one that was named, else the one beside the table."""
    if request.mapping is not None:
        return request.mapping
    beside = _beside(request.file)
    return beside if beside.is_file() else None


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}{_MAPPING}")


def _confirming(request: ImportRequest, questionnaire: Questionnaire, folders: Sequence[Path]) -> str:
    """The command that puts a proposal in force once it was looked through."""
    flags = [f"--questionnaire {questionnaire.id}"]
    flags += [f"--questionnaires {shlex.quote(str(folder))}" for folder in folders]
    # Group, language and profile stand in the proposal.
    said = {
        "--output": request.output, "--account": request.account, "--encoding": request.encoding,
        "--delimiter": request.delimiter, "--sheet": request.sheet, "--timezone": request.timezone,
    }  # fmt: skip
    flags += [f"{flag} {shlex.quote(word)}" for flag, word in said.items() if word]
    switches = {
        "--drop-contacts": request.drop_contacts, "--strict": request.strict, "--force": request.force,
    }  # fmt: skip
    flags += [switch for switch, on in switches.items() if on]
    return " ".join(("cfdiag import", shlex.quote(str(request.file)), *flags))


def _questionnaire(request: ImportRequest, near: Around, mapping_file: Path | None) -> Questionnaire:
    named = request.questionnaire
    if not named and mapping_file is not None:
        named = mapped_questionnaire(read_bytes(mapping_file))
    if not named:
        raise fault(
            Code.WRONG_OPTION, "nothing says which questionnaire these responses answer",
            f"--questionnaire ID, one of {', '.join(near.library.ids())}",
        )  # fmt: skip
    return near.library.get(named)


def _known(request: ImportRequest, near: Around, items: Items | None = None) -> ImportSettings:
    engagement = near.engagement
    return ImportSettings(
        day=request.day or datetime.now(timezone.utc).astimezone().date(),
        language=spelled(request.language) if request.language else "",
        organisation=engagement.client,
        account=listed_id(engagement, "account", request.account),
        group=request.group,
        timezone=request.timezone,
        drop_contacts=request.drop_contacts,
        strict=request.strict,
        items=items,
        listed={"department": engagement.departments, "account": engagement.accounts},
        ids=engagement.ids(),
        tool=__version__,
    )
