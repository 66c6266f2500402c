"""The customer's edition: everything that a customer must not learn is taken out before any section is made.

What stays is what customers themselves said, as counted and worded for them; questionnaires, questions,
findings, actions and remarks that rest on anything else are dropped. No section needs to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.expression import Expression, names
from cfdiag.model.interview import Interview, Respondent, question_of
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import (
    ActionScore,
    Finding,
    GroupScore,
    Inputs,
    Plan,
    QuestionnaireResult,
    Result,
    Score,
)
from cfdiag.scoring.privacy.remarks import Remark

CUSTOMER = "customer"

T = TypeVar("T")


class Edition(msgspec.Struct, frozen=True):
    """What the sections are made from."""

    result: Result
    questionnaires: dict[str, Questionnaire]
    remarks: list[Remark]
    interviews: list[Interview]


def for_customers(
    result: Result,
    questionnaires: Mapping[str, Questionnaire],
    remarks: Sequence[Remark],
    interviews: Sequence[Interview],
    account: str = "",
) -> Edition:
    """The same inputs with only what customers may read.

    Customers do not read each other's words: remarks keep their text for one account only, the one asked
    for or the only one there is; of all others the themes stay, to be counted.
    """
    sides = {id_: _Side(q) for id_, q in questionnaires.items() if CUSTOMER in q.groups}
    known = _accounts(i for i in interviews if _theirs(i, set(sides)))
    n = sum(_theirs(i, set(sides)) for i in interviews)
    quoted = {account} if account else set()
    if len(known) <= 1 and (n <= 1 or "" not in known) and account in ("", *known):
        quoted = {*known, ""}  # of one account alone, whoever is not named is of it too
    alone = {
        id_ for id_ in sides
        if len(heard := _accounts(i for i in interviews if _theirs(i, {id_}))) == 1 and not heard <= quoted
    }  # fmt: skip
    parts = [
        made
        for part in result.questionnaires
        # Counts of one customer's answers are that customer's answers.
        if part.id in sides and part.id not in alone and (made := _part(part, sides[part.id]))
    ]
    kept = {action.id for part in parts for action in part.actions}
    shown = {part.id for part in parts}
    theirs = [i for i in interviews if _theirs(i, shown)]
    return Edition(
        result=replace(
            result,
            inputs=Inputs(interviews=sum(p.n for p in parts), unfinished=0),
            questionnaires=parts,
            plan=Plan(
                build=[a for a in result.plan.build if a in kept],
                mend=[a for a in result.plan.mend if a in kept],
            ),
            gates=[],
            baseline=UNSET,
            interviews=UNSET,
        ),
        questionnaires={id_: _own_words(side) for id_, side in sides.items() if id_ in shown},
        remarks=[
            own
            for r in remarks
            if r.questionnaire in shown and (own := _remark(r, sides[r.questionnaire], quoted))
        ],
        interviews=[_interview(i, sides[i.questionnaire.id]) for i in theirs],
    )


def _accounts(interviews: Iterable[Interview]) -> set[str]:
    return {i.respondent.account or "" for i in interviews}


class _Side:
    """What of one questionnaire is the customer's own."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        asked = [
            q for s in questionnaire.sections for q in s.questions if CUSTOMER in q.groups and not q.private
        ]
        self.questions = {q.id for q in asked}
        self.dimensions = {q.dimension for q in asked if q.dimension}
        mixed = {
            q.dimension
            for s in questionnaire.sections
            for q in s.questions
            if CUSTOMER in q.groups and q.private
        }
        self.dimensions -= mixed

    def question(self, key: str) -> bool:
        return question_of(key) in self.questions

    def rests_on_it(self, when: Expression, because: Sequence[str]) -> bool:
        """Whether a rule asks for nothing but the customer's own answers."""
        paths = list(names(when))
        if not because and not paths:
            return False
        return all(self.question(id_) for id_ in because) and all(self._name(path) for path in paths)

    def _name(self, path: tuple[str, ...]) -> bool:
        if path[0] in ("points", "gap", "quadrant", "share", "days_since"):
            return len(path) > 1 and self.question(path[1])
        if path[0] in ("score", "met", "coverage"):
            return len(path) > 1 and path[1] in self.dimensions and not self._shared(path[1])
        if path[0] == "n":
            return path[1:] == (CUSTOMER,)
        return len(path) == 1 and self.question(path[0])

    def _shared(self, dimension: str) -> bool:
        """A dimension that insiders fill too, where nothing says whose score a rule would see."""
        compare = self.questionnaire.compare
        if compare and compare.looked_at == CUSTOMER:
            return False
        return any(
            q.dimension == dimension and set(q.groups) - {CUSTOMER}
            for s in self.questionnaire.sections
            for q in s.questions
        )


def _part(part: QuestionnaireResult, side: _Side) -> QuestionnaireResult | None:
    group = part.groups.get(CUSTOMER)
    if group is None or group.n == 0:
        return None
    return replace(
        part,
        n=group.n or 0,
        groups_shown=[CUSTOMER],
        overall=replace(_overall(part, group), level=None),
        # How a house judges itself is its own affair: a customer is shown figures, no marks.
        dimensions={
            key: replace(figure, level=None, target=UNSET)
            for key, figure in _own(group.dimensions, lambda key: key in side.dimensions).items()
        },
        questions=_own(group.questions, side.question),
        groups={CUSTOMER: replace(group, by=UNSET, dimensions={}, questions={}, overall=UNSET)},
        by={},
        perception={},
        crosshair=UNSET,
        rank_agreement=None,
        findings=[f for f in part.findings if _finding(f, side)],
        actions=[_action(a) for a in part.actions if _called_for(a.id, side)],
        not_judged=[],
    )


def _own(figures: Mapping[str, T], keep: object) -> dict[str, T]:
    return {key: figure for key, figure in figures.items() if callable(keep) and keep(key)}


def _overall(part: QuestionnaireResult, group: GroupScore) -> Score:
    if group.overall is not UNSET:
        return group.overall
    return (
        part.overall if part.groups_shown == [CUSTOMER] else Score(score=None, n=group.n, reason="not_scored")
    )


def _finding(finding: Finding, side: _Side) -> bool:
    rule = next((f for f in side.questionnaire.findings if f.id == finding.id), None)
    if rule is None or CUSTOMER not in rule.text.wordings:
        return False  # it is worded for colleagues
    return not rule.private and finding.private is not True and side.rests_on_it(rule.when, rule.because)


def _called_for(id_: str, side: _Side) -> bool:
    rule = next((a for a in side.questionnaire.actions if a.id == id_), None)
    return rule is not None and side.rests_on_it(rule.when, rule.because)


def _action(action: ActionScore) -> ActionScore:
    return replace(action, because=[replace(b, text="") for b in action.because])


def _own_words(side: _Side) -> Questionnaire:
    """The questionnaire without notes and without what is asked of others."""
    sections = tuple(
        replace(s, questions=tuple(q for q in s.questions if q.id in side.questions))
        for s in side.questionnaire.sections
    )
    return replace(side.questionnaire, sections=sections, notes={}, compare=None)


def _remark(remark: Remark, side: _Side, quoted: AbstractSet[str]) -> Remark | None:
    if (
        remark.group != CUSTOMER
        or remark.private
        or remark.kind != "answer"
        or not side.question(remark.question)
    ):
        return None
    mine = remark.account in quoted
    return replace(
        remark,
        author="",
        department="",
        account="",
        item=remark.item if mine else "",
        text=remark.text if mine else "",
    )


def _theirs(interview: Interview, shown: set[str]) -> bool:
    return interview.respondent.group == CUSTOMER and interview.questionnaire.id in shown


def _interview(interview: Interview, side: _Side) -> Interview:
    return replace(
        interview,
        interviewer=None,
        respondent=Respondent(group=CUSTOMER, account=interview.respondent.account),
        answers={
            k: replace(a, note="", evidence="", extra={})
            for k, a in interview.answers.items()
            if side.question(k)
        },
        set_aside={},
        extra={},
    )
