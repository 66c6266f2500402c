"""Names found in texts, as they were typed, in whatever case, over whatever spaces; and a document walked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

_BETWEEN = r"\s+"
IN_FILE_NAMES = r"[\W_]+"
"""What stands between the words of a name in the name of a file: `ada-vale`, `Ada_Vale`."""


class PeopleNames:
    """Some names, each with its place among them.

    Args:
        names: in full; of two that differ in case or in spaces alone the first counts.
        between: what stands between the words of a name, as an expression.
    """

    def __init__(self, names: Iterable[str], between: str = _BETWEEN) -> None:
        known: dict[str, str] = {}
        for name in names:
            if name.strip():
                known.setdefault(_key(name), name)
        self.keys = tuple(known)
        # The longest first: of two names in one the whole is meant.
        places = sorted(range(len(known)), key=lambda at: -len(self.keys[at]))
        self._places = places
        spelled = list(known.values())
        parts = [between.join(map(_word, spelled[at].split())) for at in places]
        edge = r"\w" if between == _BETWEEN else r"[^\W_]"
        groups = "|".join(f"({part})" for part in parts)
        self._pattern = re.compile(rf"(?<!{edge})(?:{groups})(?!{edge})", re.IGNORECASE) if parts else None

    def count(self, text: str) -> int:
        """How often the text names one of them."""
        return sum(1 for _ in self._pattern.finditer(text)) if self._pattern is not None else 0

    def replaced(self, text: str, instead: Callable[[int], str]) -> str:
        """The text with something else in the place of each name.

        Args:
            text: whatever somebody wrote.
            instead: gives it for a name, by its place in `keys`.
        """
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: instead(self._places[(found.lastindex or 1) - 1]), text)


def changed(value: Any, change: Callable[[str], str], *, keys: bool = False) -> Any:  # noqa: ANN401  whatever a document holds
    """A document of plain values with every text in it changed.

    Args:
        value: the document.
        change: gives a text as it is to be.
        keys: whether the keys of its maps are texts too.
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {
            change(str(key)) if keys else key: changed(inner, change, keys=keys)
            for key, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [changed(inner, change, keys=keys) for inner in value]
    return value


def spelled_out(word: str) -> str:
    """A word as an expression; Markdown writes backslashes before its signs."""
    return "".join(letter if letter.isalnum() else rf"\\?{re.escape(letter)}" for letter in word)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _word(word: str) -> str:
    # An expression folds letter by letter: of ß, which is SS in capitals, it knows nothing.
    cased = (word, word.casefold(), word.upper())
    forms = {unicodedata.normalize(form, each): None for each in cased for form in ("NFC", "NFD")}
    parts = [spelled_out(each) for each in forms]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
