"""Limits a pipeline can hold a result to. A gate on a null value fails, and says why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.comparison import Comparison, Moved
from cfdiag.model.result import (
    OVERALL_TARGET,
    RECOMMEND,
    DimensionScore,
    Gate,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.scoring import reasons
from cfdiag.scoring.moved import figures_of
from cfdiag.scoring.stats.families import holm

_Judged = Literal["fail_under", "min_n", "max_drop"]


class Least(msgspec.Struct, frozen=True):
    """The least score that is asked of something."""

    target: str
    """`overall`, `recommend` or a dimension."""
    limit: float
    field: str = ""
    """The breakdown of which every cell is held to it, or an empty string: the whole."""


def least(aim: str, limit: float) -> Least:
    """The limit of `overall`, a dimension or `recommend`; of every cell with `FIELD:` before it."""
    field, _, target = aim.rpartition(":")
    return Least(target, limit, field)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for."""

    fail_under: tuple[Least, ...] = ()
    min_n: int | None = None
    max_drop: float | None = None
    """The most points that overall or any dimension may drop, on the common questions."""
    beyond_noise: bool = False
    """Whether only a drop counts that is more than chance does."""


def gates(result: Result, limits: Limits, comparison: Comparison | None = None) -> list[Gate]:
    """The gates: with a baseline first whether it can be compared with, then as they were asked for.

    The target of a gate is `overall`, a dimension, or, where the result holds several questionnaires,
    `questionnaire/overall` and so on; of a cell `field:cell/overall`.

    Args:
        result: what is judged.
        limits: what was asked for.
        comparison: with the baseline; `max_drop` needs it.
    """
    found = [_comparable(result, comparison)] if comparison is not None else []
    for each in limits.fail_under:
        found += _fail_under(result, each)
    if limits.min_n is not None:
        found += _min_n(result, limits.min_n)
    if limits.max_drop is not None:
        found += _max_drop(result, limits, comparison)
    return found


def gates_as_shown(judged: Iterable[Gate], result: Result, few: Collection[str]) -> list[Gate]:
    """The gates without the figures that may not be shown; whether they held was judged on them.

    Args:
        judged: the gates.
        result: what was judged.
        few: questionnaires of which the change is withheld.
    """
    names = {_named(result, q, "") for q in result.questionnaires if q.id in few}
    return [
        msgspec.structs.replace(gate, value=None, reason=reasons.FEW_CHANGED)
        if gate.kind == "max_drop" and gate.target[: gate.target.rfind("/") + 1] in names
        else gate
        for gate in judged
    ]


def targets(result: Result) -> list[str]:
    """What `--fail-under` can name: `overall`, every scored dimension, and `recommend` where it is asked."""
    names = {name for q in result.questionnaires for name, d in q.dimensions.items() if d.kind == "scored"}
    asked = any(_recommended(q) for q in result.questionnaires)
    return [OVERALL_TARGET, *sorted(names), *([RECOMMEND] if asked else [])]


def _recommended(questionnaire: QuestionnaireResult) -> dict[str, QuestionScore]:
    """The questions with a recommendation score, by the name that a gate gives them."""
    found = {
        id_: q for id_, q in questionnaire.questions.items() if q.recommend is not UNSET and "/" not in id_
    }
    return {RECOMMEND if len(found) == 1 else f"{RECOMMEND}.{id_}": q for id_, q in found.items()}


def _named(result: Result, questionnaire: QuestionnaireResult, target: str) -> str:
    if len(result.questionnaires) == 1:
        return target
    versions = [q for q in result.questionnaires if q.id == questionnaire.id]
    id_ = questionnaire.id if len(versions) == 1 else f"{questionnaire.id}@{questionnaire.version}"
    return f"{id_}/{target}"


def _fail_under(result: Result, asked: Least) -> list[Gate]:
    found = []
    for questionnaire in result.questionnaires:
        if asked.field:
            found += _cells(result, questionnaire, asked)
        elif asked.target == RECOMMEND:
            for id_, question in _recommended(questionnaire).items():
                figure = question.recommend or None
                value, reason = (None, question.reason) if figure is None else (figure.score, figure.reason)
                name = _named(result, questionnaire, id_)
                found.append(_at_least("fail_under", name, asked.limit, value, reason))
        else:
            found += _whole(result, questionnaire, asked)
    if not found:
        target = f"{asked.field}:{asked.target}" if asked.field else asked.target
        found.append(_at_least("fail_under", target, asked.limit, None, reasons.NOT_SCORED))
    return found


def _whole(result: Result, questionnaire: QuestionnaireResult, asked: Least) -> list[Gate]:
    score: Score | DimensionScore | None = (
        questionnaire.overall
        if asked.target == OVERALL_TARGET
        else questionnaire.dimensions.get(asked.target)
    )
    if score is None or (isinstance(score, DimensionScore) and score.kind == "checklist"):
        return []
    # A questionnaire without any score by design has nothing to fall short of.
    if (
        asked.target == OVERALL_TARGET
        and score.reason == reasons.NOT_SCORED
        and len(result.questionnaires) > 1
    ):
        return []
    name = _named(result, questionnaire, asked.target)
    return [_at_least("fail_under", name, asked.limit, score.score, score.reason)]


def _cells(result: Result, questionnaire: QuestionnaireResult, asked: Least) -> list[Gate]:
    """Every cell of a breakdown; one that is withheld fails like any other null."""
    found: list[Gate] = []
    parts = [questionnaire.dimensions, *(group.dimensions for group in questionnaire.groups.values())]
    # A dimension that nobody has is a mistake in the command line, and is told as one further up.
    if asked.target != OVERALL_TARGET and not any(asked.target in part for part in parts):
        return found  # nothing of that name: what is withheld in a cell is not that
    for value, cell in questionnaire.by.get(asked.field, {}).items():
        score: Score | DimensionScore | UnsetType | None = cell.overall
        if asked.target != OVERALL_TARGET:
            score = cell.dimensions.get(asked.target) if cell.dimensions is not UNSET else UNSET
        if score is None or (isinstance(score, DimensionScore) and score.kind == "checklist"):
            continue
        name = _named(result, questionnaire, f"{asked.field}:{value}/{asked.target}")
        if score is UNSET:
            found.append(_at_least("fail_under", name, asked.limit, None, cell.reason))
        elif score.reason != reasons.NOT_SCORED:
            found.append(_at_least("fail_under", name, asked.limit, score.score, score.reason))
    return found


def _comparable(result: Result, comparison: Comparison) -> Gate:
    """Whether anything can be compared with the baseline: one failure with its cause, not one a dimension."""
    broken = _incomparable(result, comparison)
    common = sum(each.common for each in comparison.questionnaires)
    lost = [id_ for id_ in comparison.removed if id_ in broken]
    return Gate(
        kind="comparable",
        target=", ".join(broken) or "baseline",
        limit=1,
        value=common,
        passed=not broken,
        reason=UNSET if not broken else reasons.MISSING if lost else reasons.NOT_COMPARABLE,
    )


def _incomparable(result: Result, comparison: Comparison) -> list[str]:
    """The questionnaires that cannot be compared: gone, or without a question in common."""
    there = {q.id: q for q in result.questionnaires}
    apart = [
        each.id
        for each in comparison.questionnaires
        if not each.common and there[each.id].overall.reason != reasons.NOT_SCORED
    ]
    found = [*comparison.removed, *apart]
    return (
        found
        if found or comparison.questionnaires
        else [q.id for q in result.questionnaires] or [OVERALL_TARGET]
    )


def _at_least(kind: _Judged, target: str, limit: float, value: float | None, reason: object = UNSET) -> Gate:
    return _gate(kind, target, limit, value, reason, passed=value is not None and value >= limit)


def _gate(
    kind: _Judged, target: str, limit: float, value: float | None, reason: object, *, passed: bool
) -> Gate:
    """A gate with its figure; one without a figure has the reason for that, whatever it is."""
    # A gate on nothing fails, and has to say why: silence would be taken for a fault of ours.
    usual = reasons.NOT_COMPARABLE if kind == "max_drop" else reasons.NOT_RATED
    why = reason if isinstance(reason, str) else usual
    return Gate(
        kind=kind,
        target=target,
        limit=limit,
        value=value,
        passed=passed,
        reason=UNSET if value is not None else why,
    )


def _min_n(result: Result, limit: int) -> list[Gate]:
    if not result.questionnaires:
        # Nothing read is a failed gate and no missing one: a pipeline must not pass on an empty folder.
        return [_at_least("min_n", "n", limit, 0)]
    return [_at_least("min_n", _named(result, q, "n"), limit, q.n) for q in result.questionnaires]


def _max_drop(result: Result, limits: Limits, comparison: Comparison | None) -> list[Gate]:
    limit = limits.max_drop or 0.0
    if comparison is None:
        return [_gate("max_drop", OVERALL_TARGET, limit, None, reasons.NOT_COMPARABLE, passed=False)]
    # What cannot be compared has failed already, once, with its cause: a folder that was lost, say.
    apart = _incomparable(result, comparison)
    parts = {each.id: each for each in result.questionnaires}
    dropped = [
        (_named(result, parts[each.id], name), moved)
        for each in comparison.questionnaires
        if each.id not in apart
        for name, moved in figures_of(each).items()
        if name != OVERALL_TARGET or parts[each.id].overall.reason != reasons.NOT_SCORED
    ]
    if limits.beyond_noise:
        return _beyond_noise(dropped, limit)
    return [
        _gate("max_drop", target, limit, change, moved.reason, passed=change is not None and change <= limit)
        for target, moved in dropped
        for change in [_drop(moved)]
    ]


_UNTOLD = (reasons.TOO_FEW_RESPONDENTS, reasons.WITHHELD, reasons.SMALL_COUNT)


def _drop(moved: Moved) -> float | None:
    return None if moved.change is None else -moved.change


def _beyond_noise(dropped: Sequence[tuple[str, Moved]], limit: float) -> list[Gate]:
    """Only a drop counts that chance hardly makes: one-sided, Holm over everything that is held to the limit.

    Where nothing can be told it passes, and says so: the one exception to 'a gate on a null value fails'.
    """
    tested = [(target, moved.lower) for target, moved in dropped if moved.lower is not UNSET]
    # All that is held to the limit is one family: of twenty dimensions one drops by chance.
    lower = dict(zip((target for target, _ in tested), holm([p for _, p in tested]), strict=True))
    found = []
    for target, moved in dropped:
        change = _drop(moved)
        if moved.untold is not UNSET or moved.reason in _UNTOLD:
            reason = reasons.TOO_FEW_TO_TELL if moved.untold is UNSET else moved.untold
            found.append(_gate("max_drop", target, limit, None, reason, passed=True))
            continue
        held = change is not None and (change <= limit or not lower.get(target, False))
        gate = _gate("max_drop", target, limit, change, moved.reason, passed=held)
        within = held and change is not None and change > limit
        found.append(msgspec.structs.replace(gate, within_noise=True) if within else gate)
    return found
