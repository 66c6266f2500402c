"""Texts of cells for comparison: without markup, case and marks; yes and no in every language."""

from __future__ import annotations

import html
import re
import unicodedata

from cfdiag.exchange.words import words
from cfdiag.model.text import Text

_NO_DECIMALS = re.compile(r"(?<=\d)[.,]0+$")
_TAGS = re.compile(r"<[^<>]{1,200}>")


def is_yes(text: str) -> bool:
    """Whether a cell says yes, in whatever language."""
    return words().means("yes", text) or text.strip() in ("1.0", "✓", "☑")


def is_no(text: str) -> bool:
    """Whether a cell says no, in whatever language."""
    return words().means("no", text) or text.strip() in ("0.0", "☐")


def whole(text: str) -> str:
    """A figure without decimals that say nothing: programs write `4.0` where a column has gaps."""
    return _NO_DECIMALS.sub("", text)


def normal(text: str) -> str:
    """A text for comparison: without markup, case and marks; letters, digits and blanks are left."""
    plain = unicodedata.normalize("NFKC", _TAGS.sub(" ", html.unescape(text))).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


def wordings(text: Text) -> tuple[str, ...]:
    """Every wording of a text, for whatever group and in whatever language."""
    return tuple(
        dict.fromkeys(wording for by_language in text.wordings.values() for wording in by_language.values())
    )
