"""What tells one kind of block, or of drawing, from another: `kind`, in Python and in JSON alike."""

from __future__ import annotations

import msgspec


def _kind(name: str) -> str:
    return name.removesuffix("Block").lower()


class Tagged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=_kind):
    """A struct whose kind is its own name in small letters, without the word block."""

    @property
    def kind(self) -> str:
        """The kind, for templates: there a struct and the map that it is read from look alike."""
        return str(self.__struct_config__.tag)
