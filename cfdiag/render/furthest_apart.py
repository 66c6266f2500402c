"""Where the rows of a breakdown lie furthest apart, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import UNSET

from cfdiag.locales.locale import Locale, difference_as_printed, score_as_shown
from cfdiag.model.result import Cell, QuestionnaireResult, Widest


def furthest_apart(
    part: QuestionnaireResult,
    cells: Mapping[str, Cell],
    widest: Widest | None,
    words: Locale,
    names: tuple[Callable[[str], str], Callable[[str], str]],
) -> str:
    """Which two rows lie furthest apart on what, by how many points, and how many rows are withheld.

    Args:
        part: whose breakdown it is.
        cells: its rows.
        widest: the two rows; None where no two scores can be set side by side.
        words: the language.
        names: what a dimension and a row are called, by their ids.
    """
    dimension, row = names
    withheld = sum(1 for each in cells.values() if each.withheld is True)
    said = ""
    # Said as nothing, for the rounded figures beside it are equal.
    spread = _spread(part, cells, widest) if widest else 0.0
    if widest and spread < 1:
        said = words("No two of them differ by a point on any dimension.")
    elif widest:
        said = words.plural(
            "They lie furthest apart on {which}: {high} (n = {n_high}) scores one point more "
            "than {low} (n = {n_low}).",
            "They lie furthest apart on {which}: {high} (n = {n_high}) scores {n} points more "
            "than {low} (n = {n_low}).",
            spread,
            which=words.quoted(dimension(widest.dimension)), high=row(widest.high), low=row(widest.low),
            n=words.as_written(spread), n_high=words.count(cells[widest.high].n),
            n_low=words.count(cells[widest.low].n),
        )  # fmt: skip
    if withheld:
        said += " " + words.plural("{n} row is withheld.", "{n} rows are withheld.", withheld)
    return said.strip()


def _spread(part: QuestionnaireResult, cells: Mapping[str, Cell], widest: Widest) -> float:
    """By how many points they differ, as the scores in the table are shown."""
    whole = part.dimensions.get(widest.dimension)
    target = None if whole is None or whole.target is UNSET else whole.target
    scores = []
    for end in (widest.high, widest.low):
        dimensions = cells[end].dimensions
        figure = None if dimensions is UNSET else dimensions.get(widest.dimension)
        if figure is not None and figure.score is not None:
            scores.append(score_as_shown(figure.score, target))
    both = len(scores) > 1
    return difference_as_printed(scores[0], scores[1], 1) if both else widest.points
