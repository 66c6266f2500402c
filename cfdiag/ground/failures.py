"""What was not foreseen: the fault of one file, or of cfdiag itself; said without what a file holds."""

from __future__ import annotations

import os
from pathlib import Path

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.files import read_plain
from cfdiag.ground.writing import append

TRACE = "CFDIAG_TRACE"
"""The environment variable that names a file for traces."""

_TITLE = "cfdiag trace"


def failed_on(error: Exception, place: Location) -> CfdiagError:
    """Any exception as the fault of the file that was being read or scored; the others go on.

    Its text is left out: it may quote what somebody answered.
    """
    keep_trace(error)
    return fault(
        Code.CANNOT_SCORE,
        f"this file cannot be read or scored ({type(error).__name__}); the others are not touched by it",
        f"`cfdiag check` may tell more; {TRACE}=FILE keeps where it happened, for a bug report",
        place,
    )


def keep_trace(error: BaseException) -> None:
    """Add to the file that `CFDIAG_TRACE` names: the kind of the exception, and places in our code.

    Neither its text nor any value: the file can be shown to anybody. Nothing happens where the variable
    is not set, or the file is there and is no such trace.
    """
    name = os.environ.get(TRACE, "")
    if not name:
        return
    lines = [_TITLE]
    cause: BaseException | None = error
    while cause is not None and len(lines) < 1000:  # noqa: PLR2004  as deep as recursion goes
        lines.append(type(cause).__name__)
        trace = cause.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
            trace = trace.tb_next
        cause = cause.__cause__ or cause.__context__
    file = Path(name)
    try:
        if not file.exists() or read_plain(name).startswith(_TITLE.encode()):
            append(file, ("\n".join(lines) + "\n").encode("utf-8", "replace"))
    except CfdiagError:
        return  # the trace is a help, not a result
