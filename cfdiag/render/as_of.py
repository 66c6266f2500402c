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


class _When(NamedTuple):
    """Figures that are said together."""

    whose: str
    day: str
    n: int | None
    more: int | None


def as_of_lines(part: QuestionnaireResult, words: Locale) -> list[str]:
    """A sentence for all figures of one day, of the same people: `Sharing: as of 24 November 2026 …`."""
    found: dict[_When, list[str]] = {}
    for place, figure in every_figure(part):
        for title, repeated, n in _repeated(place, figure, words):
            whose = _whose(part, place, words)
            if whose is None:
                continue
            more = None if repeated.more is UNSET else repeated.more
            when = _When(whose, str(repeated.as_of), n, more)
            titles = found.setdefault(when, [])
            if title not in titles:
                titles.append(title)
    return [_line(when, titles, words) for when, titles in found.items()]


def _repeated(
    place: FigurePlace, figure: AnyFigure, words: Locale
) -> Iterator[tuple[str, Repeatable, int | None]]:
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


def _line(when: _When, titles: list[str], words: Locale) -> str:
    rest = len(titles) - _NAMED
    named = [words.quoted(title) for title in titles]
    if rest > 0:
        named = [*named[:_NAMED], words.plural("{n} other figure", "{n} other figures", rest)]
    said = words.listing(named)
    said = f"{when.whose}, {said}" if when.whose else said
    day = words.date(when.day)
    if when.n is None:
        line = words("{figures}: as of {day}.", figures=said, day=day)
    else:
        one, many = "{figures}: as of {day} ({n} person).", "{figures}: as of {day} ({n} people)."
        line = words.plural(one, many, when.n, figures=said, day=day)
    if when.more is not None:
        one, many = "One more talk and the new ones count.", "{n} more talks and the new ones count."
        return f"{line} {words.plural(one, many, when.more)}"
    return f"{line} {words('More talks and the new ones count.')}"


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
