"""Score interviews: scorecard, JSON, CSV, JUnit; gates for CI.

Listed: 30, See
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cfdiag.api.loading import load_result
from cfdiag.api.material import with_material
from cfdiag.api.scoring import OVERALL_TARGET, RECOMMEND, RESULT_FORMATS, Crosshair, Result, score_paths
from cfdiag.api.writing import add_to_page, write_over
from cfdiag.cli.console import (
    MOST_FAULTS,
    leave_output,
    out_rendered,
    print_error,
    report_faults,
    told_where,
)
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import (
    Baseline,
    By,
    Day,
    Final,
    Force,
    Jobs,
    Language,
    Output,
    Questionnaires,
    Quiet,
    Releases,
    Seed,
    Unmasked,
    choice,
)
from cfdiag.cli.handing_over import handing_over
from cfdiag.cli.progress import ProgressBar
from cfdiag.cli.settings import file_context, stdin_for, terminal
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import STDIN_NAME

NO_PLAN = ("csv", "junit", "github")
"""Formats without the plan: nobody waits for how firm its order is."""


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
            metavar="[[FIELD:]DIM=]N",
            help="Exit 1 if overall, a dimension, `recommend`, or a cell of --by FIELD is below N; may be "
            "repeated.",
        ),
    ] = None,
    baseline: Baseline = None,
    first_run: Annotated[
        bool,
        typer.Option("--first-run", help="With --baseline: where that file is missing, write it and pass."),
    ] = False,
    max_drop: Annotated[
        float | None,
        typer.Option(metavar="N", help="With --baseline: exit 1 if a score dropped by more than N points."),
    ] = None,
    beyond_noise: Annotated[
        bool,
        typer.Option(
            "--beyond-noise", help="With --max-drop: a drop counts only where chance would hardly make it."
        ),
    ] = False,
    min_n: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Exit 1 with fewer than N interviews of a questionnaire."),
    ] = None,
    max_rejected: Annotated[
        str,
        typer.Option(
            metavar="N|N%",
            help="So many inputs that cannot be used leave the exit code to the gates.",
        ),
    ] = "0",
    crosshair: Annotated[
        Crosshair,
        typer.Option(
            help="Where the quadrants of importance and performance meet; lines: 75 points and the target."
        ),
    ] = "lines",
    each: Annotated[bool, typer.Option("--each", help="List every interview in the JSON.")] = False,
    comments: Annotated[
        bool,
        typer.Option(
            "--comments",
            help="With --format json: people's words too, as consent and floors let them through; "
            "`report` makes every report from such a file.",
        ),
    ] = False,
    final: Final = False,
    releases: Releases = None,
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
      cfdiag score interviews/ --by department --fail-under department:overall=50 --max-rejected 2%
      cfdiag score interviews/ --baseline baseline.json --max-drop 5 --format junit -o gates.xml
      cfdiag score interviews/ --final --format json --output november.json
    """
    started = time.perf_counter()
    _goes_together(
        (not comments or format_ == "json", "--comments adds to the JSON only", "add --format json"),
        (max_drop is None or baseline, "--max-drop needs something to drop from", _NAME_BASELINE),
        (not beyond_noise or max_drop is not None, "--beyond-noise is about --max-drop", _HOW_MANY),
        (not first_run or baseline, "--first-run needs a file to begin", "name it: --baseline FILE"),
        (not final or output, "--final hands over a file", "name it: --output FILE; a draft needs none"),
    )
    tolerated = _rejects(max_rejected)
    limits = [_limit(given, by or ()) for given in fail_under or ()]
    begun = baseline if first_run and baseline is not None and not baseline.exists() else None
    earlier = load_result(baseline) if baseline and not begun else None
    with (
        handing_over(paths, final=final, releases=releases, unmasked=unmasked) as release,
        closing(ProgressBar("Scoring", quiet=quiet)) as bar,
    ):
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
            recount=format_ not in NO_PLAN,
            stdin=stdin_for(paths),
            progress=bar,
            empty=format_ != "text",
            releases=release.before if release else None,
        )
        bar.close()
        if comments:
            scored = scored.with_figures(with_material(scored))
        result = scored.judged(
            fail_under=limits,
            min_n=min_n,
            baseline=earlier,
            max_drop=None if begun else max_drop,  # there is nothing yet to drop from
            beyond_noise=beyond_noise,
        )
        # Worked out before anything is written: a reader that goes away, or a full disk, changes nothing.
        code = _code(result, tolerated)
        if release:
            release.record(result)
        if begun is not None:
            write_over(begun, scored.render("json").encode() + b"\n", force=force)
            print_error(f"there was no baseline: this result is the first, kept in {begun}")
        try:
            _deliver(result, format_, output, long=verbose or bool(by), force=force)
        except BrokenPipeError:
            leave_output()
        if release:
            release.done()
            print_error(f"handed over: remembered in {release.path}")
    _tell(result, quiet=quiet, verbose=verbose, seconds=time.perf_counter() - started)
    return code


_NAME_BASELINE = "name an earlier result: --baseline FILE"
_HOW_MANY = "say how many points are too many: --max-drop N"


def _goes_together(*rules: tuple[object, str, str]) -> None:
    """Flags that need each other: what must hold, else what is wrong, and a remedy.

    Raises:
        CfdiagError: `wrong-use`, of the first that does not hold.
    """
    for held, message, hint in rules:
        if not held:
            raise fault(Code.WRONG_USE, message, hint)


def _code(result: Result, tolerated: Callable[[int], float]) -> Exit:
    """What the exit code is: too many inputs that cannot be used beat a failed gate."""
    inputs = result.figures.inputs
    rejected = len({_input(each.file, each.line) for each in inputs.rejected})
    if rejected > tolerated(rejected + inputs.interviews) or (result.rejected and not result.questionnaires):
        return Exit.WRONG
    return Exit.DONE if result.passed else Exit.GATE


def _input(file: str, line: int) -> tuple[str, int]:
    """Which input it is: a file, or a line of one that holds an interview a line."""
    return file, line if file.endswith((".jsonl", ".ndjson")) or file == STDIN_NAME else 0


def _rejects(given: str) -> Callable[[int], float]:
    """`N` or `N%`: of so many inputs, how many may be of no use.

    Raises:
        CfdiagError: `wrong-use`: it is neither.
    """
    number, percent = given.strip().removesuffix("%"), given.strip().endswith("%")
    try:
        most = float(number) if percent else int(number)
    except ValueError:
        most = -1
    if most < 0 or (percent and most > 100):  # noqa: PLR2004  percent
        raise fault(
            Code.WRONG_USE, f"--max-rejected cannot be '{given}'", "write a number of inputs, or a share: 2%"
        )
    return (lambda inputs: most * inputs / 100) if percent else (lambda _: most)


def _limit(given: str, by: Sequence[str]) -> tuple[str, float]:
    """`[[FIELD:]DIM=]N` as a target and its limit.

    Args:
        given: as it was written.
        by: the fields of `--by`.

    Raises:
        CfdiagError: `wrong-use`: it is no number from 0 to 100 (of recommend from −100), or of no breakdown.
    """
    target, sign, number = given.rpartition("=")
    field, _, name = target.strip().rpartition(":")
    try:
        limit = float(number) if name.strip() or not sign else math.nan
    except ValueError:
        limit = math.nan
    lowest = -100 if name.strip() == RECOMMEND else 0
    if not lowest <= limit <= 100:  # noqa: PLR2004  the range of scores
        raise fault(
            Code.WRONG_USE,
            f"--fail-under cannot be '{given}'",
            "write a score from 0 to 100, DIMENSION=SCORE, or FIELD:DIMENSION=SCORE",
        )
    aim = name.strip() or OVERALL_TARGET
    if field.strip() and (field.strip() not in by or name.strip() == RECOMMEND):
        hint = f"add --by {field.strip()}"
        if name.strip() == RECOMMEND:
            hint = "cells have no recommendation score: recommend=N is of all"
        raise fault(Code.WRONG_USE, f"--fail-under cannot be '{given}'", hint)
    return f"{field.strip()}:{aim}" if field.strip() else aim, limit


def _deliver(result: Result, format_: str, output: Path | None, *, long: bool, force: bool) -> None:
    """The result to stdout or a file; for a GitHub run the table to its summary page as well."""
    language = result.options.language
    context = terminal(language) if output is None else file_context(language)
    context = msgspec.structs.replace(context, long=long)
    text = result.render(format_, context)
    if output is None:
        out_rendered(text, exact=format_ not in ("text", "github"))
        sys.stdout.flush()
    else:
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
