"""The entry: answers `--version` before anything else is imported, then hands over to the commands."""

import sys

from cfdiag import __version__


def main() -> None:
    """Run cfdiag with the arguments of this process and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"cfdiag {__version__}\n")
        return
    from cfdiag.cli import run  # noqa: PLC0415  typer alone costs six times a bare python

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
