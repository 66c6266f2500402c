"""The result for people at a terminal: a scorecard each, or an overview where there are many."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import UNSET
from rich.console import ConsoleRenderable
from rich.text import Text

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.result import Result
from cfdiag.render.comparison import comparison_blocks
from cfdiag.render.context import OutputContext
from cfdiag.render.sentences import gate_sentence
from cfdiag.render.terminal.card import Card
from cfdiag.render.terminal.drawing import NARROWEST, data, draw, heading
from cfdiag.render.terminal.overview import overview
from cfdiag.scoring.compare import Comparison

MANY = 3
"""From so many questionnaires on there is an overview, unless the long form is asked for."""


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
    return draw(_blocks(card, long=long), width, unicode=unicode, colour=colour)


def _blocks(card: Card, *, long: bool) -> Iterator[ConsoleRenderable]:
    result, words = card.result, card.words
    if len(result.questionnaires) >= MANY and not long:
        yield from overview(card)
    else:
        for place, each in enumerate(result.questionnaires):
            if place:
                yield Text()
            yield from card.questionnaire(each)
            if long and len(result.questionnaires) > 1:
                yield from card.in_full(each)
        yield from card.said_first()
    if result.baseline is not UNSET:
        moved = msgspec.convert(result.baseline, Comparison)
        yield from heading(words("Since the baseline"))
        yield from comparison_blocks(moved, words, card.width)
    if result.gates:
        yield Text()
        for gate in result.gates:
            outcome = words("passed") if gate.passed else words("failed")
            style = "green" if gate.passed else "red"
            said = data(gate_sentence(gate, words))
            yield Text.assemble(f"{words('Gate')} ", (outcome, style), " · ", said)
