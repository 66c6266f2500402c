"""Interviews without names, to hand on.

Listed: 61, Protect
"""

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.redacting import redact, write_redacted
from cfdiag.cli import completion
from cfdiag.cli.console import out, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Identity, Quiet
from cfdiag.ground.sealing import NO_KEYS


def command(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Interviews, folders, globs.", autocompletion=completion.files(".json")
        ),
    ],
    words: Annotated[
        Path | None,
        typer.Option(
            "--words", metavar="FILE", help="Further names and words that become codes, one a line."
        ),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show each line before and after; nothing is written.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over an earlier NAME.redacted.json.")] = False,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """Names become codes, P1, P2 and so on: NAME.json gives NAME.redacted.json, and stays as it is.

    Of a file that holds several a line each goes into NAME.redacted.jsonl.

    Names are those on the roster, of accounts, of respondents, organisations and interviewers, as whole words
    in any case. Nobody is hidden who is described rather than named: read it before you hand it on.

    \b
    Examples:
      cfdiag redact interviews/ --diff
      cfdiag redact interviews/ --words names.txt
    """
    done = redact(paths, words, identity)
    report_faults(done.faults)
    for place in done.places:
        out(f"{place.file}:{place.line}: {', '.join(place.codes)}")
        if diff:
            out(f"- {place.before}")
            out(f"+ {place.after}")
    for code, n in sorted(done.counts.items(), key=lambda each: int(each[0][1:])):
        out(f"{code}: {n}")
    if diff:
        print_error("nothing was written: leave --diff out")
    else:
        write_redacted(done, force=force)
        if not quiet:
            print_error(
                f"wrote {len(done.written)} files; they are not locked: read them before you hand them on"
            )
    return Exit.WRONG if done.faults else Exit.DONE
