"""A text that is filled in, as a small tree: words, names and conditions. Nothing in it can call or loop."""

from __future__ import annotations

import msgspec

from cfdiag.model.expression import Expression


class Filled(msgspec.Struct, frozen=True):
    """A name: `{{ item }}`, `{{ role | default("somebody") }}`, `{{ themes | join(", ") }}`."""

    path: tuple[str, ...]
    default: str | None = None
    """What is said where nothing is known under the name."""
    join: str | None = None
    """What stands between the entries of a list."""


class Branch(msgspec.Struct, frozen=True):
    """What is said where a condition holds; without one, where none before it did."""

    condition: Expression | None
    parts: tuple[WordingPart, ...]


class Either(msgspec.Struct, frozen=True):
    """`{% if … %}…{% elif … %}…{% else %}…{% endif %}`: the first branch that holds, or nothing."""

    branches: tuple[Branch, ...]


WordingPart = str | Filled | Either
