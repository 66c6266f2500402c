"""What `score` and `report` share where something is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault

if TYPE_CHECKING:
    from cfdiag.api.releasing import Releasing


def handing_over(
    paths: Sequence[str], *, final: bool, releases: Path | None, unmasked: bool
) -> AbstractContextManager[Releasing | None]:
    """The release that is made, or nothing where this is a draft.

    Args:
        paths: of the interviews.
        final: `--final`.
        releases: `--releases`.
        unmasked: `--unmasked`.

    Raises:
        CfdiagError: `wrong-use`; the file cannot be read or written.
    """
    if releases is not None and not final:
        raise fault(
            Code.WRONG_USE,
            "--releases is for what is handed over",
            "add --final, or leave it out",
        )
    if final and unmasked:
        raise fault(
            Code.WRONG_USE,
            "--unmasked is for your own eyes, and --final hands over",
            "leave one of them out",
        )
    if not final:
        return nullcontext()
    from cfdiag.api.releasing import releases_file, releasing

    return releasing(releases_file(paths, releases))
