"""Score interviews: scorecard, JSON, CSV, JUnit; gates for CI.

Listed: 30, See
"""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cfdiag.api.loading import load_result
from cfdiag.api.material import with_material
from cfdiag.api.scoring import RESULT_FORMATS, Crosshair, Result, score_paths
from cfdiag.api.writing import add_to_page, write_over
from cfdiag.cli.console import out_rendered, print_error, report_faults, told_where
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import (
    Baseline,
    By,
    Day,
    Force,
    Jobs,
    Language,
    Output,
    Questionnaires,
    Quiet,
    Seed,
    Unmasked,
    choice,
)
from cfdiag.cli.progress import ProgressBar
from cfdiag.cli.settings import file_context, stdin_for, terminal
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault

MOST_FAULTS = 20
"""So many faults of one kind are shown; the JSON has them all, and so has --verbose."""


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs, .jsonl, or - for stdin.")
    ],
    by: By = None,
    format_: Annotated[str, choice("--format", RESULT_FORMATS, usual="text")] = "text",
    output: Output = None,
    force: Force = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[DIM=]N",
            help="Exit 1 if the overall score, or a dimension's, is below N; may be repeated.",
        ),
    ] = None,
    baseline: Baseline = None,
    max_drop: Annotated[
        float | None,
        typer.Option(metavar="N", help="With --baseline: exit 1 if a score dropped by more than N points."),
    ] = None,
    min_n: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Exit 1 with fewer than N interviews of a questionnaire."),
    ] = None,
    crosshair: Annotated[
        Crosshair,
        typer.Option(help="Where the quadrants of importance and performance meet."),
    ] = "mean",
    each: Annotated[bool, typer.Option("--each", help="List every interview in the JSON.")] = False,
    comments: Annotated[
        bool,
        typer.Option(
            "--comments",
            help="With --format json: people's words too, as consent and floors let them through; "
            "`report` makes every report from such a file.",
        ),
    ] = False,
    jobs: Jobs = 1,
    unmasked: Unmasked = False,
    seed: Seed = 0,
    day: Day = "",
    language: Language = "",
    questionnaires: Questionnaires = None,
    quiet: Quiet = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", help="Every questionnaire in full, what was read, and how long it took."
        ),
    ] = False,
) -> Exit:
    """Score interviews: a scorecard, or a format for machines; gates for CI.

    Exit 0: done. 1: a gate failed. 2: an input could not be used; the others are scored.

    \b
    Examples:
      cfdiag score interviews/
      cfdiag score interviews/ --by department --format markdown
      cfdiag score interviews/ --format json --output baseline.json
      cfdiag score interviews/ --format json --comments --output november.json
      cfdiag score interviews/ --fail-under 60 --fail-under sharing=50 --min-n 5
      cfdiag score interviews/ --baseline baseline.json --max-drop 5 --format junit -o gates.xml
    """
    started = time.perf_counter()
    if comments and format_ != "json":
        raise fault(Code.WRONG_USE, "--comments adds to the JSON only", "add --format json")
    if max_drop is not None and baseline is None:
        raise fault(
            Code.WRONG_USE,
            "--max-drop needs something to drop from",
            "name an earlier result: --baseline FILE",
        )
    limits = [_limit(given) for given in fail_under or ()]
    earlier = load_result(baseline) if baseline else None
    with closing(ProgressBar("Scoring", quiet=quiet)) as bar:
        scored = score_paths(
            paths,
            questionnaires=questionnaires or (),
            by=by or (),
            each=each,
            unmasked=unmasked,
            crosshair=crosshair,
            seed=seed,
            today=day,
            language=language,
            jobs=jobs,
            keep=comments,
            stdin=stdin_for(paths),
            progress=bar,
            empty=format_ != "text",
        )
    if comments:
        scored = scored.with_figures(with_material(scored))
    result = scored.judged(fail_under=limits, min_n=min_n, baseline=earlier, max_drop=max_drop)
    _deliver(result, format_, output, long=verbose or bool(by), force=force)
    _tell(result, quiet=quiet, verbose=verbose, seconds=time.perf_counter() - started)
    if result.rejected:
        return Exit.WRONG
    return Exit.DONE if result.passed else Exit.GATE


def _limit(given: str) -> tuple[str, float]:
    """`[DIM=]N` as a target and its limit.

    Raises:
        CfdiagError: `wrong-use`: it is no number from 0 to 100.
    """
    target, sign, number = given.rpartition("=")
    try:
        limit = float(number) if target.strip() or not sign else -1
    except ValueError:
        limit = -1
    if not 0 <= limit <= 100:  # noqa: PLR2004  the range of scores
        raise fault(
            Code.WRONG_USE,
            f"--fail-under cannot be '{given}'",
            "write a score from 0 to 100, or DIMENSION=SCORE",
        )
    return target.strip() or "overall", limit


def _deliver(result: Result, format_: str, output: Path | None, *, long: bool, force: bool) -> None:
    """The result to stdout or a file; for a GitHub run the table to its summary page as well."""
    language = result.options.language
    to_stdout = output is None or str(output) == "-"
    context = terminal(language) if to_stdout else file_context(language)
    context = msgspec.structs.replace(context, long=long)
    text = result.render(format_, context)
    if to_stdout:
        out_rendered(text, exact=format_ not in ("text", "github"))
    elif output is not None:
        told_where(output, write_over(output, text.encode() + b"\n", force=force))
    page = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if format_ == "github" and page:
        add_to_page(Path(page), result.render("markdown", context) + "\n\n")


def _tell(result: Result, *, quiet: bool, verbose: bool, seconds: float) -> None:
    """Rejected inputs always; warnings and notes unless they are not wanted."""
    shown = [d for d in result.faults if d.severity == "error" or not quiet]
    report_faults(shown, None if verbose else MOST_FAULTS)
    if verbose:
        n = result.figures.inputs.interviews
        print_error(f"{n} {'interview' if n == 1 else 'interviews'} in {seconds:.2f} s")
        for questionnaire in result.held_with.values():
            print_error(f"{questionnaire.id} {questionnaire.version}: {questionnaire.file}")
