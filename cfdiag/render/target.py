"""What every format is asked for, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cfdiag.model.view import Report


class Target(NamedTuple):
    """How a report is to be rendered."""

    template: str = ""
    """The name of a shipped page, or empty for the report itself."""
    stem: str = ""
    """The output file's name without its suffix, or empty for stdout: then nothing can lie beside it."""
    reference: bytes = b""
    """A firm's own file, whose looks a format may take over; empty: the shipped looks."""

    def file(self, kind: str) -> str:
        """The template that it is made from.

        Args:
            kind: `html` or `md`.
        """
        return f"pages/{self.template}.{kind}.j2" if self.template else f"report.{kind}.j2"


class Rendered(NamedTuple):
    """The output, and the files that belong beside it, by name."""

    data: bytes
    beside: dict[str, bytes]


Renderer = Callable[[Report, Target], Rendered]
