"""Responses of a survey service as interviews.

Listed: 24, Hold talks
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec import UNSET

from cfdiag.api.import_report import MAP_DEPARTMENT, ImportReport, LeftOutValue
from cfdiag.api.importing import KNOWN_PROFILES, ImportOutcome, ImportRequest, import_file
from cfdiag.cli import completion
from cfdiag.cli.console import out, out_json, print_error, report_faults, told_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import AccountFlag, Identity, Questionnaires, choice, starting
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.sealing import NO_KEYS

_FORMATS = ("text", "json")
_MOST_NAMES = 8


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Tables of responses: CSV, Excel, ODS, JSON.")
    ],
    questionnaire: Annotated[
        str,
        typer.Option(
            "--questionnaire",
            metavar="ID",
            help="The questionnaire that they answer.",
            autocompletion=completion.questionnaire_ids,
        ),
    ] = "",
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            help="Which column answers which question; else FILE.mapping.yaml beside the table.",
            autocompletion=completion.files(".yaml", ".yml"),
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR|FILE.jsonl",
            help="Where the interviews go; else the engagement's interviews/.",
        ),
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            "--group",
            metavar="G",
            help="The group of all respondents.",
            autocompletion=completion.groups,
        ),
    ] = "",
    # Of a table, and not of whoever imports it: what a machine speaks says nothing of it.
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="L",
            help="The language of all responses; else what the table or the mapping says.",
            autocompletion=completion.language_codes,
        ),
    ] = "",
    account: AccountFlag = "",
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar="P",
            help=f"The service that wrote the table, where it is not found: {', '.join(KNOWN_PROFILES)}.",
            autocompletion=starting(KNOWN_PROFILES),
        ),
    ] = "",
    encoding: Annotated[
        str,
        typer.Option("--encoding", metavar="E", help="Of a table of text, where it is not found: cp1252."),
    ] = "",
    delimiter: Annotated[
        str,
        typer.Option(
            "--delimiter", metavar="D", help="What stands between its cells, where it is not found."
        ),
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="S", help="The sheet of a workbook; else the first.")
    ] = "",
    timezone: Annotated[
        str,
        typer.Option("--timezone", metavar="Z", help="Of moments that say none: Europe/Amsterdam; else UTC."),
    ] = "",
    drop_contacts: Annotated[
        bool,
        typer.Option("--drop-contacts", help="Put [e-mail] and [phone] in the place of addresses in texts."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave out a response with a cell that cannot be read.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over an interview of the same response with other answers.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    format_: Annotated[str, choice("--format", _FORMATS, usual="text")] = "text",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
) -> Exit:
    """Turn responses of a survey service into interviews: scored, reported and counted beside the others.

    Columns are matched by code or by the exact text of a question. Where anything is doubtful, nothing is
    imported: a mapping is written beside the table, to be looked through (exit code 3). Who answered is not
    read in unless the mapping asks for it. The same table twice changes nothing.

    \b
    Examples:
      cfdiag import responses.csv --questionnaire customer-view --group customer
      cfdiag import responses.xlsx --mapping responses.mapping.yaml --output interviews/
      cfdiag import responses.csv --questionnaire silo-busting --dry-run --format json
    """
    worst = Exit.DONE
    reports: list[ImportReport] = []
    for file in files:
        request = ImportRequest(
            file, questionnaire, mapping, output, group, language, account, profile, encoding, delimiter,
            sheet, timezone, drop_contacts, strict, force, dry_run,
        )  # fmt: skip
        try:
            outcome = import_file(request, questionnaires or (), identity)
        except CfdiagError as error:
            report_faults(error.diagnostics)
            worst = Exit.WRONG
            continue
        reports.append(outcome.report)
        worst = max(worst, _told(outcome, as_json=format_ == "json", dry_run=dry_run), key=_weight)
    if format_ == "json":
        out_json(reports[0] if len(files) == 1 and reports else reports)
    return worst


def _weight(code: Exit) -> int:
    return (Exit.DONE, Exit.UNFINISHED, Exit.WRONG).index(code)


def _told(outcome: ImportOutcome, *, as_json: bool, dry_run: bool) -> Exit:
    code = told_faults(outcome.faults)
    if not as_json:
        for line in _lines(outcome):
            out(line)
    if outcome.report.proposal:
        where = outcome.report.proposal
        if dry_run:
            print_error(f"nothing was written: without --dry-run a mapping to look through goes to {where}")
        else:
            print_error(f"nothing was imported: look through {where}, then run")
            print_error(outcome.next_command)
        return Exit.UNFINISHED
    return code


def _lines(outcome: ImportOutcome) -> list[str]:
    report = outcome.report
    rows = f"{report.header_rows} header row{'s' if report.header_rows != 1 else ''}"
    how = ", ".join(
        filter(
            None, (report.profile, report.encoding, _DELIMITERS.get(report.delimiter, report.delimiter), rows)
        )
    )
    lines = [f"{report.file}: {how}, {_counted(report.responses, 'response')}"]
    questions = report.questions
    found = ", ".join(f"{n} by {by}" for by, n in report.by.items() if n)
    in_language = f" ({report.language})" if report.language else ""
    asked = len(questions.matched) + len(questions.missing)
    lines.append(f"matched     {len(questions.matched)} of {asked} questions: {found or 'none'}{in_language}")
    doubtful = {*questions.unread, *(place.split()[0] for place in questions.ambiguous)}
    lines += _some("not read   ", questions.unread)
    without = [key for key in questions.missing if key not in doubtful]
    lines += _some("no column  ", [f"{key} (open)" if key in questions.open else key for key in without])
    lines += _without_question(report)
    lines += _some("ambiguous  ", questions.ambiguous)
    lines += [
        f'near        {near.column} "{_short(near.name)}" could be {near.question} ({near.alike:.2f}): '
        "confirm it in the mapping"
        for near in report.near
    ]
    lines += [
        line
        for each in report.checkboxes
        if each.question is not UNSET
        for line in _some(
            "near       ",
            each.columns,
            f" could be the options of {each.question}: confirm it in the mapping",
        )
    ]
    lines += _values(report)
    if report.columns.personal:
        lines.append(f"dropped     {_quoted(report.columns.personal)}: never read in")
    if report.texts_with_contact:
        lines.append(f"contacts    {_counted(report.texts_with_contact, 'text')} with an address or a number")
    if report.sessions:
        told = ", ".join(f"{word} {n}" for word, n in report.sessions.items())
        lines.append(f"sessions    {told}")
    done = f"imported    {report.imported}, unchanged {report.unchanged}, unfinished {report.unfinished}"
    done += f", without any answer {report.empty}, with cells that were left out {report.faulty}"
    done += f", left out whole {report.left_out}"
    if not report.proposal:
        lines.append(done + (f" → {outcome.written}" if outcome.written else ""))
    return lines


_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "json": "JSON"}


def _values(report: ImportReport) -> list[str]:
    by_question: dict[str, list[LeftOutValue]] = {}
    for value in report.values:
        by_question.setdefault(value.question, []).append(value)
    return [f"values      {question}: {', '.join(_of_one(left))}" for question, left in by_question.items()]


def _of_one(left: list[LeftOutValue]) -> Iterator[str]:
    """The values of one question; those off its scale come first, and what they are is said once."""
    off = [each.scale for each in left if each.scale is not UNSET]
    if off:
        said = ", ".join(_value(each) for each in left if each.scale is not UNSET)
        yield f"{said} not on the scale {off[0][0]}–{off[0][1]}"
    yield from (_value(each) for each in left if each.scale is UNSET)


def _value(value: LeftOutValue) -> str:
    if value.noted is not UNSET:
        return f"{value.count} × more than the options, kept as a note"
    unknown = "no basis that is known" if value.question.endswith(".basis") else "no such answer"
    said = f'"{value.value}" {value.count} ×' if value.value else f"{value.count} × {unknown}"
    return said if value.column is UNSET else f"{said} no such option"


def _without_question(report: ImportReport) -> list[str]:
    """The line of columns without a question; those that are options of one thing stand there once."""
    boxes = {name: each for each in report.checkboxes for name in each.columns}
    folded: dict[str, list[int]] = {}
    told: list[tuple[bool, int, str]] = []
    for each in report.no_question:
        box = boxes.get(each.name)
        if box is None:
            hint = f" → {MAP_DEPARTMENT}" if each.looks_like == "department" else ""
            told.append((not hint, each.column, f'{each.column} "{_short(each.name)}"{hint}'))
        else:
            folded.setdefault(box.name, []).append(each.column)
    for name, numbers in folded.items():
        side_by_side = numbers[-1] - numbers[0] + 1 == len(numbers)
        which = f"{numbers[0]}–{numbers[-1]}" if side_by_side else ", ".join(map(str, numbers))
        told.append((True, numbers[0], f'{which} "{_short(name)}" ({_counted(len(numbers), "option")})'))
    # Of many columns not all are named: what somebody can do something about is.
    named = sorted(sorted(told)[:_MOST_NAMES], key=lambda each: each[1])
    more = f", and {len(told) - len(named)} more" if len(told) > len(named) else ""
    return [f"no question {' · '.join(said for _, _, said in named)}{more}"] if told else []


def _some(head: str, names: list[str], said: str = "") -> list[str]:
    more = f", and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return [f"{head} {', '.join(map(_short, names[:_MOST_NAMES]))}{more}{said}"] if names else []


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:59]}…"  # noqa: PLR2004  a line of a terminal


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{_short(name)}"' for name in names)


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"
