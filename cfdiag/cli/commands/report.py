"""`cfdiag report`: the action plan of scored interviews."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
import typer

from cfdiag.batch.score import score_paths
from cfdiag.cli.console import print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.progress import ProgressBar
from cfdiag.cli.report_view import kept_of, setting_of, view_of
from cfdiag.cli.settings import chosen_day, chosen_language
from cfdiag.cli.sources import QuestionnaireFolders, around, stdin_for
from cfdiag.formats.result import read_result
from cfdiag.ground.diagnostics import Location, closest, fault
from cfdiag.ground.files import read_bytes, write_over
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.render.pages import PAGES
from cfdiag.render.report import AUDIENCES, FORMATS, Rendered, Target
from cfdiag.render.report.pdf import pdf_of
from cfdiag.render.templates.custom import render_own
from cfdiag.scoring.compare import as_data, compare
from cfdiag.scoring.options import Options

SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".json": "json",
    ".docx": "docx",
    ".pdf": "pdf",
}
"""The format that an output file's name asks for, where `--format` does not say."""
BINARY = ("docx", "pdf")
PAGE_FORMATS = ("html", "markdown", "pdf")


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs, .jsonl, or - for stdin.")
    ],
    format_: Annotated[
        str, typer.Option("--format", metavar="F", help="html (default), markdown, json, docx or pdf.")
    ] = "",
    template: Annotated[
        str,
        typer.Option(
            "--template", metavar="NAME|FILE", help="One of the shipped pages, or a template of your own."
        ),
    ] = "",
    audience: Annotated[
        str,
        typer.Option("--audience", metavar="WHO", help="internal, or customer: what a customer may read."),
    ] = "internal",
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="FIELD", help="Break down by a field, e.g. department; may be repeated."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="An earlier result: adds what moved since."),
    ] = None,
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="Withhold nothing: for your own eyes; stamps the report.")
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            "--language", metavar="L", envvar="CFDIAG_LANGUAGE", help="en or nl; else the engagement's."
        ),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; else to stdout.")
    ] = None,
    day: Annotated[
        str, typer.Option("--date", metavar="DATE", help="The report's date (YYYY-MM-DD); else today.")
    ] = "",
    account: Annotated[
        str, typer.Option("--account", metavar="A", help="The account that a page is about.")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the resampling.")] = 0,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", help="Processes that read and score; 0: one a core.")
    ] = 1,
    questionnaires: QuestionnaireFolders = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings.")] = False,
) -> Exit:
    """Render the action plan of scored interviews.

    \b
    Examples:
      cfdiag report interviews/ --output reports/plan.html
      cfdiag report interviews/ --by department --format markdown
      cfdiag report interviews/ --audience customer --language nl -o reports/klant.pdf
      cfdiag report interviews/ --template manager-page -o reports/managers.html
      cfdiag report interviews/ --template customer-letter --account acme -o reports/acme.md
    """
    chosen = _format(format_, output)
    _one_of("audience", audience, AUDIENCES)
    page = _template(template, chosen)
    earlier = read_result(read_bytes(baseline), str(baseline)) if baseline else None
    near = around(paths, questionnaires)
    spoken, today = chosen_language(language, near.engagement), chosen_day(day)
    options = Options(
        by=tuple(dict.fromkeys(by or ())), unmasked=unmasked, seed=seed, language=spoken, today=today
    )
    with closing(ProgressBar("Scoring", quiet=quiet)) as bar:
        scored = score_paths(
            paths,
            near.library,
            options,
            jobs=jobs,
            keep=True,
            stdin=stdin_for(paths),
            progress=bar,
            engagement=near.engagement,
        )
    if not quiet:
        report_faults(scored.diagnostics)
    result = scored.result
    if earlier is not None:
        result = msgspec.structs.replace(result, baseline=as_data(compare(earlier, result)))
    about = _account(account, near.engagement, [interview for interview, _ in kept_of(scored)])
    setting = setting_of(near.engagement, near.folder, options, audience=audience, account=about)
    view = view_of(scored, options, setting, result)
    _deliver(_render(view, chosen, page, output, about), chosen, output)
    return Exit.WRONG if scored.rejected else Exit.DONE


def _account(given: str, engagement: Engagement, interviews: Sequence[Interview]) -> str:
    """The id of the account that was named, by its id or its title."""
    known = {i.respondent.account: engagement.accounts.get(i.respondent.account, "") for i in interviews
             if i.respondent.account}  # fmt: skip
    if not given or given in known:
        return given
    found = [id_ for id_, title in known.items() if title.casefold() == given.casefold()]
    if not found:
        names = sorted({title or id_ for id_, title in known.items()})
        hint = closest(given, names) or (
            f"the accounts are {', '.join(names)}" if names else "no interview names an account"
        )
        raise fault("unknown-account", f"no interview is about the account '{given}'", hint)
    return found[0]


class _Page(NamedTuple):
    """What `--template` named: a shipped page, or somebody's own file."""

    name: str
    own: str | None


def _template(given: str, format_: str) -> _Page:
    if not given or given in PAGES:
        if given and format_ not in PAGE_FORMATS:
            raise fault(
                "wrong-option",
                f"the page '{given}' cannot be made as {format_}",
                f"make it as {', '.join(PAGE_FORMATS[:-1])} or {PAGE_FORMATS[-1]}",
            )
        return _Page(given, None)
    file = Path(given)
    if not file.suffix and not file.exists():
        pages = f"the pages are {', '.join(PAGES)}; or name a file of your own"
        near = closest(given, PAGES)
        hint = f"{near} {pages}" if near else pages
        raise fault("unknown-template", f"there is no page '{given}'", hint)
    if format_ in ("json", "docx"):
        raise fault("wrong-option", f"a template of your own makes text, not {format_}", "leave --format out")
    try:
        return _Page(str(file), read_bytes(file).decode())
    except UnicodeDecodeError as error:
        raise fault(
            "not-text", "the template is not UTF-8 text", "save it as UTF-8", Location(given)
        ) from error


def _render(
    view: Mapping[str, Any], format_: str, page: _Page, output: Path | None, account: str
) -> Rendered:
    if page.own is not None:
        text = render_own(view, page.own, page.name)
        return Rendered(pdf_of(text) if format_ == "pdf" else text.encode(), {})
    if page.name == "customer-letter" and not account and len(view["letter_accounts"]) > 1:
        raise fault(
            "no-account",
            "the letter goes to one customer, and several were heard",
            f"name one with --account: {', '.join(view['letter_accounts'])}",
        )
    if page.name and not PAGES[page.name].has_data(view):
        hint = f"it needs {PAGES[page.name].needs}"
        raise fault("no-data", f"there is nothing to put on the page '{page.name}'", hint)
    return FORMATS[format_](view, Target(page.name, output.stem if output else ""))


def _format(name: str, output: Path | None) -> str:
    chosen = name or SUFFIXES.get(output.suffix.lower() if output else "", "html")
    _one_of("format", chosen, tuple(FORMATS))
    return chosen


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise fault(
            "wrong-option",
            f"--{what} cannot be '{value}'",
            closest(value, known) or f"choose {', '.join(known)}",
        )


def _deliver(rendered: Rendered, format_: str, output: Path | None) -> None:
    if output is None:
        if format_ in BINARY and sys.stdout.isatty():
            raise fault(
                "no-output", f"a {format_} file cannot be shown on a terminal", "name a file with --output"
            )
        sys.stdout.flush()
        sys.stdout.buffer.write(rendered.data)
        sys.stdout.buffer.flush()
        return
    write_over(output, rendered.data)
    for name, data in rendered.beside.items():
        write_over(output.parent / name, data)
    beside = f" and {len(rendered.beside)} pictures beside it" if rendered.beside else ""
    print_error(f"wrote {output}{beside}")
