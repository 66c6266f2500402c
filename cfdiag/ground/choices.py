"""A value that must be one of some names: which there are, in words, and what a wrong one gets to hear."""

from __future__ import annotations

from collections.abc import Iterable

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest, fault


def listed(names: Iterable[str]) -> str:
    """`a, b or c`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def known_one(value: str, known: Iterable[str], code: Code, message: str, hint: str = "") -> str:
    """The value, where it is one of the names that there are.

    Args:
        value: what was given.
        known: the names.
        code: of the fault.
        message: what is wrong with another one.
        hint: what to do where no name is near; else all of them.

    Raises:
        CfdiagError: `code`, with the nearest name.
    """
    names = tuple(known)
    if value not in names:
        raise fault(code, message, closest(value, names) or hint or f"choose {listed(names)}")
    return value


def choose(what: str, value: str, known: Iterable[str]) -> str:
    """The value of a choice, where it is one of the names that there are; an empty one stays empty.

    Args:
        what: what is chosen, e.g. the flag.
        value: what was given.
        known: the names.

    Raises:
        CfdiagError: `wrong-option`, with the nearest name, or all of them.
    """
    return known_one(value, known, Code.WRONG_OPTION, f"{what} cannot be '{value}'") if value else value
