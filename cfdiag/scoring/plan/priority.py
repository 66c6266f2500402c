"""What actions are worth beside each other: those that are the same are one, the most needed first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import UNSET

from cfdiag.model.result import ActionScore
from cfdiag.scoring import reasons
from cfdiag.scoring.about import keys_of
from cfdiag.scoring.plan.need import Candidate, need_from, need_of

Tier = Literal["first", "next", "later"]


Firm = tuple[float | None, Tier | None]
"""In which share of recounts an action is among the first three, and what that is called."""


def merged(found: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """Candidates by action id: two questionnaires that call for the same action call for one."""
    by_id: dict[str, list[Candidate]] = {}
    for each in found:
        by_id.setdefault(each.action.id, []).append(each)
    return by_id


def worth(same: Sequence[Candidate]) -> tuple[float, float, Candidate]:
    """Priority, need and the candidate that gives impact and effort: the one with the highest need."""
    needs = [need_of(each) for each in same]
    need = max(needs)
    first = same[needs.index(need)]
    return need * first.action.impact / first.action.effort, need, first


def action_scores(
    by_id: Mapping[str, Sequence[Candidate]], questionnaire: str, firm: Mapping[str, Firm]
) -> list[ActionScore]:
    """A questionnaire's actions in order, each with the need, priority and firmness of the merged one."""
    found = []
    for same in by_id.values():
        mine = next((each for each in same if each.questionnaire == questionnaire), None)
        if mine is None:
            continue
        priority, need, first = worth(same)
        share, tier = firm.get(mine.action.id, (None, None))
        found.append(
            ActionScore(
                id=mine.action.id,
                kind=mine.action.kind,
                title=mine.title,
                about=keys_of(mine.about),
                priority=priority,
                need=need,
                need_from=need_from(first),
                firmness=share,
                tier=tier,
                impact=first.action.impact,
                effort=first.action.effort,
                horizon=mine.action.horizon,
                owner=mine.owner,
                because=list(mine.because),
                done_when=mine.done_when,
                questionnaires=[each.questionnaire for each in same],
                reasons=dict.fromkeys(("firmness", "tier"), reasons.TOO_FEW_RESPONDENTS)
                if tier is None
                else UNSET,
            )
        )
    return sorted(found, key=lambda a: (-a.priority, a.effort, a.id))
