"""The result for people at a terminal: the board page in a few lines and every score; in full with `-v`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.result import Result
from cfdiag.render.context import OutputContext
from cfdiag.render.result._asked import asked_in_full, asked_in_short
from cfdiag.render.terminal.card import Card
from cfdiag.render.terminal.drawing import NARROWEST, DrawnBlock, draw, styled
from cfdiag.render.terminal.front import (
    FEW_LISTS,
    LEAST_LISTS,
    LEAST_ROWS,
    SCREEN,
    Below,
    front,
    how_many_scores,
    scores_in_one,
)


def render(result: Result, context: OutputContext) -> str:
    """The scorecard for this terminal."""
    return scorecard(
        result,
        width=context.width,
        unicode=context.unicode,
        colour=context.colour,
        language=context.language,
        long=context.long,
    )


def scorecard(
    result: Result,
    *,
    width: int,
    unicode: bool = True,
    colour: bool = False,
    language: str = "en",
    long: bool = False,
) -> str:
    """A result drawn for a terminal, in lines of at most `width` cells.

    Args:
        result: what to show; every text in it is made safe here.
        width: cells; below 24 it is drawn for 24.
        unicode: whether the output can show bars and dashes; otherwise plain ASCII.
        colour: whether to colour levels; they are named in words as well.
        language: of the tool's own words.
        long: every questionnaire in full, however many there are.
    """
    card = Card(result, locale_for(language), max(width, NARROWEST), unicode=unicode)
    first = draw(front(card), width, unicode=unicode, colour=colour)

    def drawn(blocks: Iterable[DrawnBlock]) -> str:
        return draw(blocks, width, unicode=unicode, colour=colour)

    if long:
        return f"{first}\n{drawn([*_in_full(card), *asked_in_full(card)])}".rstrip("\n")
    asked = drawn(asked_in_short(card))
    room = SCREEN - len(first.splitlines()) - len(asked.splitlines())
    most = max(LEAST_ROWS, min(how_many_scores(card), room))
    # The scores are what was asked for: what stands below them gives way first.
    fewer = [Below(most, FEW_LISTS), Below(most, LEAST_LISTS), Below(most, LEAST_LISTS, rollups=False)]
    fewer += [Below(rows, LEAST_LISTS, rollups=False) for rows in range(most - 1, LEAST_ROWS - 1, -1)]
    fewer.append(Below(min(most, LEAST_ROWS), 0, rollups=False, unscored=False))
    short = _first_that_fits([partial(_in_short, card, each) for each in fewer], drawn, room)
    return "\n".join(filter(None, (first, short, asked)))


def _first_that_fits(
    made: Sequence[Callable[[], Iterable[DrawnBlock]]],
    drawn: Callable[[Iterable[DrawnBlock]], str],
    room: int,
) -> str:
    """The first drawing of at most so many lines, of those that take ever fewer; else the last.

    Halved, for a drawing takes ten milliseconds and there are some twenty to choose from.
    """
    low, high = 0, len(made) - 1
    shown = ""
    while low < high:
        middle = (low + high) // 2
        found = drawn(made[middle]())
        if len(found.splitlines()) <= room:
            high, shown = middle, found
        else:
            low, shown = middle + 1, ""
    return shown or drawn(made[low]())


def _in_short(card: Card, most: Below) -> Iterator[DrawnBlock]:
    yield from scores_in_one(card, most)
    yield styled(card.words("Everything: cfdiag score -v; in words: cfdiag report."), "dim")


def _in_full(card: Card) -> Iterator[DrawnBlock]:
    for each in card.result.questionnaires:
        yield styled()
        yield from card.questionnaire(each)
        if len(card.result.questionnaires) > 1:
            yield from card.in_full(each)
    yield from card.said_first()
