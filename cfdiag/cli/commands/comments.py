"""Every remark, note and piece of evidence that may be shown.

Listed: 32, See
"""

import sys
from typing import Annotated

import typer

from cfdiag.api.commenting import COMMENT_FIELDS, COMMENT_FORMATS, IN_A_FILE, comments_format_of, comments_of
from cfdiag.api.writing import write_over
from cfdiag.cli import completion
from cfdiag.cli.console import print_error, told_faults, told_unlocked, told_where
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Force, Identity, Language, Output, Questionnaires, Quiet, Unmasked, choice
from cfdiag.cli.settings import file_context, stdin_for, terminal
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs, .jsonl, or - for stdin.")
    ],
    format_: Annotated[str, choice("--format", COMMENT_FORMATS, usual="text")] = "",
    by: Annotated[str, choice("--by", COMMENT_FIELDS, usual="question", about="Put together by")] = "",
    question: Annotated[
        str,
        typer.Option(
            "--question",
            metavar="Q",
            help="What was said to one question, by its id.",
            autocompletion=completion.questions,
        ),
    ] = "",
    unmasked: Unmasked = False,
    language: Language = "",
    output: Output = None,
    force: Force = False,
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """Everything people said, to read and to code, as far as consent and floors let it through.

    It says how many are withheld.

    \b
    Examples:
      cfdiag comments interviews/
      cfdiag comments interviews/ --by theme
      cfdiag comments interviews/ --question dream --output dreams.xlsx
    """
    named = comments_format_of(output.suffix) if output is not None else ""
    if format_ and named and format_ != named:
        message = f"--format {format_} and {output} contradict each other"
        raise fault(Code.WRONG_OPTION, message, "leave one of them out")
    chosen = format_ or named or "text"
    if output is None and IN_A_FILE[chosen] and sys.stdout.isatty():
        hint = "name a file with --output"
        raise fault(Code.NO_OUTPUT, f"a {chosen} file cannot be shown on a terminal", hint)
    found, faults = comments_of(
        paths,
        by=by,
        question=question,
        unmasked=unmasked,
        language=language,
        questionnaires=questionnaires or (),
        keys=identity,
        stdin=stdin_for(paths),
    )
    code = told_faults(faults, quiet=quiet)
    context = terminal(found.language) if output is None else file_context(found.language)
    drawn = COMMENT_FORMATS[chosen](found, context)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(drawn)
        sys.stdout.buffer.flush()
    else:
        told_where(output, write_over(output, drawn, force=force))
    if found.withheld and not quiet and chosen in ("csv", "xlsx"):
        print_error(f"{found.withheld} more are withheld: consent or the floor does not let them through")
    told_unlocked(output, identity)
    return code
