"""Roll-ups: several dimensions of a questionnaire seen together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import UNSET

from cfdiag.model.questionnaire import Rollup
from cfdiag.model.result import DimensionScore, RollupScore
from cfdiag.model.text import Text
from cfdiag.scoring import reasons


def rollup_scores(
    rollups: Mapping[str, Rollup],
    dimensions: Mapping[str, DimensionScore],
    say: Callable[[Text], str],
) -> dict[str, RollupScore]:
    """Every roll-up over dimensions as they are shown, 0 to 100.

    Score = Σ weight × score / Σ weight. It rests on what is shown and on nothing else, so it can give away
    no more: where one of its dimensions has no score, it has none, for the same reason. Figures of two
    groups are never put together.

    Args:
        rollups: by id.
        dimensions: floors applied.
        say: titles in the language of the result.
    """
    return {
        id_: _rollup(rollup, [dimensions.get(name) for name in rollup.dimensions], say(rollup.title))
        for id_, rollup in rollups.items()
    }


def _rollup(rollup: Rollup, parts: list[DimensionScore | None], title: str) -> RollupScore:
    of, known = list(rollup.dimensions), [part for part in parts if part is not None]
    whose = {part.group for part in known}
    if len(known) < len(parts) or not known:
        return RollupScore(title=title, of=of, reason=reasons.NOT_ASKED)
    if len(whose) > 1:
        return RollupScore(title=title, of=of, reason=reasons.DIFFERENT_GROUPS)
    group = whose.pop()
    scored = [(part.weight if part.weight is not UNSET else 1.0, part.score) for part in known]
    if any(score is None for _, score in scored):
        why = next((p.reason for p in known if p.score is None and p.reason is not UNSET), reasons.NOT_SCORED)
        return RollupScore(title=title, of=of, group=group, reason=why)
    total = sum(weight for weight, _ in scored)
    mean = sum(weight * (score or 0.0) for weight, score in scored) / total
    return RollupScore(
        title=title,
        score=mean,
        n=min((p.n for p in known if p.n is not None), default=None),
        of=of,
        group=group,
        as_of=min((p.as_of for p in known if p.as_of is not UNSET), default=UNSET),
        more=max((p.more for p in known if p.more is not UNSET), default=UNSET),
    )
