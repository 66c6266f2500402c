"""Actions whose rules hold, what they are worth, and in which order to do them.

Need of a mending action: the mean over its scored evidence questions of shortfall × weight, with
shortfall = max(0, target − points)/target and weight = mean importance on 0–1 where it is rated, else the
mean over the questionnaire's rated questions, else 1. Of a building action the same with
max(0, points − target)/(100 − target). Where the action states its need, that; where nothing of its
evidence is scored, .5. Priority = need × impact / effort. Order: priority, lower effort, id.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

import msgspec
from msgspec import UNSET

from cfdiag.expression import Unknown, evaluate, truth
from cfdiag.model.questionnaire import Action, Dimension, Questionnaire
from cfdiag.model.result import ActionScore, Because, NotJudged, Plan, QuestionnaireResult
from cfdiag.scoring import reasons
from cfdiag.scoring.facts import Facts, missing
from cfdiag.scoring.findings import question_title
from cfdiag.scoring.options import Words

DEFAULT_NEED = 0.5
DEFAULT_TARGET = 70.0
TOP = 3
RUNS = 200
MOVE = 0.2


class Evidence(msgspec.Struct, frozen=True):
    """A scored question that an action rests on."""

    questionnaire: str
    question: str
    dimension: str
    points: float
    target: float
    importance: float | None
    """0 to 1, where rated."""


class Candidate(msgspec.Struct, frozen=True):
    """An action whose rule holds in one questionnaire."""

    questionnaire: str
    action: Action
    title: str
    owner: str
    evidence: tuple[Evidence, ...]
    typical: float | None
    """The questionnaire's mean importance, 0 to 1, or None: nothing is rated."""
    because: tuple[Because, ...]


def weight_of(importance: float | None, typical: float | None) -> float:
    """How much a shortfall counts: the importance, else the questionnaire's usual one, else 1."""
    return importance if importance is not None else typical if typical is not None else 1.0


def need_of(
    action: Action,
    evidence: Sequence[Evidence],
    typical: float | None,
    move: Mapping[str, float] | None = None,
) -> float:
    """The need of an action, 0 to 1.

    Args:
        action: with its kind and, perhaps, a stated need.
        evidence: its scored questions.
        typical: the questionnaire's mean importance.
        move: factors by `target:questionnaire/dimension` and `importance:questionnaire/question`.
    """
    if action.need is not None:
        return action.need
    if not evidence:
        return DEFAULT_NEED
    factors = move or {}
    parts = []
    for each in evidence:
        target = each.target * factors.get(f"target:{each.questionnaire}/{each.dimension}", 1.0)
        factor = factors.get(f"importance:{each.questionnaire}/{each.question}", 1.0)
        weight = min(1.0, weight_of(each.importance, typical) * factor)
        parts.append(distance(action.kind, each.points, min(target, 100.0)) * weight)
    return math.fsum(parts) / len(parts)


def distance(kind: str, points: float, target: float) -> float:
    """How far a question is short of its target, or beyond it, as a share of what it could be."""
    if kind == "build":
        return max(0.0, points - target) / (100 - target) if target < 100 else 0.0  # noqa: PLR2004  points
    return max(0.0, target - points) / target if target > 0 else 0.0


def candidates(
    questionnaire: Questionnaire,
    dimensions: Mapping[str, Dimension],
    result: QuestionnaireResult,
    *,
    facts: Facts,
    words: Words,
    counted: Callable[[str], str],
) -> tuple[list[Candidate], list[NotJudged]]:
    """The actions whose rules hold, and those whose rules came to unknown.

    Args:
        questionnaire: with its actions.
        dimensions: with the targets that hold.
        result: its figures.
        facts: for the rules.
        words: titles in the run's language.
        counted: what to say about a question without points (`3 of 4: no`), or an empty string.
    """
    typical = typical_importance(result)
    found: list[Candidate] = []
    unknown: list[NotJudged] = []
    for action in questionnaire.actions:
        verdict = truth(evaluate(action.when, facts))
        title = words.text(action.title, "")
        if isinstance(verdict, Unknown):
            unknown.append(NotJudged(id=action.id, title=title, missing=missing(action.when, facts)))
        elif verdict:
            evidence = _evidence(questionnaire, dimensions, result, action)
            found.append(
                Candidate(
                    questionnaire=questionnaire.id,
                    action=action,
                    title=title,
                    owner=words.text(action.owner, ""),
                    evidence=evidence,
                    typical=typical,
                    because=_because(questionnaire, result, action, evidence, words=words, counted=counted),
                )
            )
    return found, unknown


def typical_importance(result: QuestionnaireResult) -> float | None:
    """The mean importance of the rated questions on 0–1, or None."""
    rated = [share for key in result.questions if (share := _importance(result, key)) is not None]
    return math.fsum(rated) / len(rated) if rated else None


def _importance(result: QuestionnaireResult, question: str) -> float | None:
    found = result.questions.get(question)
    if found is None or found.importance is UNSET or found.importance.mean is None or not found.scale:
        return None
    low, high = found.scale
    return (found.importance.mean - low) / (high - low)


def _evidence(
    questionnaire: Questionnaire,
    dimensions: Mapping[str, Dimension],
    result: QuestionnaireResult,
    action: Action,
) -> tuple[Evidence, ...]:
    found = []
    for id_ in action.because:
        score = result.questions.get(id_)
        if score is None or score.points is None:
            continue
        dimension = dimensions.get(score.dimension or "")
        if dimension is None:  # points without a dimension have no target to fall short of
            continue
        share = _importance(result, id_)
        found.append(Evidence(questionnaire.id, id_, dimension.id, score.points, dimension.target, share))
    return tuple(found)


def _not_counted(result: QuestionnaireResult, question: str) -> str:
    """Why a question that an action rests on is no part of its need."""
    score = result.questions.get(question)
    if score is None:
        return reasons.NOT_ASKED
    if score.points is not None or score.reason is UNSET:
        return reasons.NOT_SCORED
    return score.reason


def _because(
    questionnaire: Questionnaire,
    result: QuestionnaireResult,
    action: Action,
    evidence: Sequence[Evidence],
    *,
    words: Words,
    counted: Callable[[str], str],
) -> tuple[Because, ...]:
    scored = {each.question: each for each in evidence}
    found = []
    for id_ in action.because:
        each = scored.get(id_)
        question = questionnaire.question(id_)
        if question is None:
            continue
        if each is not None:
            found.append(
                Because(
                    question=id_,
                    points=each.points,
                    target=each.target,
                    importance=each.importance,
                    text="" if question.type == "rating" else counted(id_),
                )
            )
        else:
            text = counted(id_) or question_title(questionnaire, id_, words)
            why = _not_counted(result, id_)
            found.append(Because(question=id_, points=None, target=DEFAULT_TARGET, text=text, reason=why))
    return tuple(found)


def merged(found: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """Candidates by action id: two questionnaires that call for the same action call for one."""
    by_id: dict[str, list[Candidate]] = {}
    for each in found:
        by_id.setdefault(each.action.id, []).append(each)
    return by_id


def worth(
    same: Sequence[Candidate], move: Mapping[str, float] | None = None
) -> tuple[float, float, Candidate]:
    """Priority, need and the candidate that gives impact and effort: the one with the highest need."""
    factors = move or {}
    needs = [need_of(each.action, each.evidence, each.typical, move) for each in same]
    need = max(needs)
    first = same[needs.index(need)]
    id_ = first.action.id
    impact = first.action.impact * factors.get(f"impact:{id_}", 1.0)
    effort = first.action.effort * factors.get(f"effort:{id_}", 1.0)
    return need * impact / effort, need, first


def action_scores(by_id: Mapping[str, Sequence[Candidate]], questionnaire: str) -> list[ActionScore]:
    """A questionnaire's actions in order, each with the need and priority of the merged one."""
    found = []
    for same in by_id.values():
        mine = next((each for each in same if each.questionnaire == questionnaire), None)
        if mine is None:
            continue
        priority, need, first = worth(same)
        found.append(
            ActionScore(
                id=mine.action.id,
                kind=mine.action.kind,
                title=mine.title,
                priority=priority,
                need=need,
                impact=first.action.impact,
                effort=first.action.effort,
                horizon=mine.action.horizon,
                owner=mine.owner,
                because=list(mine.because),
                questionnaires=[each.questionnaire for each in same],
            )
        )
    return sorted(found, key=lambda a: (-a.priority, a.effort, a.id))


def make_plan(
    by_id: Mapping[str, Sequence[Candidate]],
    results: Sequence[QuestionnaireResult],
    dimensions: Mapping[str, Mapping[str, Dimension]],
    seed: int,
) -> Plan:
    """The order of work.

    Args:
        by_id: merged candidates.
        results: for the projected scores.
        dimensions: by questionnaire, with weights that hold.
        seed: of the runs behind the firmness.
    """
    build, mend = ordered(by_id, "build"), ordered(by_id, "mend")
    top = mend[:TOP]
    raised = {(each.questionnaire, each.question): each for each in _all(by_id, top)}
    lifted = {result.id: projected(result, dimensions[result.id], raised) for result in results if top}
    why = {
        r.id: r.overall.reason or reasons.NOT_SCORED
        for r in results
        if r.id in lifted and lifted[r.id] is None
    }
    if not top:
        why["firmness"] = reasons.NO_ACTIONS
    return Plan(
        build=build[:TOP],
        mend=mend,
        firmness=firmness(by_id, top, seed) if top else None,
        projected=lifted,
        reasons=why or UNSET,
    )


def _all(by_id: Mapping[str, Sequence[Candidate]], ids: Iterable[str]) -> list[Evidence]:
    return [each for id_ in ids for candidate in by_id[id_] for each in candidate.evidence]


def ordered(
    by_id: Mapping[str, Sequence[Candidate]], kind: str, move: Mapping[str, float] | None = None
) -> list[str]:
    """The ids of a kind by priority, lower effort, id."""
    keys = {}
    for id_, same in by_id.items():
        if same[0].action.kind == kind:
            priority, _, first = worth(same, move)
            keys[id_] = (-priority, first.action.effort, id_)
    return sorted(keys, key=lambda id_: keys[id_])


def firmness(by_id: Mapping[str, Sequence[Candidate]], top: Sequence[str], seed: int) -> float:
    """The share of 200 seeded runs in which the top three stay the top three, in any order.

    In each run every target, importance, impact and effort is moved by a factor between .8 and 1.2.
    """
    names = sorted(
        {f"target:{e.questionnaire}/{e.dimension}" for e in _all(by_id, by_id)}
        | {f"importance:{e.questionnaire}/{e.question}" for e in _all(by_id, by_id)}
        | {f"{part}:{id_}" for id_ in by_id for part in ("impact", "effort")}
    )
    random = Random(seed)  # noqa: S311  no secret hangs on it
    stays = 0
    for _ in range(RUNS):
        move = {name: random.uniform(1 - MOVE, 1 + MOVE) for name in names}
        stays += set(ordered(by_id, "mend", move)[: len(top)]) == set(top)
    return stays / RUNS


def projected(
    result: QuestionnaireResult,
    dimensions: Mapping[str, Dimension],
    raised: Mapping[tuple[str, str], Evidence],
) -> float | None:
    """The overall score if the evidence of the top three reached its targets; null where there is none.

    A question that rises by r lifts its dimension by r × its share of the dimension's weight, and that
    the overall by its share: exact where everybody answered everything.
    """
    overall = result.overall
    if overall.score is None:
        return None
    scored = {name: d for name, d in result.dimensions.items() if d.score is not None and d.group is UNSET}
    total = sum(dimensions[name].weight for name in scored)
    if not total:
        return None
    lift = 0.0
    for name in scored:
        questions = {
            key: q
            for key, q in result.questions.items()
            if q.dimension == name and q.points is not None and "/" not in key and q.group is UNSET
        }
        weight = sum(q.weight for q in questions.values())
        rise = math.fsum(
            q.weight * max(0.0, raised[result.id, key].target - (q.points or 0.0))
            for key, q in questions.items()
            if (result.id, key) in raised
        )
        lift += dimensions[name].weight * rise / weight if weight else 0.0
    return min(100.0, overall.score + lift / total)
