"""How firm an action's place is: in how many recounts it is among the first three.

A recount draws the respondents anew (Poisson weights, at most 2,000 a group) and moves every target,
importance, impact and effort by up to a fifth either way; a need that its author typed in is drawn evenly
from 0 to 1, since nothing bears it out. Rules are not judged anew: the actions are those that hold on the
answers as they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat, starmap
from operator import mul
from random import Random
from typing import Protocol

import msgspec

from cfdiag.scoring.plan.need import Candidate, Evidence, HeldGap, need_from, weight_of
from cfdiag.scoring.plan.order import TOP
from cfdiag.scoring.plan.priority import Firm, Tier, worth
from cfdiag.scoring.stats.resampling import RESAMPLES

_SPREAD = 0.2
_FIRM, _LIKELY = 0.8, 0.3

_Factors = Mapping[tuple[str, str], Sequence[float]]
_Need = Callable[[_Factors], Sequence[float]]
"""In each recount, from the factors of each."""
_RULE = "of a rule"
"""What has no importance of its own is weighed by the questionnaire's usual one."""
_MOST = 100.0
"""Points."""
_STILL = (0.0,) * RESAMPLES
"""What does not move."""


class Drawn(msgspec.Struct, frozen=True):
    """How far a question's figures move in each recount; an empty list: not at all."""

    points: Sequence[float] = ()
    importance: Sequence[float] = ()
    """On 0 to 1."""


class Draws(Protocol):
    """What a questionnaire's figures do when its respondents are drawn anew."""

    def question(self, key: str) -> Drawn:
        """Of a question's points and importance."""

    def difference(self, key: str) -> Sequence[float]:
        """Of the difference between both sides, in points."""

    def enough(self, candidate: Candidate) -> bool:
        """Whether enough people answered in every group that a need rests on."""


def tier_of(share: float) -> Tier:
    """`first` from 80 of 100 recounts among the first three, `next` from 30, else `later`."""
    return "first" if share >= _FIRM else "next" if share >= _LIKELY else "later"


def firmness(
    by_id: Mapping[str, Sequence[Candidate]], draws: Mapping[str, Draws], seed: int
) -> dict[str, Firm]:
    """The share of recounts in which each action is among the first three, and its tier.

    Neither where too few answered in a group that its need rests on; such an action takes part with its
    need as it is.

    Args:
        by_id: the actions that hold, merged over questionnaires.
        draws: by questionnaire; none: nothing is counted again.
        seed: of the run.
    """
    if not draws:
        return {}
    known = {id_: all(draws[c.questionnaire].enough(c) for c in same) for id_, same in by_id.items()}
    if not any(known.values()):
        return {}
    moved = sorted({name for same in by_id.values() for each in same for name in _assumptions(each)})
    actions = []
    # Of equal worth the smaller effort comes first.
    for id_, same in sorted(by_id.items()):
        _, need, first = worth(same)
        needs = [_need(each, draws[each.questionnaire], seed) for each in same] if known[id_] else []
        actions.append((id_, first.action, needs, need))
    chance = _Chance(seed, len(moved) + sum(2 + needs.count(None) for *_, needs, _ in actions))
    factors = {name: chance.factors() for name in moved}
    worths = {}
    for id_, action, needs, fixed in actions:
        columns = [chance.evenly() if each is None else each(factors) for each in needs]
        drawn = _largest(columns) if columns else [fixed] * RESAMPLES
        parts = zip(drawn, chance.factors(), chance.factors(), strict=True)
        impact, effort = action.impact, action.effort
        worths[effort, id_] = [-n * impact * i / (effort * e) for n, i, e in parts]
    times = dict.fromkeys(by_id, 0)
    order = sorted(worths)
    places = range(len(order))
    for row in zip(*(worths[each] for each in order), strict=True):
        for place in sorted(places, key=row.__getitem__)[:TOP]:
            times[order[place][1]] += 1
    shares = {id_: n / RESAMPLES for id_, n in times.items() if known[id_]}
    return {id_: (share, tier_of(share)) for id_, share in shares.items()}


class _Chance:
    """Chance of every recount, in columns: what the recounts draw one after the other stays the same.

    Args:
        seed: of the run.
        draws: how many a recount makes.
    """

    def __init__(self, seed: int, draws: int) -> None:
        draw = Random(f"plan {seed}").random  # noqa: S311  no secret hangs on it
        drawn = array("d", starmap(draw, repeat((), draws * RESAMPLES)))
        self._columns = (drawn[start::draws] for start in range(draws))

    def evenly(self) -> Sequence[float]:
        """The next, from 0 to 1."""
        return next(self._columns)

    def factors(self) -> Sequence[float]:
        """The next, up to a fifth either way of 1."""
        least, wide = 1 - _SPREAD, 2 * _SPREAD
        return [least + wide * each for each in self.evenly()]


def _largest(columns: Sequence[Sequence[float]]) -> Sequence[float]:
    """In each recount the largest."""
    return columns[0] if len(columns) == 1 else list(map(max, *columns))


def _assumptions(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """The targets and importances that a need rests on, by questionnaire."""
    for gap in candidate.gaps:
        yield candidate.questionnaire, f"importance {gap.question}"
    if candidate.held or candidate.shares:
        yield candidate.questionnaire, f"importance {_RULE}"
    for each in candidate.evidence:
        yield candidate.questionnaire, f"importance {each.question}"
        yield candidate.questionnaire, f"target {each.dimension}"


def _need(candidate: Candidate, draws: Draws, seed: int) -> _Need | None:
    """The need of an action in each recount, 0 to 1; None: whatever its author said."""
    if need_from(candidate) == "author":
        return None
    if candidate.gaps:
        gaps = [_gap(each, candidate, draws) for each in candidate.gaps]
        return lambda factors: _largest([each(factors) for each in gaps])
    if candidate.held or candidate.shares:
        return _held(candidate, draws, seed)
    parts = [_shortfall(each, candidate, draws) for each in candidate.evidence]
    n = len(parts)
    if n == 1:
        return parts[0]
    return lambda factors: [sum(row) / n for row in zip(*(each(factors) for each in parts), strict=True)]


def _held(candidate: Candidate, draws: Draws, seed: int) -> _Need:
    """What a rule holds by: figures against what they are compared with, or counted answers."""
    weight = _weight(candidate, _RULE, None, Drawn())
    kind = candidate.action.kind
    columns: list[Sequence[float]] = []
    for each in candidate.held:
        points = [each.points + moved for moved in draws.question(each.name).points or _STILL]
        columns.append(_distances(kind, points, repeat(each.target)))
    name = f"{seed} {candidate.questionnaire} {candidate.action.id}"
    columns += [share.drawn(RESAMPLES, f"{name} {share.question}") for share in candidate.shares]
    return lambda factors: list(map(mul, _largest(columns), weight(factors)))


def _gap(gap: HeldGap, candidate: Candidate, draws: Draws) -> _Need:
    drawn = draws.question(gap.question)
    moved = draws.difference(gap.key)
    if gap.kind == "gap":
        moved = [p - 100 * i for p, i in zip(drawn.points, drawn.importance, strict=True)]
    weight = _weight(candidate, gap.question, gap.importance, drawn)
    lost = [min(1.0, abs(gap.points + each) / 100) for each in moved or _STILL]
    return lambda factors: list(map(mul, lost, weight(factors)))


def _shortfall(each: Evidence, candidate: Candidate, draws: Draws) -> _Need:
    drawn = draws.question(each.question)
    weight = _weight(candidate, each.question, each.importance, drawn)
    aim = candidate.questionnaire, f"target {each.dimension}"
    points = [each.points + moved for moved in drawn.points or _STILL]

    target = each.target

    def need(factors: _Factors) -> list[float]:
        targets = [aimed if (aimed := target * factor) < _MOST else _MOST for factor in factors[aim]]
        return list(map(mul, _distances(candidate.action.kind, points, targets), weight(factors)))

    return need


def _distances(kind: str, points: Sequence[float], targets: Iterable[float]) -> list[float]:
    """`distance` in each recount; spelled out, for it is asked some hundred thousand times."""
    pairs = zip(points, targets)  # noqa: B905  of what stays the same there is no end
    if kind == "build":
        return [(p - t) / (_MOST - t) if t < _MOST and p > t else 0.0 for p, t in pairs]
    return [(t - p) / t if t > 0 and t > p else 0.0 for p, t in pairs]


def _weight(candidate: Candidate, question: str, importance: float | None, drawn: Drawn) -> _Need:
    name = candidate.questionnaire, f"importance {question}"
    usual = weight_of(importance, candidate.typical)
    moved = drawn.importance if importance is not None else ()
    weights = [usual + each for each in moved or _STILL]
    return lambda factors: [
        counts if 0.0 < (counts := w * f) < 1.0 else float(counts > 0.0)
        for w, f in zip(weights, factors[name], strict=True)
    ]
