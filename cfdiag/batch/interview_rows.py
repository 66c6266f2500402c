"""One interview as the result shows it: scores and coverage, no names."""

from __future__ import annotations

from msgspec import UNSET

from cfdiag.batch.benches import Bench
from cfdiag.batch.intake import Taken
from cfdiag.model.questionnaire import Dimension
from cfdiag.model.result import DimensionScore, InterviewResult
from cfdiag.scoring.one.score import level_of
from cfdiag.scoring.one.scored import DimensionPoints
from cfdiag.scoring.reasons import NOT_APPLICABLE, TOO_FEW_ANSWERS, TOO_FEW_RESPONDENTS

_OF_MANY = dict.fromkeys(("sd", "median", "interval", "range", "alpha"), TOO_FEW_RESPONDENTS)


def interview_result(taken: Taken, bench: Bench) -> InterviewResult:
    """The entry of `interviews` for one interview."""
    interview, score = taken.interview, taken.score
    return InterviewResult(
        file=taken.file,
        id=interview.id,
        questionnaire=interview.questionnaire.id,
        group=score.group,
        finished=interview.finished is not None,
        overall=score.overall,
        dimensions={
            name: _dimension(found, score.item_scores.get(name, {}), bench.scorer.dimensions[name])
            for name, found in score.dimensions.items()
        },
        reason=score.reason or UNSET,
    )


def _dimension(
    found: DimensionPoints, items: dict[str, float | None], dimension: Dimension
) -> DimensionScore:
    if dimension.kind == "checklist":
        return DimensionScore(
            kind="checklist",
            n=1,
            coverage=found.coverage,
            met=found.met,
            of=found.applicable,
            reason=UNSET if found.applicable else NOT_APPLICABLE,
        )
    return DimensionScore(
        score=found.score,
        n=1 if found.score is not None else 0,
        coverage=found.coverage,
        target=dimension.target,
        level=level_of(found.score, dimension.target),
        items=items or UNSET,
        reason=found.reason or UNSET,
        reasons=_OF_MANY | {item: TOO_FEW_ANSWERS for item, mean in items.items() if mean is None},
    )
