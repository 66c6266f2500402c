"""The formats of faults: one file each, with a function `render(diagnostics)`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.ground.folder import Folder

ENTRY = "render"

FAULT_FORMATS: Folder[Callable[[Sequence[Diagnostic]], str]] = Folder(__name__, ENTRY)
