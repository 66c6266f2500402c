"""Lock interviews and other files for those who hold a key.

Listed: 62, Protect
"""

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.locking import lock_files, recipients_near
from cfdiag.cli.console import out, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import EncryptTo, Quiet


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, globs, or folders: the interviews in them.")
    ],
    encrypt_to: EncryptTo = None,
    keep: Annotated[bool, typer.Option("--keep", help="Leave the unlocked files where they are.")] = False,
    quiet: Quiet = False,
) -> Exit:
    """Lock files: NAME becomes NAME.age, which only the holder of the key can open.

    Of a folder the interviews are locked; results, reports and lists in it only where they are named. Scores
    and reports read locked interviews with --identity. A disk may still hold the unlocked bytes that were
    there: a laptop whose whole disk is encrypted comes first.

    \b
    Examples:
      cfdiag lock interviews/
      cfdiag lock interviews/ --encrypt-to age1…
      cfdiag lock comments.csv --keep
      cfdiag lock 'handover/**'
    """
    done = lock_files(paths, recipients_near(paths, encrypt_to or ()), keep=keep)
    for path in done.written:
        out(str(path))
    report_faults(done.faults)
    if not quiet:
        if done.left:
            print_error(_not_locked(done.left))
        print_error(
            f"locked: {len(done.written)}" + ("; the unlocked ones are there still" if done.kept else "")
        )
    return Exit.WRONG if done.faults else Exit.DONE


_NAMED = 3
"""So many files that stay as they are are named; of more there is a number."""


def _not_locked(left: list[Path]) -> str:
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    n = "1 file that is no interview" if len(left) == 1 else f"{len(left)} files that are no interviews"
    named = ", ".join(map(str, left[:_NAMED]))
    return f"not locked: {n}, {named}{more}; name a file to lock it"
