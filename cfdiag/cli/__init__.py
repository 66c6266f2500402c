"""The commands: each a file here that parses, calls, prints, and leaves with an exit code."""

from cfdiag.cli.app import run

__all__ = ["run"]
