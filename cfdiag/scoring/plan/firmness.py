"""How firm an action's place is: in how many recounts it is among the first three.

A recount draws the respondents anew (Poisson weights, at most 2,000 a group) and moves every target,
importance, impact and effort by up to a fifth either way; a need that its author typed in is drawn evenly
from 0 to 1, since nothing bears it out. Rules are not judged anew: the actions are those that hold on the
answers as they are.

The likeliest actions are worked out in all recounts. Of every other it is known how much it may be needed at
most, and so in which recounts it may come among the first three at all: it is worked out in those.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import Counter
from collections.abc import Mapping, Sequence

from cfdiag.model.questionnaire import Action
from cfdiag.scoring.plan.need import Candidate, need_from
from cfdiag.scoring.plan.order import TOP
from cfdiag.scoring.plan.priority import Firm, Tier, worth
from cfdiag.scoring.plan.recounted import (
    SPREAD,
    Chance,
    Draws,
    RecountedNeed,
    Recounts,
    as_factors,
    as_it_is,
    assumptions,
    largest,
    of_action,
    recounted_need,
    stated_need,
)
from cfdiag.scoring.stats.resampling import RESAMPLES

_FIRM, _LIKELY = 0.8, 0.3
_ROUNDING = 1e-9
"""What is so near to the third place is worked out too."""


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
    assumed = sorted({name for same in by_id.values() for each in same for name in assumptions(each)})
    needs: dict[str, list[RecountedNeed]] = {}
    worths = {id_: worth(same) for id_, same in sorted(by_id.items())}
    for id_, (_, need, _) in worths.items():
        same = by_id[id_] if known[id_] else ()
        assumed += [stated_need(each) for each in same if need_from(each) == "author"]
        assumed += of_action(id_)
        recounted = [recounted_need(each, draws[each.questionnaire], seed) for each in same]
        needs[id_] = recounted or [as_it_is(need)]
    chance = Chance(seed, assumed)
    first = _FirstThree(chance)
    # The likeliest come first: of the others most are then out of reach in most recounts.
    for id_, (_, _, most_needed) in sorted(worths.items(), key=lambda each: -each[1][0]):
        first.take(id_, most_needed.action, needs[id_])
    times = first.times()
    shares = {id_: times[id_] / RESAMPLES for id_ in by_id if known[id_]}
    return {id_: (share, tier_of(share)) for id_, share in shares.items()}


class _FirstThree:
    """The first three of each recount, of the actions that were taken in so far."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._first: list[list[tuple[float, int, str]]] = [[] for _ in range(RESAMPLES)]
        """Minus the worth, effort and id: of equal worth the smaller effort comes first."""
        self._third = [-math.inf] * RESAMPLES
        """What the third is worth."""

    def times(self) -> Counter[str]:
        """In how many recounts each action is among them."""
        return Counter(id_ for first in self._first for _, _, id_ in first)

    def take(self, id_: str, action: Action, needs: Sequence[RecountedNeed]) -> None:
        """Take in one more, of some needs the largest: only where it may be among the first."""
        impact, effort = action.impact, action.effort
        most = max(need.most for need in needs) * impact / effort
        some = Recounts(self._within_reach(id_, most + _ROUNDING), self._chance)
        if not some.places:
            return
        columns = largest([need.drawn(some) for need in needs]), *map(some.factors, of_action(id_))
        for place, n, i, e in zip(some.places, *columns, strict=True):
            worth_there = n * impact * i / (effort * e)
            if worth_there >= self._third[place]:
                self._put(place, (-worth_there, effort, id_))

    def _within_reach(self, id_: str, most: float) -> Sequence[int]:
        """The recounts in which an action may be among the first that is worth so much before chance."""
        if most * (1 + SPREAD) < min(self._third) * (1 - SPREAD):
            return ()
        moved = [as_factors(self._chance.column(name)) for name in of_action(id_)]
        there = zip(self._third, *moved, strict=True)
        return [place for place, (third, i, e) in enumerate(there) if most * i >= third * e]

    def _put(self, place: int, entry: tuple[float, int, str]) -> None:
        first = self._first[place]
        insort(first, entry)
        if len(first) > TOP:
            first.pop()
        if len(first) == TOP:
            self._third[place] = -first[-1][0]
