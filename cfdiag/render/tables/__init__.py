"""The formats of a table with typed columns: one file each, with a function `write(table)` of its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cfdiag.ground.folder import Folder

if TYPE_CHECKING:
    from cfdiag.render.tables._output_table import OutputTable

ENTRY = "write"

TABLE_FORMATS: Folder[Callable[[OutputTable], Iterator[bytes]]] = Folder(__name__, ENTRY)
"""Part by part, however many rows there are: no format holds the whole table in memory."""

NEEDED: Folder[tuple[str, str] | None] = Folder(__name__, "NEEDED", None)
"""The module that a format needs, and the extra that brings it."""
