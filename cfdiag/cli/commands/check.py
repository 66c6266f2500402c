"""Every fault of questionnaires, interviews and engagements.

Listed: 73, Write your own
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.checking import FAULT_FORMATS, check_paths
from cfdiag.cli.console import out, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Questionnaires, choice
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, fault
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.text import spelled


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files, folders, globs, or - for stdin.")
    ],
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="L", help="A gap in this language is a fault; may be repeated."),
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
    """
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
        print_error(_summary(len(checked.kinds), checked.faults, len(checked.closed)))
    if checked.closed:
        return Exit.WRONG
    return Exit.GATE if any(d.severity == "error" for d in checked.faults) else Exit.DONE


def _summary(files: int, diagnostics: Sequence[Diagnostic], closed: int) -> str:
    errors = sum(d.severity == "error" for d in diagnostics)
    warnings = sum(d.severity == "warning" for d in diagnostics)
    checked = f"{files} file{'' if files == 1 else 's'} checked"
    if closed:
        checked += f", {closed} not opened"
    if not errors and not warnings:
        return f"{checked}: no faults"
    return f"{checked}: {_counted(errors, 'fault')}, {_counted(warnings, 'warning')}"


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
