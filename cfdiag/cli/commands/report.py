"""Render the action plan of scored interviews.

Listed: 31, See
"""

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
from cfdiag.cli.flags import (
    Account,
    Baseline,
    By,
    Day,
    Jobs,
    Language,
    Output,
    Questionnaires,
    Quiet,
    Seed,
    Unmasked,
    choice,
    starting,
)
from cfdiag.cli.progress import ProgressBar
from cfdiag.cli.report_view import kept_of, setting_of, view_of
from cfdiag.cli.settings import chosen_day, chosen_language
from cfdiag.cli.sources import around, stdin_for
from cfdiag.formats.result import read_result
from cfdiag.ground.diagnostics import Location, closest, fault
from cfdiag.ground.files import read_bytes, write_over
from cfdiag.ground.folder import listed
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.render.pages import PAGES, Page
from cfdiag.render.report import (
    AUDIENCES,
    FINISH,
    FORMATS,
    IS_TEXT,
    PAGE_KIND,
    Rendered,
    Target,
    format_of_file,
    formats_of_page,
)
from cfdiag.render.templates.custom import render_own
from cfdiag.scoring.compare import as_data, compare
from cfdiag.scoring.options import Options

USUAL = "html"
"""The format where nothing else says one."""


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs, .jsonl, or - for stdin.")
    ],
    format_: Annotated[str, choice("--format", FORMATS, usual=USUAL)] = "",
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="NAME|FILE",
            help=f"A template of your own, or one of the shipped pages: {listed(PAGES)}.",
            autocompletion=starting(PAGES),
        ),
    ] = "",
    audience: Annotated[
        str, choice("--audience", AUDIENCES, usual=AUDIENCES[0], about="Who may read it")
    ] = AUDIENCES[0],
    by: By = None,
    baseline: Baseline = None,
    unmasked: Unmasked = False,
    language: Language = "",
    output: Output = None,
    day: Day = "",
    account: Account = "",
    seed: Seed = 0,
    jobs: Jobs = 1,
    questionnaires: Questionnaires = None,
    quiet: Quiet = False,
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
    chosen = format_ or format_of_file(output.suffix if output else "") or USUAL
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
    if given in PAGES:
        makes = formats_of_page(given)
        if format_ not in makes:
            raise fault(
                "wrong-option",
                f"the page '{given}' cannot be made as {format_}",
                f"make it as {listed(makes)}",
            )
    if not given or given in PAGES:
        return _Page(given, None)
    file = Path(given)
    if not file.suffix and not file.exists():
        pages = f"the pages are {', '.join(PAGES)}; or name a file of your own"
        near = closest(given, PAGES)
        hint = f"{near} {pages}" if near else pages
        raise fault("unknown-template", f"there is no page '{given}'", hint)
    if not PAGE_KIND[format_]:
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
        finish = FINISH[format_]
        return Rendered(finish(text) if finish else text.encode(), {})
    if page.name:
        _can_be_made(PAGES[page.name], page.name, view, account)
    return FORMATS[format_](view, Target(page.name, output.stem if output else ""))


def _can_be_made(page: Page, name: str, view: Mapping[str, Any], account: str) -> None:
    if page.one_of and not account and len(view[page.one_of]) > 1:
        raise fault(
            "no-account",
            f"the page '{name}' goes to one customer, and several were heard",
            f"name one with --account: {', '.join(view[page.one_of])}",
        )
    if not page.has_data(view):
        raise fault("no-data", f"there is nothing to put on the page '{name}'", f"it needs {page.needs}")


def _deliver(rendered: Rendered, format_: str, output: Path | None) -> None:
    if output is None:
        if not IS_TEXT[format_] and sys.stdout.isatty():
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
