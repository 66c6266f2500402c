"""The need of an action in some recounts, and how much it is in any at most."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat, starmap
from operator import mul
from random import Random
from typing import Protocol

import msgspec

from cfdiag.scoring.plan.need import Candidate, Evidence, HeldGap, distance, need_from, weight_of
from cfdiag.scoring.stats.resampling import RESAMPLES

SPREAD = 0.2
"""So far an assumption is moved, either way."""

_RULE = "of a rule"
"""What has no importance of its own is weighed by the questionnaire's usual one."""
_MOST = 100.0
"""Points."""
_STILL = (0.0,) * RESAMPLES
"""What does not move."""

Assumption = tuple[str, str]
"""Of a questionnaire or an action, and what is assumed of it."""


class Draws(Protocol):
    """What a questionnaire's figures do when its respondents are drawn anew; an empty list: they stay."""

    def points(self, key: str) -> Sequence[float]:
        """How far a question's points move in each recount."""

    def importance(self, key: str) -> Sequence[float]:
        """How far its importance does, on 0 to 1."""

    def difference(self, key: str) -> Sequence[float]:
        """How far the difference between both sides does, in points."""

    def enough(self, candidate: Candidate) -> bool:
        """Whether enough people answered in every group that a need rests on."""


class Chance:
    """Chance of every recount, in columns: what the recounts draw one after the other stays the same.

    Args:
        seed: of the run.
        assumed: what a recount draws, in this order.
    """

    def __init__(self, seed: int, assumed: Sequence[Assumption]) -> None:
        draw = Random(f"plan {seed}").random  # noqa: S311  no secret hangs on it
        self._drawn = array("d", starmap(draw, repeat((), len(assumed) * RESAMPLES)))
        self._places = {name: place for place, name in enumerate(assumed)}

    def column(self, name: Assumption) -> Sequence[float]:
        """From 0 to 1, evenly."""
        return self._drawn[self._places[name] :: len(self._places)]


def as_factors(drawn: Iterable[float]) -> Sequence[float]:
    """What an assumption is taken times, by what chance drew evenly from 0 to 1."""
    least, wide = 1 - SPREAD, 2 * SPREAD
    return [least + wide * each for each in drawn]


class Recounts(msgspec.Struct, frozen=True):
    """Some of the recounts."""

    places: Sequence[int]
    chance: Chance

    def of(self, column: Sequence[float]) -> Sequence[float]:
        """Theirs of a column of all."""
        return list(map(column.__getitem__, self.places))

    def moved(self, figure: float, column: Sequence[float]) -> Sequence[float]:
        """A figure as it is moved in each."""
        return [figure + column[place] for place in self.places]

    def factors(self, name: Assumption) -> Sequence[float]:
        """What something is taken times, up to a fifth either way of 1."""
        return as_factors(self.of(self.chance.column(name)))


_Column = Callable[[Recounts], Sequence[float]]
"""What something comes to in each of some recounts."""


class RecountedNeed(msgspec.Struct, frozen=True):
    """The need of an action."""

    most: float
    """No recount comes to more than that, but for rounding."""
    drawn: _Column


def largest(columns: Sequence[Sequence[float]]) -> Sequence[float]:
    """In each recount the largest."""
    return columns[0] if len(columns) == 1 else list(map(max, *columns))


def assumptions(candidate: Candidate) -> Iterator[Assumption]:
    """The targets and importances that a need rests on, by questionnaire."""
    for gap in candidate.gaps:
        yield candidate.questionnaire, f"importance {gap.question}"
    if candidate.held or candidate.shares:
        yield candidate.questionnaire, f"importance {_RULE}"
    for each in candidate.evidence:
        yield candidate.questionnaire, f"importance {each.question}"
        yield candidate.questionnaire, f"target {each.dimension}"


def of_action(id_: str) -> tuple[Assumption, Assumption]:
    """What is assumed of an action: its impact, and its effort."""
    return (id_, "impact"), (id_, "effort")


def stated_need(candidate: Candidate) -> Assumption:
    """The need that an author typed in."""
    return candidate.action.id, f"need in {candidate.questionnaire}"


def as_it_is(need: float) -> RecountedNeed:
    """A need that no recount moves."""
    return RecountedNeed(need, lambda some: [need] * len(some.places))


def recounted_need(candidate: Candidate, draws: Draws, seed: int) -> RecountedNeed:
    """The need of an action, 0 to 1."""
    if need_from(candidate) == "author":
        return RecountedNeed(1.0, lambda some: some.of(some.chance.column(stated_need(candidate))))
    if candidate.gaps:
        gaps = [_gap(each, candidate, draws) for each in candidate.gaps]
        return RecountedNeed(
            max(each.most for each in gaps), lambda some: largest([each.drawn(some) for each in gaps])
        )
    if candidate.held or candidate.shares:
        return _held(candidate, draws, seed)
    parts = [_shortfall(each, candidate, draws) for each in candidate.evidence]
    n = len(parts)
    if n == 1:
        return parts[0]
    return RecountedNeed(
        sum(each.most for each in parts) / n,
        lambda some: [sum(row) / n for row in zip(*(each.drawn(some) for each in parts), strict=True)],
    )


def _held(candidate: Candidate, draws: Draws, seed: int) -> RecountedNeed:
    """What a rule holds by: figures against what they are compared with, or counted answers."""
    kind, weight = candidate.action.kind, _weight(candidate, _RULE, None, draws)
    moves = [draws.points(each.name) or _STILL for each in candidate.held]
    name = f"{seed} {candidate.questionnaire} {candidate.action.id}"

    def drawn(some: Recounts) -> list[float]:
        columns: list[Sequence[float]] = [
            _distances(kind, some.moved(each.points, moved), repeat(each.target))
            for each, moved in zip(candidate.held, moves, strict=True)
        ]
        columns += [some.of(share.drawn(RESAMPLES, f"{name} {share.question}")) for share in candidate.shares]
        return list(map(mul, largest(columns), weight(some)))

    figures = zip(candidate.held, moves, strict=True)
    most = [_furthest(kind, each.points, moved, each.target) for each, moved in figures]
    return RecountedNeed(max(most + [1.0 for _ in candidate.shares]), drawn)


def _gap(gap: HeldGap, candidate: Candidate, draws: Draws) -> RecountedNeed:
    moved = draws.difference(gap.key)
    if gap.kind == "gap":
        both = draws.points(gap.question), draws.importance(gap.question)
        moved = [p - 100 * i for p, i in zip(*both, strict=True)]
    moved = moved or _STILL
    weight = _weight(candidate, gap.question, gap.importance, draws)

    def lost(points: float) -> float:
        return min(1.0, abs(points) / 100)

    return RecountedNeed(
        max(lost(gap.points + each) for each in (min(moved), max(moved))),
        lambda some: list(map(mul, map(lost, some.moved(gap.points, moved)), weight(some))),
    )


def _shortfall(each: Evidence, candidate: Candidate, draws: Draws) -> RecountedNeed:
    kind, target, moved = candidate.action.kind, each.target, draws.points(each.question) or _STILL
    weight = _weight(candidate, each.question, each.importance, draws)
    aim = candidate.questionnaire, f"target {each.dimension}"

    def drawn(some: Recounts) -> list[float]:
        targets = [aimed if (aimed := target * factor) < _MOST else _MOST for factor in some.factors(aim)]
        return list(map(mul, _distances(kind, some.moved(each.points, moved), targets), weight(some)))

    ends = target * (1 - SPREAD), min(_MOST, target * (1 + SPREAD))
    return RecountedNeed(_furthest(kind, each.points, moved, *ends), drawn)


def _furthest(kind: str, points: float, moved: Sequence[float], *targets: float) -> float:
    """The largest distance, whatever the target between two."""
    if kind == "build":
        highest = points + max(moved)
        # Past the end of the scale, be it by rounding, no bound holds: what is left to reach may be nothing.
        return max(distance(kind, highest, each) for each in targets) if highest <= _MOST else math.inf
    return max(distance(kind, points + min(moved), each) for each in targets)


def _distances(kind: str, points: Sequence[float], targets: Iterable[float]) -> list[float]:
    """`distance` in each recount; spelled out, for it is asked some hundred thousand times."""
    pairs = zip(points, targets)  # noqa: B905  of what stays the same there is no end
    if kind == "build":
        return [(p - t) / (_MOST - t) if t < _MOST and p > t else 0.0 for p, t in pairs]
    return [(t - p) / t if t > 0 and t > p else 0.0 for p, t in pairs]


def _weight(candidate: Candidate, question: str, importance: float | None, draws: Draws) -> _Column:
    """How much a shortfall counts, 0 to 1."""
    name = candidate.questionnaire, f"importance {question}"
    usual = weight_of(importance, candidate.typical)

    def weight(some: Recounts) -> list[float]:
        moved = draws.importance(question) if importance is not None else ()
        return [
            counts if 0.0 < (counts := w * f) < 1.0 else float(counts > 0.0)
            for w, f in zip(some.moved(usual, moved or _STILL), some.factors(name), strict=True)
        ]

    return weight
