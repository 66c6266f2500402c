"""Things that a list names: what somebody calls one, and the id that it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def same(name: str) -> str:
    """A name without what may differ between two spellings of one: case, and how many blanks."""
    return " ".join(name.casefold().split())


def ids_by_word(
    names: Mapping[str, str], aliases: Mapping[str, Sequence[str]] | None = None
) -> dict[str, str]:
    """Ids by what is said for them, as `same` makes it: the id itself, before a name, before an alias.

    Args:
        names: by id.
        aliases: other names, by id.
    """
    said = [(alias, id_) for id_, several in (aliases or {}).items() for alias in several]
    said += [(name, id_) for id_, name in names.items()]
    said += [(id_, id_) for id_ in names]
    return {same(word): id_ for word, id_ in said}
