"""Standard input is read once, for one thing: whoever names it for two is told so before it is read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault

_DASH = "-"
_OfTyper = Any
"""Typer carries click inside it and gives its types no public name."""


def read_once(command: _OfTyper) -> None:
    """Have a command refuse a line that names standard input twice.

    Before anything is parsed: what a key is taken from would be read by then.
    """
    usual = command.parse_args

    def parse_args(ctx: _OfTyper, args: list[str]) -> _OfTyper:
        if not ctx.resilient_parsing:  # completion looks at lines that are not whole
            _refuse_two(command, ctx, args)
        return usual(ctx, args)

    command.parse_args = parse_args


def both(one: str, other: str) -> CfdiagError:
    """What is said where standard input is to be two things."""
    return fault(
        Code.WRONG_USE,
        f"standard input is read once: it holds {one} or {other}, not both",
        "write one of them to a file",
    )


def _refuse_two(command: _OfTyper, ctx: _OfTyper, args: Sequence[str]) -> None:
    given, _, _ = command.make_parser(ctx).parse_args(args=list(args))
    named = [
        param.opts[0] if param.param_type_name == "option" else "the data"
        for param in command.params
        if param.name != "output" and _is_dash(given.get(param.name), param.envvar)
    ]
    if len(named) > 1:
        raise both(named[0], named[1])


def _is_dash(given: object, envvar: object) -> bool:
    if given is None or not isinstance(given, (str, list, tuple)):
        return isinstance(envvar, str) and os.environ.get(envvar) == _DASH
    return given == _DASH if isinstance(given, str) else _DASH in given
