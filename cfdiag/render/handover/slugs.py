"""Names of files for accounts: what a name may hold never reaches a path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 60
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
"""Names that Windows keeps for devices."""


def file_slugs(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A name for files by an account's key; a number tells those apart that would be alike.

    Args:
        names: key and name of each account.
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for key, name in names:
        made = _slug(name)
        slug, number = made, 2
        while slug in taken:
            slug, number = f"{made}-{number}", number + 1
        taken.add(slug)
        found[key] = slug
    return found


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST].strip("-")
    if not made or _DEVICES.fullmatch(made):
        return f"account-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return made
