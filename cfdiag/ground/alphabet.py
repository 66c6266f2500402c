"""The order of names as people look them up: numbers by size, capitals and accents beside their letters."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = r"([0-9]{1,18})"


def alphabetical(name: str) -> tuple[object, ...]:
    """The key to sort a name by: `9 Zuid` before `10 Noord`, `ijs` before `Zorg`, `Ändern` at its A.

    Names that differ in capitals or accents only keep one order whatever order they come in.
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    parts = re.split(_NUMBER, plain)
    # Of what `split` gives every second part is a number: like is compared with like.
    return (*((n % 2, int(part) if n % 2 else part) for n, part in enumerate(parts)), (2, name))
