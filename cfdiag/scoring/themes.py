"""How many people spoke of each theme."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.model.result import QuestionScore
from cfdiag.questions import TYPES


def themes_of(figure: QuestionScore | None) -> Mapping[str, int | None]:
    """How many people spoke of each theme, by the id of the tag; None: that is not told."""
    return figure.distribution if figure and TYPES[figure.type].in_words else {}


def told_themes(figure: QuestionScore | None) -> dict[str, int]:
    """The themes of which it is told how many spoke of them."""
    return {tag: n for tag, n in themes_of(figure).items() if n}
