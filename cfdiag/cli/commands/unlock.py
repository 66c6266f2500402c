"""Open locked files with your key.

Listed: 63, Protect
"""

from typing import Annotated

import typer

from cfdiag.api.locking import unlock_files
from cfdiag.cli.console import out, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Identity, Quiet
from cfdiag.ground.sealing import NO_KEYS


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Locked files (NAME.age), globs, or folders.")
    ],
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """Open locked files with your key: NAME is written, readable by you alone, and NAME.age stays.

    Scores and reports need no unlocked files: they take --identity.

    \b
    Examples:
      cfdiag unlock interviews/ --identity key.txt
      cfdiag unlock comments.csv.age --identity key.txt
    """
    done = unlock_files(paths, identity)
    for path in done.written:
        out(str(path))
    report_faults(done.faults)
    if not quiet:
        print_error(f"unlocked: {len(done.written)}; readable by whoever has this disk until they are gone")
    return Exit.WRONG if done.faults else Exit.DONE
