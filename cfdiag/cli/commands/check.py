"""Every fault of questionnaires, interviews and engagements.

Listed: 73, Write your own
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from cfdiag.batch.inputs import STDIN, Source, find, read_whole
from cfdiag.cli.console import out, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Questionnaires, choice
from cfdiag.cli.sources import around
from cfdiag.formats.engagement import examine_engagement
from cfdiag.formats.interview import examine_interview
from cfdiag.formats.library import Library
from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.formats.recognise import recognise
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault, render
from cfdiag.ground.failures import failed_on
from cfdiag.ground.files import read_stdin
from cfdiag.interview.journal.journal import read_journal
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire

FORMATS = ("text", "json")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files, folders, globs, or - for stdin.")
    ],
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="L", help="A gap in this language is a fault; may be repeated."),
    ] = None,
    format_: Annotated[str, choice("--format", FORMATS, usual="text")] = "text",
    questionnaires: Questionnaires = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Errors only; no warnings, no summary.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name every file and what it is.")] = False,
) -> Exit:
    """Every fault of questionnaires, interviews and engagements, with its place and a remedy.

    What a file is, is found from its content. Faults give exit code 1, warnings alone 0, files that
    cannot be opened 2.

    \b
    Examples:
      cfdiag check customer-view.yaml --language nl
      cfdiag check interviews/ engagement.yaml
      cfdiag check questionnaires/*.yaml --format json
    """
    for asked in language or ():
        if len(asked) != 2 or not asked.isalpha():  # noqa: PLR2004  two letters
            raise fault("wrong-option", f"'{asked}' is no language", f"two letters, such as {LANGUAGES[-1]}")
    found = find(files)
    closed = [d for d in found.faults if d.severity == "error"]
    library = around(files, questionnaires).library
    library.ids()  # a folder of questionnaires that is not there is wrong use, whatever is checked
    checker = _Checker(library, [asked.lower() for asked in language or ()])
    diagnostics = [d for d in found.faults if d.severity != "error"]
    checked = 0
    for source in found.sources:
        try:
            data = read_stdin() if source.file == STDIN else read_whole(source.file)
        except CfdiagError as error:
            closed.extend(error.diagnostics)
            continue
        checked += 1
        try:
            kind, faults = checker.check(source, data)
        except Exception as error:  # noqa: BLE001  whatever a file holds, the others are checked
            kind, faults = "", list(failed_on(error, Location(source.name)).diagnostics)
        diagnostics.extend(faults)
        if verbose:
            print_error(f"{source.name}: {kind or 'unknown'}")
    report_faults(closed)
    shown = [d for d in diagnostics if not quiet or d.severity == "error"]
    _print(shown, format_)
    if checked and not quiet:
        print_error(_summary(checked, diagnostics))
    if closed:
        return Exit.WRONG
    return Exit.GATE if any(d.severity == "error" for d in diagnostics) else Exit.DONE


class _Checker:
    """Checks files of every kind; interviews against the questionnaires at hand."""

    def __init__(self, library: Library, languages: Sequence[str]) -> None:
        self.library = library
        self.languages = languages

    def check(self, source: Source, data: bytes) -> tuple[str, list[Diagnostic]]:
        """The kind of a file and what is wrong with it."""
        file = source.name
        if source.kind == "journal":
            return "journal", _raised(lambda: read_journal(data, file))
        if source.kind == "lines":
            return "interviews", list(self._lines(data, file))
        kind = recognise(data, file)
        if not source.named and (not kind or (kind == "interview" and b"cfdiag" not in data)):
            note = Diagnostic("not-ours", "skipped: no file of cfdiag", Location(file), severity="note")
            return "", [note]
        return kind, self._of_kind(kind, data, file)

    def _of_kind(self, kind: str, data: bytes, file: str) -> list[Diagnostic]:
        if kind == "questionnaire":
            return examine_questionnaire(data, file, self.languages, any_name=_is_copy(file))[1]
        if kind == "engagement":
            return examine_engagement(data, file)[1]
        if kind == "interview":
            return self._interview(data, file)
        if kind in ("result", "mapping"):
            return [Diagnostic("not-checked", f"a {kind} is not checked", Location(file), severity="note")]
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
            unknown = first.code == "unknown-questionnaire"
            hint = (
                first.hint
                if unknown
                else f"see `cfdiag check {first.location.file if first.location else ''}`"
            )
            message = first.message if unknown else "its questionnaire has faults"
            return [*found, Diagnostic("unknown-questionnaire", message, Location(file), hint)]
        return examine_interview(data, file, questionnaire)[1]

    def _questionnaire(self, interview: Interview) -> Questionnaire:
        named = interview.questionnaire
        return self.library.get(named.id, named.version, named.sha256)


def _unknown(data: bytes, file: str) -> Diagnostic:
    """What to say of a file that is none of ours."""
    if not data.strip():
        return Diagnostic("empty-file", "the file is empty", Location(file), "is it the right file?")
    if data.startswith(_UTF16):
        hint = "save it as UTF-8 in your editor"
        return Diagnostic("not-utf8", "the file is not UTF-8 text", Location(file), hint)
    hint = "questionnaires have 'sections', interviews a 'format', engagements a 'client'"
    return Diagnostic("unknown-file", "this is no file of cfdiag", Location(file), hint)


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


def _print(diagnostics: Sequence[Diagnostic], format_: str) -> None:
    if format_ == "json":
        out(msgspec.json.format(msgspec.json.encode([_plain(d) for d in diagnostics]), indent=1).decode())
        return
    for diagnostic in diagnostics:
        out(render(diagnostic))


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.location or Location("")
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _summary(files: int, diagnostics: Sequence[Diagnostic]) -> str:
    errors = sum(d.severity == "error" for d in diagnostics)
    warnings = sum(d.severity == "warning" for d in diagnostics)
    checked = f"{files} file{'' if files == 1 else 's'} checked"
    if not errors and not warnings:
        return f"{checked}: no faults"
    return f"{checked}: {_counted(errors, 'fault')}, {_counted(warnings, 'warning')}"


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
