"""Score interviews: scorecard, JSON, CSV, JUnit; gates for CI.

Listed: 30, See
"""

import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import Annotated

import typer

from cfdiag.api.result import Result
from cfdiag.api.scoring import INTERVIEW_COLUMN, SILENCE, Crosshair, score_paths
from cfdiag.cli.console import (
    MOST_FAULTS,
    leave_output,
    print_error,
    told_faults,
    told_unlocked,
)
from cfdiag.cli.delivering import SCORE_FORMATS, Delivery
from cfdiag.cli.engine_flags import Engine, EngineTimeout
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import (
    Baseline,
    By,
    Day,
    FilesFrom,
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
)
from cfdiag.cli.handing_over import handing_over
from cfdiag.cli.limits import score_limit, tolerated_rejects
from cfdiag.cli.progress import ProgressBar
from cfdiag.cli.settings import paths_named
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import STDIN_NAME
from cfdiag.ground.sealing import NO_KEYS

NO_PLAN = ("csv", "junit", "github", "jsonl", "parquet", "xlsx")
"""Formats without the plan: nobody waits for how firm its order is."""


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH…", help="Files, folders, globs, .jsonl, .parquet, s3://…, pipes, -: stdin."
        ),
    ] = None,
    by: By = None,
    format_: Annotated[str, choice("--format", SCORE_FORMATS, usual="text")] = "text",
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
    each: Annotated[
        bool,
        typer.Option(
            "--each",
            help="List every interview that may be: in the JSON; a line each in jsonl; a row each in csv, "
            "xlsx and parquet, with a column a question.",
        ),
    ] = False,
    long: Annotated[bool, typer.Option("--long", help="With --each: a row an answer.")] = False,
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
    files_from: FilesFrom = "",
    column: Annotated[
        str, typer.Option(metavar="NAME", help="The column of Parquet files that holds interviews.")
    ] = INTERVIEW_COLUMN,
    jobs: Jobs = 1,
    engine: Engine = "",
    engine_timeout: EngineTimeout = SILENCE,
    unmasked: Unmasked = False,
    seed: Seed = 0,
    day: Day = "",
    language: Language = "",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
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
      find . -name '*.json' -newer last.json -print0 | cfdiag score --files-from -
      cfdiag score interviews/ --format json --output baseline.json
      cfdiag score interviews/ --format json --comments --output november.json
      cfdiag score interviews/ --fail-under 60 --fail-under sharing=50 --min-n 5
      cfdiag score interviews/ --by department --fail-under department:overall=50 --max-rejected 2%
      cfdiag score interviews/ --baseline baseline.json --max-drop 5 --format junit -o gates.xml
      cfdiag score interviews/ --each --long --format parquet --output answers.parquet
      cfdiag score s3://bucket/2026/ --engine sc://localhost:15002 --by department --format json
      cfdiag score interviews/ --final --format json --output november.json
    """
    started = time.perf_counter()
    asked = Delivery(format_, output, force, each, long)
    _goes_together(
        (not comments or format_ == "json", "--comments adds to the JSON only", "add --format json"),
        (max_drop is None or baseline, "--max-drop needs something to drop from", _NAME_BASELINE),
        (not beyond_noise or max_drop is not None, "--beyond-noise is about --max-drop", _HOW_MANY),
        (not first_run or baseline, "--first-run needs a file to begin", "name it: --baseline FILE"),
        (
            not engine or jobs == 1,
            "--engine says where the work is done, and --jobs too",
            "--engine local[N]",
        ),
        (not final or output, "--final hands over a file", "name it: --output FILE; a draft needs none"),
        (not final or not asked.is_listed, "--final hands over a result, no list", "leave one of them out"),
    )
    asked.check()
    named = paths_named(paths, files_from)
    tolerated = tolerated_rejects(max_rejected)
    limits = [score_limit(given, by or ()) for given in fail_under or ()]
    begun = baseline if first_run and baseline is not None and not baseline.exists() else None
    earlier = None
    if baseline and not begun:
        from cfdiag.api.loading import load_locked_result

        earlier = load_locked_result(baseline, identity)
    with (
        handing_over(named, final=final, releases=releases, unmasked=unmasked) as release,
        asked.room() as listing,
        closing(ProgressBar("Scoring", quiet=quiet)) as bar,
    ):
        scored = score_paths(
            named,
            questionnaires=questionnaires or (),
            keys=identity,
            by=by or (),
            each=each,
            unmasked=unmasked,
            crosshair=crosshair,
            seed=seed,
            today=day,
            language=language,
            jobs=jobs,
            engine=engine,
            silence=engine_timeout,
            keep=comments,
            recount=format_ not in NO_PLAN,
            stdin=sys.stdin.buffer if "-" in named else None,
            progress=bar,
            empty=format_ != "text" and not final,  # nothing is no release
            releases=release.before if release else None,
            column=column,
            listing=listing,
        )
        bar.close()
        unread = Exit.DONE
        if comments:
            from cfdiag.api.material import plan_unread, with_material

            unread = told_faults(plan_unread(scored.near))
            scored = scored.with_figures(with_material(scored))
        result = scored.judged(
            fail_under=limits,
            min_n=min_n,
            baseline=earlier,
            max_drop=None if begun else max_drop,  # there is nothing yet to drop from
            beyond_noise=beyond_noise,
        )
        # Worked out before anything is written: a reader that goes away, or a full disk, changes nothing.
        code = unread or _code(result, tolerated)
        if release:
            release.record(result)
        if begun is not None:
            if code is Exit.WRONG:  # what the next runs are held against is not made of a part of the inputs
                print_error(f"there was no baseline, and none is kept in {begun}: an input could not be used")
            else:
                from cfdiag.api.writing import write_over

                write_over(begun, scored.render("json").encode() + b"\n", force=force)
                print_error(f"there was no baseline: this result is the first, kept in {begun}")
        try:
            asked.deliver(result, listing, in_full=verbose or output is not None)
        except BrokenPipeError:
            leave_output()
        if release:
            release.done()
            print_error(f"handed over: remembered in {release.path}")
    told_unlocked(output, identity)
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
    inner = file.removesuffix(".gz").removesuffix(".zst")
    return file, line if inner.endswith((".jsonl", ".ndjson")) or file == STDIN_NAME else 0


def _tell(result: Result, *, quiet: bool, verbose: bool, seconds: float) -> None:
    """Rejected inputs always; warnings and notes unless they are not wanted."""
    told_faults(result.faults, quiet=quiet, most=None if verbose else MOST_FAULTS)
    if verbose:
        n = result.figures.inputs.interviews
        print_error(f"{n} {'interview' if n == 1 else 'interviews'} in {seconds:.2f} s")
        for questionnaire in result.held_with.values():
            print_error(f"{questionnaire.id} {questionnaire.version}: {questionnaire.file}")
