"""What is said of figures that a release repeats: from when they are, of how many, and what it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET

from cfdiag.locales.locale import Locale
from cfdiag.model.result import (
    Perception,
    QuestionnaireResult,
    QuestionScore,
    Repeatable,
    Result,
    Score,
)
from cfdiag.scoring.privacy.figures import AnyFigure, FigurePlace, every_figure

_NAMED = 4
"""So many figures are named; of more the first ones, and how many there are beside."""


class _Together(NamedTuple):
    """Figures that are said together: of one day, of the same group or cell."""

    titles: list[str]
    n: list[int]
    more: list[int]


def as_of_lines(part: QuestionnaireResult, words: Locale) -> list[str]:
    """A sentence for all figures of one day, of the same people: `Sharing: as of 24 November 2026 …`."""
    found: dict[tuple[str, str], _Together] = {}
    for place, figure in every_figure(part):
        for title, repeated, n in _repeated(place, figure, words):
            whose = _whose(part, place, words)
            if whose is None:
                continue
            mine = found.setdefault((whose, str(repeated.as_of)), _Together([], [], []))
            if title not in mine.titles:
                mine.titles.append(title)
            mine.n.extend([] if n is None else [n])
            mine.more.extend([] if repeated.more is UNSET else [repeated.more])
    return [_line(whose, day, together, words) for (whose, day), together in found.items()]


def _repeated(
    place: FigurePlace, figure: AnyFigure, words: Locale
) -> Iterator[tuple[str, Repeatable, int | None]]:
    if isinstance(figure, QuestionScore) and figure.mean is None and not figure.distribution:
        return  # words, of which only the number was shown
    if figure.as_of is not UNSET:
        yield _title(place, figure, words), figure, None if isinstance(figure, Perception) else figure.n
    elif isinstance(figure, QuestionScore):
        for name, beside in (("importance", figure.importance), ("gap", figure.gap)):
            if beside is not UNSET and beside.as_of is not UNSET:
                title = words("{title} ({what})", title=figure.title or place.key, what=words(name))
                yield title, beside, beside.n


def _title(place: FigurePlace, figure: AnyFigure, words: Locale) -> str:
    if isinstance(figure, Score):
        return words("Overall")
    if isinstance(figure, Perception):
        return words("{title} ({what})", title=place.key, what=words("from both sides"))
    return figure.title or place.key or place.figure.removeprefix("@")


def _whose(part: QuestionnaireResult, place: FigurePlace, words: Locale) -> str | None:
    """Whose figures: nothing for the top level, None where the top level says the same."""
    row = place.row[1:-1] if place.row[0] == "item" else place.row
    if row[0] == "group":
        shown = part.groups.get(row[1])
        return None if part.groups_shown == [row[1]] or shown is None else shown.title or row[1]
    return f"{words(row[2])} {row[3]}" if row[0] == "by" else ""


def _line(whose: str, day: str, found: _Together, words: Locale) -> str:
    rest = len(found.titles) - _NAMED
    named = [words.quoted(title) for title in found.titles]
    if rest > 0:
        named = [*named[:_NAMED], words.plural("{n} other figure", "{n} other figures", rest)]
    said = words.listing(named)
    filled = {"figures": f"{whose}, {said}" if whose else said, "day": words.date(day)}
    low, high = min(found.n, default=0), max(found.n, default=0)
    if not found.n:
        line = words("{figures}: as of {day}.", **filled)
    elif low == high:
        one, many = "{figures}: as of {day} ({n} person).", "{figures}: as of {day} ({n} people)."
        line = words.plural(one, many, high, **filled)
    else:
        low_, high_ = words.count(low), words.count(high)
        line = words("{figures}: as of {day} ({low} to {high} people).", **filled, low=low_, high=high_)
    if not found.more:
        return f"{line} {words('More talks and the new ones count.')}"
    one, many = "One more talk and the new ones count.", "{n} more talks and the new ones count."
    return f"{line} {words.plural(one, many, max(found.more))}"


def as_of_stamp(result: Result, words: Locale) -> str:
    """What stands on every page where any figure is repeated; else nothing."""
    days = sorted({day for part in result.questionnaires for day in _days(part)})
    if not days:
        return ""
    return words(
        "Some figures are as of {days}, so that nobody who was heard since is given away",
        days=words.listing([words.date(day) for day in days]),
    )


def _days(part: QuestionnaireResult) -> Iterator[str]:
    for _, figure in every_figure(part):
        if figure.as_of is not UNSET:
            yield figure.as_of
        elif isinstance(figure, QuestionScore):
            yield from (
                beside.as_of
                for beside in (figure.importance, figure.gap)
                if beside is not UNSET and beside.as_of is not UNSET
            )
