"""What was asked for beside the scores: breakdowns, what moved since a baseline, and the gates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import UNSET

from cfdiag.model.result import QuestionnaireResult
from cfdiag.render.comparison import comparison_blocks, moved_in_short
from cfdiag.render.furthest_apart import furthest_apart
from cfdiag.render.sentences import cell_title, gate_sentence
from cfdiag.render.terminal.card import Card
from cfdiag.render.terminal.drawing import DrawnBlock, DrawnLine, data, heading, item, styled

FEW_ROWS = 5
"""A breakdown of so many rows is shown as it is, where it is the only one."""
FEW_GATES = 3
"""So many that passed are named."""


def asked_in_full(card: Card) -> Iterator[DrawnBlock]:
    """What moved since a baseline, and the gates; the breakdowns stand with their questionnaires."""
    if card.result.baseline is not UNSET:
        yield from heading(card.words("Since the baseline"))
        yield from comparison_blocks(card.result.baseline, card.words, card.width)
    yield from _gates(card)


def asked_in_short(card: Card) -> Iterator[DrawnBlock]:
    """Of breakdowns and a baseline the differences that matter, and every gate."""
    parts = card.result.questionnaires
    broken_down = [each for each in parts if each.by]
    if len(broken_down) == 1 and all(len(cells) <= FEW_ROWS for cells in broken_down[0].by.values()):
        yield from card.breakdowns(broken_down[0])
    else:
        for field in dict.fromkeys(field for each in broken_down for field in each.by):
            yield from _field(card, field, broken_down)
    if card.result.baseline is not UNSET:
        yield from heading(card.words("Since the baseline"))
        yield from moved_in_short(card.result.baseline, card.words, card.width)
    yield from _gates(card, FEW_GATES)


def _field(card: Card, field: str, parts: list[QuestionnaireResult]) -> Iterator[DrawnBlock]:
    """One breakdown of every questionnaire: where its rows lie furthest apart."""
    words = card.words
    yield styled()
    yield styled(words("by {field}", field=data(words(field))), "bold")
    told = [(each, each.widest[field]) for each in parts if each.widest is not UNSET and field in each.widest]
    for each, widest in told:
        names = (_dimension(each), lambda name: cell_title(name, words))
        said = furthest_apart(each, each.by[field], widest, words, names)
        yield item("· ", data(f"{each.title or each.id}: {said}" if len(parts) > 1 else said))
    if len(told) < len(parts):
        said = "No two rows of the other questionnaires have scores that may be shown."
        none = "No two rows have scores that may be shown."
        yield styled(words(said if told else none), "dim")


def _dimension(each: QuestionnaireResult) -> Callable[[str], str]:
    return lambda name: each.dimensions[name].title or name


def _gates(card: Card, most: int | None = None) -> Iterator[DrawnBlock]:
    """Every gate; of more than so many that passed only how many they are."""
    words, gates = card.words, card.result.gates
    passed = sum(gate.passed for gate in gates)
    counted = most is not None and passed > most
    if gates:
        yield styled()
    for gate in gates:
        if gate.passed and counted:
            continue
        outcome = words("passed") if gate.passed else words("failed")
        style = "green" if gate.passed else "red"
        said = data(gate_sentence(gate, words))
        yield DrawnLine(((f"{words('Gate')} ", ""), (outcome, style), (f" · {said}", "")))
    if counted:
        yield styled(
            words("{n} of {of} gates passed.", n=words.count(passed), of=words.count(len(gates))), "green"
        )
