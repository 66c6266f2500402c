"""Figures, dates and titles within sentences, as a language writes them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal


def number(value: float, language: str = "en", decimals: int = 1) -> str:
    """A figure for people: fixed decimals, halves away from zero, the language's comma, a real minus."""
    step = Decimal(1).scaleb(-decimals)
    # By way of the shortest decimal that means this float: 62.5 is shown as 63 and 0.35 as 0.4.
    shown = str(Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP))
    if float(shown) == 0:
        shown = shown.lstrip("-")
    shown = shown.replace("-", "\u2212")
    return shown.replace(".", ",") if language == "nl" else shown


_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
}


def date(iso: str, language: str = "en") -> str:
    """An ISO date (or date-time) as people write it: `22 November 2026`; other text as it is."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", iso)
    if not found or not 1 <= int(found[2]) <= 12:  # noqa: PLR2004  months of the year
        return iso
    months = _MONTHS.get(language, _MONTHS["en"])
    return f"{int(found[3])} {months[int(found[2]) - 1]} {found[1]}"
