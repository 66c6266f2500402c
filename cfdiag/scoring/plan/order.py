"""In which order to do the actions: priority, lower effort, id; and what it would bring."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import UNSET

from cfdiag.model.questionnaire import Dimension
from cfdiag.model.result import Finding, Plan, QuestionnaireResult
from cfdiag.scoring import reasons
from cfdiag.scoring.plan.need import Candidate, Evidence
from cfdiag.scoring.plan.priority import Firm, worth

TOP = 3


def make_plan(
    by_id: Mapping[str, Sequence[Candidate]],
    results: Sequence[QuestionnaireResult],
    dimensions: Mapping[str, Mapping[str, Dimension]],
    answering: Container[str] = (),
) -> Plan:
    """The order of work.

    Args:
        by_id: merged candidates.
        results: for the projected scores.
        dimensions: by questionnaire, with weights that hold.
        answering: the actions that answer what is said first.
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
    return Plan(
        first=first_three(build, mend, answering),
        build=build[:TOP],
        mend=mend,
        projected=lifted,
        reasons=why or UNSET,
    )


def first_three(build: Sequence[str], mend: Sequence[str], answering: Container[str] = ()) -> list[str]:
    """What the first page shows: one thing to keep, then two to mend; what there is where one kind is short.

    Args:
        build: ids of what to keep, in their order.
        mend: the same of what to mend.
        answering: those that answer what the first page opens with, where none of the first two is firm:
            the first of them takes the place of the second, for about equal is theirs too.
    """
    keep = list(build[: max(1, TOP - len(mend))])
    answer = next((id_ for id_ in mend if id_ in answering), None)
    two = [*([answer] if answer is not None else []), *(id_ for id_ in mend if id_ != answer)]
    return [*keep, *two][:TOP]


def sure_of_a_place(by_id: Mapping[str, Sequence[Candidate]], firm: Mapping[str, Firm]) -> list[str]:
    """The actions that stand on the first page whatever it opens with: what to keep, and the firm ones.

    Where one to mend is firm, none takes its place: see `answers_to`.
    """
    build, mend = ordered(by_id, "build"), ordered(by_id, "mend")
    sure = {*build, *(id_ for id_, (_, tier) in firm.items() if tier == "first")}
    return [id_ for id_ in first_three(build, mend) if id_ in sure]


def answers_to(
    finding: Finding | None, by_id: Mapping[str, Sequence[Candidate]], firm: Mapping[str, Firm]
) -> set[str]:
    """The mending actions that are about what a finding says; none where the first ones are firm."""
    if finding is None or finding.question is UNSET:
        return set()
    first = {id_ for id_, (_, tier) in firm.items() if tier == "first"}
    if any(same[0].action.kind == "mend" for id_, same in by_id.items() if id_ in first):
        return set()
    key = finding.question
    return {
        id_
        for id_, same in by_id.items()
        for each in same
        if each.questionnaire == finding.questionnaire
        and each.action.kind == "mend"
        and key in (*each.about, *(gap for b in each.because if b.gaps is not UNSET for gap in b.gaps))
    }


def _all(by_id: Mapping[str, Sequence[Candidate]], ids: Iterable[str]) -> list[Evidence]:
    return [each for id_ in ids for candidate in by_id[id_] for each in candidate.evidence]


def ordered(by_id: Mapping[str, Sequence[Candidate]], kind: str) -> list[str]:
    """The ids of a kind by priority, lower effort, id."""
    keys = {}
    for id_, same in by_id.items():
        if same[0].action.kind == kind:
            priority, _, first = worth(same)
            keys[id_] = (-priority, first.action.effort, id_)
    return sorted(keys, key=lambda id_: keys[id_])


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
