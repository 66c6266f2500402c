"""Every fault of questionnaires, interviews and engagements.

Listed: 73, Write your own
"""

import re
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.checking import FAULT_FORMATS, Checked, check_paths, explain_code
from cfdiag.cli import completion
from cfdiag.cli.console import out, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Identity, Questionnaires, choice
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.text import spelled


def _explain(code: str | None) -> None:
    if code is not None:
        out(explain_code(code))
        raise typer.Exit


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files, folders, globs, or - for stdin.")
    ],
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language",
            metavar="L",
            help="A gap in this language is a fault; may be repeated.",
            autocompletion=completion.language_codes,
        ),
    ] = None,
    format_: Annotated[str, choice("--format", FAULT_FORMATS, usual="text")] = "text",
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="OLD", help="An older text of the questionnaire: what changed for answers."
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep that older text beside it, so that its interviews count.")
    ] = False,
    questionnaires: Questionnaires = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help="Say what the code of a fault or a warning is about, and stop.",
            autocompletion=completion.fault_codes,
            callback=_explain,
            is_eager=True,
            expose_value=False,
        ),
    ] = None,
    identity: Identity = NO_KEYS,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Errors only; no warnings, no summary.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name every file and what it is.")] = False,
) -> Exit:
    """Every fault of questionnaires, interviews and engagements, with its place and a remedy.

    Of a roster or a list of accounts, named itself, it also says how it was understood. What a file is, is
    found from its content. Faults give exit code 1, warnings alone 0, files that
    cannot be opened 2.

    \b
    Examples:
      cfdiag check customer-view.yaml --language nl
      cfdiag check interviews/ engagement.yaml
      cfdiag check accounts.csv
      cfdiag check questionnaires/*.yaml --format json
      cfdiag check customer-view.yaml --against old/customer-view.yaml --keep
      cfdiag check --explain two-questions
    """
    del explain  # its callback has said it
    for asked in language or ():
        if not re.fullmatch("[a-z]{2}(-[A-Z]{2})?", spelled(asked)):
            raise fault(
                Code.WRONG_OPTION, f"'{asked}' is no language", f"two letters, such as {LANGUAGES[-1]}"
            )
    if keep and against is None:
        raise fault(Code.WRONG_OPTION, "--keep keeps an older text", "name it: --against OLD")
    checked = check_paths(
        files,
        languages=[spelled(asked) for asked in language or ()],
        questionnaires=questionnaires or (),
        keys=identity,
        against=against,
        keep=keep,
    )
    if verbose:
        for file, kind in checked.kinds.items():
            print_error(f"{file}: {kind or 'unknown'}")
    report_faults(checked.closed)
    shown = [d for d in checked.faults if not quiet or d.severity == "error"]
    if shown or format_ == "json":
        out(FAULT_FORMATS[format_](shown))
    if checked.kinds and not quiet:
        print_error(_summary(checked))
    if checked.closed:
        return Exit.WRONG
    return Exit.GATE if any(d.severity == "error" for d in checked.faults) else Exit.DONE


def _summary(found: Checked) -> str:
    files, closed = len(found.kinds), len(found.closed)
    errors = sum(d.severity == "error" for d in found.faults)
    warnings = sum(d.severity == "warning" for d in found.faults)
    checked = f"{files} file{'' if files == 1 else 's'} checked"
    if closed:
        checked += f", {closed} not opened"
    if not errors and not warnings:
        return f"{checked}: no faults"
    if not _waits_for_advice(found):
        return f"{checked}: {_counted(errors, 'fault')}, {_counted(warnings, 'warning')}"
    # Nobody looked for advice there: "0 warnings" would say that there is none.
    counted = [_counted(errors, "fault"), *([_counted(warnings, "warning")] if warnings else [])]
    return f"{checked}: {', '.join(counted)}; advice comes when the faults are gone"


def _waits_for_advice(checked: Checked) -> bool:
    """Whether faults stopped advice on a questionnaire from being looked for."""
    faulty = {d.location.file for d in checked.faults if d.severity == "error" and d.location}
    return any(kind == "questionnaire" and file in faulty for file, kind in checked.kinds.items())


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
