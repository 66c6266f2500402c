"""The edition for everybody inside: floors hold for customers too, and nobody and no account is named.

Made before any section is: what colleagues may not read is not there to be shown. It drops and never adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.interview import split_key
from cfdiag.model.material import Remark, SavedMaterial, Spoken
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import (
    ActionScore,
    Cell,
    DimensionScore,
    Finding,
    GroupScore,
    Inputs,
    Perception,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.scoring import reasons
from cfdiag.scoring.about import about_keys
from cfdiag.scoring.counts import counted, counts_together
from cfdiag.scoring.headline import headline

_NAMING = ("account", "organisation")
"""Breakdowns whose cells are customers."""
_SAID = ("answer", "remark")
_T = TypeVar("_T", Score, DimensionScore)


def for_staff(result: Result) -> Result:
    """The same result, and its material, as everybody inside may read it.

    Figures of fewer people than the floor are withheld whoever agreed to be named. Words stay without name,
    account and department, and not where an account is named in them. Lists that people made, actions about
    somebody on such a list, notes and evidence are not there.
    """
    material = result.material if result.material is not UNSET else SavedMaterial()
    texts = material.texts
    parts = counted([_part(part, texts.get(part.id)) for part in result.questionnaires])
    kept = {action.id for part in parts for action in part.actions}
    plan = result.plan
    named = [name.casefold() for name in material.accounts.values() if name]
    remarks = [
        _remark(each)
        for each in material.spoken.remarks
        if each.kind in _SAID and not each.third and not any(name in each.text.casefold() for name in named)
    ]
    shown = replace(
        material, accounts={}, asked_about=[], labels={}, lists={}, spoken=Spoken(remarks=remarks)
    )  # fmt: skip
    return replace(
        result,
        inputs=Inputs(interviews=result.inputs.interviews, unfinished=0),
        questionnaires=parts,
        counts=counts_together(parts),
        headline=headline(parts, texts, result.opens_with, result.plan.first),
        plan=replace(
            plan,
            first=[each for each in plan.first if each in kept],
            build=[each for each in plan.build if each in kept],
            mend=[each for each in plan.mend if each in kept],
        ),
        gates=[],
        baseline=UNSET,
        interviews=UNSET,
        material=shown if result.material is not UNSET else UNSET,
    )


def _remark(remark: Remark) -> Remark:
    return replace(remark, author="", account="", department="", item="")


def _part(part: QuestionnaireResult, text: Questionnaire | None) -> QuestionnaireResult:
    floor = part.min_group
    groups = {id_: _group(group, floor) for id_, group in part.groups.items()}
    few = any(groups[id_].withheld is True for id_ in part.groups_shown if id_ in groups)
    questions = {key: _question(each, floor) for key, each in part.questions.items() if _is_public(key, text)}
    perception = {key: _sides(each, floor) for key, each in part.perception.items() if _is_public(key, text)}
    hidden = {key for key, each in questions.items() if each.withheld is True}
    hidden |= {key for key, each in perception.items() if each.reason == reasons.WITHHELD}
    hidden |= part.questions.keys() - questions.keys()
    return replace(
        part,
        overall=_score(part.overall, floor, few=few),
        dimensions={id_: _score(each, floor, few=few) for id_, each in part.dimensions.items()},
        rollups={} if few else part.rollups,
        questions=questions,
        groups=groups,
        by=_breakdowns(part.by, floor),
        widest=UNSET,
        clustering=UNSET,
        worst_set=UNSET,
        unanswered=[each for each in part.unanswered if each.of >= floor],
        perception=perception,
        rank_agreement=None,
        findings=[each for each in part.findings if _may_be_said(each, hidden, floor)],
        actions=[_action(each, hidden, floor) for each in part.actions if _names_nobody(each, text)],
    )


def _is_public(key: str, text: Questionnaire | None) -> bool:
    """Not about an item that somebody added to a list: it may be a customer, or a colleague."""
    section, item, _ = split_key(key)
    repeat = next((s.repeat for s in text.sections if s.id == section), None) if text and item else None
    return not item or (repeat is not None and item in repeat.items)


def _group(group: GroupScore, floor: int) -> GroupScore:
    if group.withheld is True or (group.n or 0) < floor:
        return GroupScore(
            n=group.n, title=group.title, anonymous=group.anonymous, withheld=True, reason=reasons.WITHHELD
        )
    return replace(
        group,
        dimensions={id_: _score(each, floor) for id_, each in group.dimensions.items()},
        questions={key: _question(each, floor) for key, each in group.questions.items() if "/" not in key},
        by=UNSET if group.by is UNSET else _breakdowns(group.by, floor),
        widest=UNSET,
        worst_set=UNSET,
        named=UNSET,
    )


def _score(score: _T, floor: int, *, few: bool = False) -> _T:
    if not few and (score.n is None or score.n >= floor):
        return score
    gone = dict.fromkeys(("score", "sd", "median", "interval", "range", "coverage", "level", "n"))
    return replace(score, **gone, reason=reasons.WITHHELD)


def _question(score: QuestionScore, floor: int) -> QuestionScore:
    if (score.n or 0) >= floor:
        return replace(score, answers=UNSET)
    return QuestionScore(
        type=score.type, title=score.title, scale=score.scale, dimension=score.dimension, weight=score.weight,
        withheld=True, reason=reasons.WITHHELD,
    )  # fmt: skip


def _sides(each: Perception, floor: int) -> Perception:
    if min(each.n_internal or 0, each.n_customer or 0) >= floor:
        return replace(each, answers=UNSET)
    return Perception(
        internal=None, customer=None, n_internal=None, n_customer=None, difference=None, points=None,
        reason=reasons.WITHHELD,
    )  # fmt: skip


def _breakdowns(by: Mapping[str, Mapping[str, Cell]], floor: int) -> dict[str, dict[str, Cell]]:
    return {
        field: {
            value: cell
            if cell.withheld is True or (cell.n or 0) >= floor
            else Cell(n=None, withheld=True, reason=reasons.WITHHELD)
            for value, cell in cells.items()
        }
        for field, cells in by.items()
        if field not in _NAMING
    }


def _may_be_said(finding: Finding, hidden: set[str], floor: int) -> bool:
    counts = finding.counts if finding.counts is not UNSET else []
    if any(each.of < floor or each.question in hidden for each in counts):
        return False
    return finding.question is UNSET or finding.question not in hidden


def _names_nobody(action: ActionScore, text: Questionnaire | None) -> bool:
    """Whether what an action is about may be read: its texts say it by name."""
    return all(_is_public(f"{key}/" if key.count("/") == 1 else key, text) for key in about_keys(action))


def _action(action: ActionScore, hidden: set[str], floor: int) -> ActionScore:
    return replace(
        action,
        because=[
            each
            for each in action.because
            if each.question not in hidden and (each.of is UNSET or each.of >= floor)
        ],
    )
