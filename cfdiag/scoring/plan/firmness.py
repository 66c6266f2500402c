"""How firm an action's place is: in how many recounts it is among the first three.

A recount draws the respondents anew (Poisson weights, at most 2,000 a group) and moves every target,
importance, impact and effort by up to a fifth either way; a need that its author typed in is drawn evenly
from 0 to 1, since nothing bears it out. Rules are not judged anew: the actions are those that hold on the
answers as they are.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Protocol

import msgspec

from cfdiag.scoring.plan.need import (
    Candidate,
    Evidence,
    Firm,
    HeldGap,
    Tier,
    distance,
    need_from,
    weight_of,
    worth,
)
from cfdiag.scoring.plan.order import TOP
from cfdiag.scoring.stats.resampling import RESAMPLES

_SPREAD = 0.2
_FIRM, _LIKELY = 0.8, 0.3

_Factors = Mapping[tuple[str, str], float]
_Need = Callable[[int, _Factors], float]


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
    random = Random(f"plan {seed}")  # noqa: S311  no secret hangs on it
    actions = []
    for id_, same in sorted(by_id.items()):
        _, need, first = worth(same)
        needs = [_need(each, draws[each.questionnaire]) for each in same] if known[id_] else []
        actions.append((id_, first.action.impact, first.action.effort, needs, need))
    moved = sorted({name for same in by_id.values() for each in same for name in _assumptions(each)})
    times = dict.fromkeys(by_id, 0)
    for recount in range(RESAMPLES):
        factors = {name: _factor(random) for name in moved}
        order = []
        for id_, impact, effort, needs, fixed in actions:
            drawn = max(
                (random.random() if each is None else each(recount, factors) for each in needs), default=fixed
            )
            order.append((-drawn * impact * _factor(random) / (effort * _factor(random)), effort, id_))
        for *_, id_ in heapq.nsmallest(TOP, order):
            times[id_] += 1
    shares = {id_: n / RESAMPLES for id_, n in times.items() if known[id_]}
    return {id_: (share, tier_of(share)) for id_, share in shares.items()}


def _factor(random: Random) -> float:
    return 1 - _SPREAD + 2 * _SPREAD * random.random()


def _assumptions(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """The targets and importances that a need rests on, by questionnaire."""
    for gap in candidate.gaps:
        yield candidate.questionnaire, f"importance {gap.question}"
    for each in candidate.evidence:
        yield candidate.questionnaire, f"importance {each.question}"
        yield candidate.questionnaire, f"target {each.dimension}"


def _need(candidate: Candidate, draws: Draws) -> _Need | None:
    """The need of an action in a recount, 0 to 1; None: whatever its author said."""
    if need_from(candidate) == "author":
        return None
    if candidate.gaps:
        gaps = [_gap(each, candidate, draws) for each in candidate.gaps]
        return lambda recount, factors: max(each(recount, factors) for each in gaps)
    parts = [_shortfall(each, candidate, draws) for each in candidate.evidence]
    return lambda recount, factors: sum(each(recount, factors) for each in parts) / len(parts)


def _gap(gap: HeldGap, candidate: Candidate, draws: Draws) -> _Need:
    drawn = draws.question(gap.question)
    moved = draws.difference(gap.key)
    if gap.kind == "gap":
        moved = [p - 100 * i for p, i in zip(drawn.points, drawn.importance, strict=True)]
    weight = _weight(candidate, gap.question, gap.importance, drawn)

    def need(recount: int, factors: _Factors) -> float:
        points = gap.points + (moved[recount] if moved else 0.0)
        return min(1.0, abs(points) / 100) * weight(recount, factors)

    return need


def _shortfall(each: Evidence, candidate: Candidate, draws: Draws) -> _Need:
    drawn = draws.question(each.question)
    weight = _weight(candidate, each.question, each.importance, drawn)
    aim = candidate.questionnaire, f"target {each.dimension}"

    def need(recount: int, factors: _Factors) -> float:
        points = each.points + (drawn.points[recount] if drawn.points else 0.0)
        target = min(100.0, each.target * factors[aim])
        return distance(candidate.action.kind, points, target) * weight(recount, factors)

    return need


def _weight(candidate: Candidate, question: str, importance: float | None, drawn: Drawn) -> _Need:
    name = candidate.questionnaire, f"importance {question}"
    usual = weight_of(importance, candidate.typical)
    moved = drawn.importance if importance is not None else ()

    def weight(recount: int, factors: _Factors) -> float:
        return max(0.0, min(1.0, (usual + (moved[recount] if moved else 0.0)) * factors[name]))

    return weight
