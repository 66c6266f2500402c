"""Where the work is done: one file an engine, by whose name `--engine` begins.

A file calls `engine` a function that opens it for a while: what stands behind the name in `--engine`, and for
how many seconds it may be silent, to what does the work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

import msgspec

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.partial import PartialRun
from cfdiag.batch.worker import Order
from cfdiag.ground.choices import choose
from cfdiag.ground.folder import Folder

SILENCE = 600.0
"""Seconds for which an engine may say nothing before it is given up."""

DoPieces = Callable[[Iterable[list[InputSource]], Order, int], Iterator[PartialRun]]
"""Pieces, how they are to be done, and about how many there are, to their parts in any order.

A part for every piece, so that it is seen how far it is; what was put together before leaves empty ones.
"""


class OpenEngine(msgspec.Struct, frozen=True):
    """An engine at work."""

    do: DoPieces
    elsewhere: bool = True
    """Whether others do it: then files of lines are cut by size, without a look into them, and nothing is
    written down where they are."""


EngineOpener = Callable[[str, float], AbstractContextManager[OpenEngine]]
"""What stands behind the name, and the seconds of silence, to the engine."""

ENGINES: Folder[EngineOpener] = Folder("cfdiag.batch.engines", "engine")
"""By the name that `--engine` begins with."""

_SPELLED = r"(?s)([a-z][a-z0-9_+-]*)(?:\[([^]]*)\]|://(.*))?"


def engine_named(given: str, silence: float = SILENCE) -> AbstractContextManager[OpenEngine]:
    """The engine that was asked for.

    Args:
        given: `NAME`, `NAME[…]` or `NAME://…`.
        silence: seconds for which it may say nothing.

    Raises:
        CfdiagError: `wrong-option`: there is none of that name; whatever else is wrong with it.
    """
    found = re.fullmatch(_SPELLED, given)
    name, *behind = found.groups() if found else (given, None, None)
    choose("--engine", name or given, ENGINES)
    return ENGINES[name](behind[0] or behind[1] or "", silence)
