"""The entry: answers `--version` before anything else is imported, then hands over to the commands."""

import gc
import os
import sys

from cfdiag import __version__

_MANY = 500_000
"""So many more values than before are made before circles are looked for: a run makes many and drops few."""


def main() -> None:
    """Run cfdiag with the arguments of this process and leave with its exit code."""
    gc.set_threshold(_MANY)
    _open_streams()
    if sys.argv[1:] == ["--version"]:
        if code := _say_version():
            sys.exit(code)
        return
    try:
        from cfdiag.cli import run  # noqa: PLC0415  typer alone costs six times a bare python

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    gc.freeze()  # what is left goes with the process: nothing of it is looked through once more
    sys.exit(code)


def _say_version() -> int:
    try:
        sys.stdout.write(f"cfdiag {__version__}\n")
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is held back would fail once more on leaving
        return 2
    return 0


def _open_streams() -> None:
    """A stream that the caller has closed (`>&-`) is the empty device; the exit code counts all the same."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123, SIM115  open to the end; nothing imported yet


if __name__ == "__main__":
    main()
