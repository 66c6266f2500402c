"""Render the action plan of scored interviews.

Listed: 31, See
"""

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.loading import load_locked_result
from cfdiag.api.material import only_of_interviews, plan_unread, saved_result
from cfdiag.api.notice import needs_no_interviews, render_notice
from cfdiag.api.releasing import Releasing
from cfdiag.api.report_edition import AUDIENCES, PAGES, REPORT_FORMATS, USUAL_FORMAT, edition_of
from cfdiag.api.reporting import IS_TEXT, Rendered, render_report
from cfdiag.api.scoring import score_paths
from cfdiag.api.surroundings import chosen_day, library_near
from cfdiag.api.writing import write_over
from cfdiag.cli import completion
from cfdiag.cli.console import print_error, told_faults, told_unlocked, told_where
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import (
    AccountFlag,
    Baseline,
    By,
    Day,
    Final,
    Force,
    Identity,
    Jobs,
    Language,
    Output,
    Questionnaires,
    Quiet,
    Releases,
    Seed,
    Unmasked,
    choice,
    starting,
)
from cfdiag.cli.handing_over import handing_over
from cfdiag.cli.progress import ProgressBar
from cfdiag.cli.settings import stdin_for
from cfdiag.ground.choices import listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH...]",
            help="Files, folders, globs, .jsonl, or - for stdin; or one saved result. "
            "A page without interviews: the engagement's folder.",
        ),
    ] = None,
    format_: Annotated[str, choice("--format", REPORT_FORMATS, usual=USUAL_FORMAT)] = "",
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="NAME|FILE",
            help=f"A template of your own, or one of the shipped pages: {listed(PAGES)}.",
            autocompletion=starting(PAGES),
        ),
    ] = "",
    reference: Annotated[
        Path | None,
        typer.Option(
            "--reference",
            metavar="FILE",
            help="A firm's own .docx or .pptx, whose looks the report takes over.",
            autocompletion=completion.files(".docx", ".pptx"),
        ),
    ] = None,
    audience: Annotated[
        str, choice("--audience", AUDIENCES, usual=AUDIENCES[0], about="Who may read it")
    ] = "",
    by: By = None,
    baseline: Baseline = None,
    final: Final = False,
    releases: Releases = None,
    unmasked: Unmasked = False,
    language: Language = "",
    output: Output = None,
    force: Force = False,
    day: Day = "",
    account: AccountFlag = "",
    seed: Seed = 0,
    jobs: Jobs = 1,
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """Render the action plan of scored interviews.

    \b
    Examples:
      cfdiag report interviews/ --output reports/plan.html
      cfdiag report interviews/ --by department --format markdown
      cfdiag report interviews/ --audience customer --language nl -o reports/klant.pdf
      cfdiag report interviews/ --template board -o reports/managers.html
      cfdiag report interviews/ --template customer-letter --account acme -o reports/acme.md
      cfdiag report interviews/ --final --output reports/plan.docx
      cfdiag report interviews/ --reference house.pptx --output reports/plan.pptx
      cfdiag report results/november.json --output reports/plan.html
    """
    on_terminal = output is None and sys.stdout.isatty()
    edition = edition_of(
        format_, template, audience, output or "", on_terminal=on_terminal, reference=reference or ""
    )
    if needs_no_interviews(edition):
        made = render_notice(
            edition, paths or (), questionnaires=questionnaires or (), language=language, day=day
        )
        _deliver(made, edition.format, output, force=force)
        return Exit.DONE
    if not paths:
        raise fault(
            Code.WRONG_USE, "there is nothing to report", "name interviews, their folder, or a saved result"
        )
    earlier = load_locked_result(baseline, identity) if baseline else None
    stdin, stem = stdin_for(paths), output.stem if output else ""
    saved = saved_result(paths, stdin, identity)
    if saved is not None and final and releases is None:
        raise fault(
            Code.WRONG_USE,
            "a saved result does not say where its interviews are, nor what was handed over of them",
            "it is final already: leave --final out"
            if saved.final
            else "name the file that remembers it: --releases FILE; or report the interviews themselves",
        )
    with handing_over(paths, final=final, releases=releases, unmasked=unmasked) as release:
        if saved is not None:
            only_of_interviews(saved, by=by or (), unmasked=unmasked, seed=seed)
            recorded = None if saved.final else release  # what is final is remembered, with who is in it
            if recorded:
                saved = recorded.record_saved(saved, chosen_day(day))
            rendered = render_report(
                saved,
                edition,
                account=account,
                baseline=earlier,
                stem=stem,
                language=language,
                day=day,
                library=library_near(paths, questionnaires),
            )
            _hand_out(rendered, edition.format, output, recorded, force=force)
            told_unlocked(output, identity)
            return Exit.DONE
        with closing(ProgressBar("Scoring", quiet=quiet)) as bar:
            result = score_paths(
                paths,
                questionnaires=questionnaires or (),
                keys=identity,
                by=by or (),
                unmasked=unmasked,
                seed=seed,
                today=day,
                language=language,
                jobs=jobs,
                stdin=stdin,
                progress=bar,
                releases=release.before if release else None,
            )
        code = told_faults((*result.faults, *plan_unread(result.near)), quiet=quiet)
        rendered = render_report(result, edition, account=account, baseline=earlier, stem=stem)
        if release:
            release.record(result)
        _hand_out(rendered, edition.format, output, release, force=force)
    told_unlocked(output, identity)
    return code


def _hand_out(
    rendered: Rendered, format_: str, output: Path | None, release: Releasing | None, *, force: bool
) -> None:
    _deliver(rendered, format_, output, force=force)
    if release:
        release.done()
        print_error(f"handed over: remembered in {release.path}")


def _deliver(rendered: Rendered, format_: str, output: Path | None, *, force: bool) -> None:
    if output is None:
        if not IS_TEXT[format_] and sys.stdout.isatty():
            raise fault(
                Code.NO_OUTPUT, f"a {format_} file cannot be shown on a terminal", "name a file with --output"
            )
        sys.stdout.flush()
        sys.stdout.buffer.write(rendered.data)
        sys.stdout.buffer.flush()
        return
    written = write_over(output, rendered.data, force=force)
    told_where(output, written)
    for name, data in rendered.beside.items():
        write_over(output.parent / name, data, force=True)  # beside a report that is ours
    beside = f" and {len(rendered.beside)} pictures beside it" if rendered.beside else ""
    print_error(f"wrote {written}{beside}")
