"""A value that must be one of some names: which there are, in words, and what a wrong one gets to hear."""

from __future__ import annotations

from collections.abc import Iterable

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest, fault


def listed(names: Iterable[str]) -> str:
    """`a, b or c`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def choose(what: str, value: str, known: Iterable[str]) -> str:
    """The value, where it is one of the names that there are; an empty one stays empty.

    Args:
        what: what is chosen, e.g. the flag.
        value: what was given.
        known: the names.

    Raises:
        CfdiagError: `wrong-option`, with the nearest name, or all of them.
    """
    names = tuple(known)
    if value and value not in names:
        hint = closest(value, names) or f"choose {listed(names)}"
        raise fault(Code.WRONG_OPTION, f"{what} cannot be '{value}'", hint)
    return value
