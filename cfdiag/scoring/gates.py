"""Limits a pipeline can hold a result to. A gate on a null value fails, and says why."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import UNSET

from cfdiag.model.result import DimensionScore, Gate, QuestionnaireResult, Result, Score
from cfdiag.scoring import reasons
from cfdiag.scoring.compare import Comparison, Moved

OVERALL_TARGET = "overall"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for."""

    fail_under: tuple[tuple[str, float], ...] = ()
    """Dimension (or `overall`) and the least score."""
    min_n: int | None = None
    max_drop: float | None = None
    """The most points that overall or any dimension may drop, on the common questions."""


def gates(result: Result, limits: Limits, comparison: Comparison | None = None) -> list[Gate]:
    """The gates, in the order in which they were asked for.

    The target of a gate is `overall`, a dimension, or, where the result holds several questionnaires,
    `questionnaire/overall` and so on.

    Args:
        result: what is judged.
        limits: what was asked for.
        comparison: with the baseline; `max_drop` needs it.
    """
    found: list[Gate] = []
    for target, limit in limits.fail_under:
        found += _fail_under(result, target, limit)
    if limits.min_n is not None:
        found += _min_n(result, limits.min_n)
    if limits.max_drop is not None:
        found += _max_drop(result, limits.max_drop, comparison)
    return found


def targets(result: Result) -> list[str]:
    """What `--fail-under` can name: `overall` and every scored dimension."""
    names = {name for q in result.questionnaires for name, d in q.dimensions.items() if d.kind == "scored"}
    return [OVERALL_TARGET, *sorted(names)]


def _named(result: Result, questionnaire: QuestionnaireResult, target: str) -> str:
    if len(result.questionnaires) == 1:
        return target
    versions = [q for q in result.questionnaires if q.id == questionnaire.id]
    id_ = questionnaire.id if len(versions) == 1 else f"{questionnaire.id}@{questionnaire.version}"
    return f"{id_}/{target}"


def _fail_under(result: Result, target: str, limit: float) -> list[Gate]:
    found = []
    for questionnaire in result.questionnaires:
        score: Score | DimensionScore | None = (
            questionnaire.overall if target == OVERALL_TARGET else questionnaire.dimensions.get(target)
        )
        if score is None or (isinstance(score, DimensionScore) and score.kind == "checklist"):
            continue
        # A questionnaire without any score by design has nothing to fall short of.
        if target == OVERALL_TARGET and score.reason == reasons.NOT_SCORED and len(result.questionnaires) > 1:
            continue
        name = _named(result, questionnaire, target)
        found.append(_least("fail_under", name, limit, score.score, score.reason))
    if not found:
        found.append(_least("fail_under", target, limit, None, reasons.NOT_SCORED))
    return found


def _least(kind: str, target: str, limit: float, value: float | None, reason: object) -> Gate:
    why = reason if isinstance(reason, str) else reasons.NOT_RATED
    return Gate(
        kind="min_n" if kind == "min_n" else "fail_under",
        target=target,
        limit=limit,
        value=value,
        passed=value is not None and value >= limit,
        reason=UNSET if value is not None else why,
    )


def _min_n(result: Result, limit: int) -> list[Gate]:
    if not result.questionnaires:
        return [_least("min_n", "n", limit, 0, UNSET)]
    return [_least("min_n", _named(result, q, "n"), limit, q.n, UNSET) for q in result.questionnaires]


def _max_drop(result: Result, limit: float, comparison: Comparison | None) -> list[Gate]:
    moved = comparison.questionnaires if comparison is not None else []
    removed = comparison.removed if comparison is not None else []
    if not moved and not removed:
        return [_drop(OVERALL_TARGET, limit, None, reasons.NOT_COMPARABLE)]
    # What is no longer there has not held its level: a pipeline that lost a folder must not pass.
    found = [_drop(f"{id_}/{OVERALL_TARGET}", limit, None, reasons.MISSING) for id_ in removed]
    for each in moved:
        questionnaire = next(q for q in result.questionnaires if q.id == each.id)
        parts: Iterable[tuple[str, Moved]] = [(OVERALL_TARGET, each.overall), *each.dimensions.items()]
        for name, part in parts:
            if name == OVERALL_TARGET and questionnaire.overall.reason == reasons.NOT_SCORED:
                continue
            change = None if part.change is None else -part.change
            found.append(_drop(_named(result, questionnaire, name), limit, change, part.reason))
    return found


def _drop(target: str, limit: float, value: float | None, reason: object) -> Gate:
    why = reason if isinstance(reason, str) else reasons.NOT_COMPARABLE
    return Gate(
        kind="max_drop",
        target=target,
        limit=limit,
        value=value,
        passed=value is not None and value <= limit,
        reason=UNSET if value is not None else why,
    )
