"""The customer's edition: everything that a customer must not learn is taken out before any section is made.

What stays is what customers themselves said, as counted and worded for them; questionnaires, questions,
findings, actions and remarks that rest on anything else are dropped. No section needs to know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.expression import Expression
from cfdiag.model.interview import question_of
from cfdiag.model.material import Remark, SavedMaterial, Spoken
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import (
    ActionScore,
    DimensionScore,
    Finding,
    GroupScore,
    Inputs,
    Plan,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.model.text import ANY_GROUP, Text
from cfdiag.rules.fact_lookup import Rest, rests_on
from cfdiag.scoring.counts import counted, counts_together
from cfdiag.scoring.headline import headline
from cfdiag.scoring.unanswered import unanswered

_Figure = TypeVar("_Figure", DimensionScore, QuestionScore)


def for_customers(result: Result, account: str = "") -> Result:
    """The same result, and its material, with only what customers may read; it drops and never adds.

    Customers do not read each other's words: remarks keep their text for one account only, the one asked
    for or the only one there is; of all others the themes stay, to be counted.

    Args:
        result: with its material; of one without nothing is known to be theirs, and nothing stays.
        account: the one customer that it is for.
    """
    material = result.material if result.material is not UNSET else SavedMaterial()
    said = material.spoken
    sides = {id_: _Side(q) for id_, q in material.texts.items() if q.groups_of("customer")}
    known = {a for id_ in sides for a in said.heard.get(id_, ())}
    n = sum(
        part.groups[group].n or 0
        for part in result.questionnaires
        if part.id in sides
        for group in sides[part.id].groups
        if group in part.groups
    )
    quoted = {account} if account else set()
    if len(known) <= 1 and (n <= 1 or "" not in known) and account in ("", *known):
        quoted = {*known, ""}  # of one account alone, whoever is not named is of it too
    alone = {id_ for id_ in sides if len(heard := set(said.heard.get(id_, ()))) == 1 and not heard <= quoted}
    parts = counted(
        made
        for part in result.questionnaires
        # Counts of one customer's answers are that customer's answers.
        if part.id in sides and part.id not in alone and (made := _part(part, sides[part.id]))
    )
    shown = {part.id: sides[part.id] for part in parts}
    texts = {id_: _own_words(side) for id_, side in shown.items()}
    kept = {action.id for part in parts for action in part.actions}
    remarks = [
        own
        for r in said.remarks
        if r.questionnaire in shown and (own := _remark(r, shown[r.questionnaire], quoted))
    ]
    heard_of = {id_: accounts for id_, accounts in said.heard.items() if id_ in shown}
    return replace(
        result,
        inputs=Inputs(interviews=sum(p.n for p in parts), unfinished=0),
        questionnaires=parts,
        counts=counts_together(parts),
        headline=headline(parts, texts, result.opens_with, result.plan.first),
        plan=Plan(
            build=[a for a in result.plan.build if a in kept],
            mend=[a for a in result.plan.mend if a in kept],
        ),
        gates=[],
        baseline=UNSET,
        interviews=UNSET,
        material=replace(material, texts=texts, spoken=Spoken(remarks=remarks, heard=heard_of)),
    )


class _Side:
    """What of one questionnaire is the customer's own."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.groups = questionnaire.groups_of("customer")
        asked = [q for s in questionnaire.sections for q in s.questions if set(self.groups) & set(q.groups)]
        self.questions = {q.id for q in asked if not q.private}
        self.dimensions = {q.dimension for q in asked if q.dimension and not q.private}
        self.dimensions -= {q.dimension for q in asked if q.private}

    def question(self, key: str) -> bool:
        return question_of(key) in self.questions

    def rests_on_it(self, when: Expression, because: Sequence[str]) -> bool:
        """Whether a rule asks for nothing but the customer's own answers."""
        asked = list(rests_on(when))
        if not because and not asked:
            return False
        return all(self.question(id_) for id_ in because) and all(self._is_theirs(rest) for rest in asked)

    def _is_theirs(self, rest: Rest) -> bool:
        """Whether what a rule asks for rests on the customer's own answers."""
        match rest.subject:
            case "question":
                own = self.question(rest.id)
            case "dimension":
                own = rest.id in self.dimensions and not self._shared(rest.id)
            case "group":
                own = rest.id in self.groups
            case "section":
                own = False
        return rest.theirs and own

    def _shared(self, dimension: str) -> bool:
        """A dimension that insiders fill too, where nothing says whose score a rule would see."""
        compare = self.questionnaire.compare
        if compare and compare.looked_at in self.groups:
            return False
        return any(
            q.dimension == dimension and set(q.groups) - set(self.groups)
            for s in self.questionnaire.sections
            for q in s.questions
        )


def _part(part: QuestionnaireResult, side: _Side) -> QuestionnaireResult | None:
    heard = {id_: part.groups[id_] for id_ in side.groups if id_ in part.groups and part.groups[id_].n != 0}
    if not heard:
        return None
    questions = {
        key: figure
        for key, figure in _first({id_: group.questions for id_, group in heard.items()}).items()
        if side.question(key)
    }
    return replace(
        part,
        n=sum(group.n or 0 for group in heard.values()),
        groups_shown=list(heard),
        overall=replace(_overall(part, heard), level=None),
        # How a house judges itself is its own affair: a customer is shown figures, no marks.
        dimensions={
            key: replace(figure, level=None, target=UNSET)
            for key, figure in _first({id_: group.dimensions for id_, group in heard.items()}).items()
            if key in side.dimensions
        },
        rollups={
            key: figure
            for key, figure in part.rollups.items()
            if set(figure.of) <= side.dimensions
            and set(part.groups_shown) <= set(side.groups)
            and (figure.group is UNSET or figure.group in side.groups)
        },
        questions=questions,
        groups={
            id_: replace(
                group,
                by=UNSET,
                widest=UNSET,
                dimensions={},
                questions={},
                overall=UNSET,
                listed=UNSET,
                unshown=UNSET if group.unshown is UNSET or group.n is None else group.n,
            )
            for id_, group in heard.items()
        },
        by={},
        widest=UNSET,
        clustering=UNSET,
        worst_set=UNSET,
        regression=UNSET,
        more_for_precision=UNSET,
        unanswered=unanswered(questions, {}, side.questionnaire),
        perception={},
        crosshair=UNSET,
        rank_agreement=None,
        findings=[_of_their_own(f, side) for f in part.findings if _finding(f, side)],
        actions=[_action(a) for a in part.actions if _called_for(a.id, side)],
        not_judged=[],
        # Insiders are counted in these.
        texts=[],
        modes={},
        resampled=UNSET,
        reasons=UNSET,
    )


def _first(figures: Mapping[str, Mapping[str, _Figure]]) -> dict[str, _Figure]:
    """Of several groups of customers the first that has a figure, and whose it is: nothing is pooled."""
    if len(figures) == 1:
        return dict(*figures.values())
    found: dict[str, _Figure] = {}
    for group, of_group in figures.items():
        for key, figure in of_group.items():
            found.setdefault(key, replace(figure, group=group))
    return found


def _overall(part: QuestionnaireResult, heard: Mapping[str, GroupScore]) -> Score:
    if set(part.groups_shown) == set(heard):
        return part.overall
    alone = next(iter(heard.values())) if len(heard) == 1 else None
    if alone is not None and alone.overall is not UNSET:
        return alone.overall
    return Score(score=None, n=sum(group.n or 0 for group in heard.values()), reason="not_scored")


def _finding(finding: Finding, side: _Side) -> bool:
    if finding.kind == "concentrate":
        # Of their own ratings alone: group and question say whose they are.
        return (
            finding.group in side.groups and finding.question is not UNSET and side.question(finding.question)
        )
    rule = next((f for f in side.questionnaire.findings if f.id == finding.id), None)
    if rule is None or not set(side.groups) & set(rule.text.wordings):
        return False  # it is worded for colleagues
    return not rule.private and finding.private is not True and side.rests_on_it(rule.when, rule.because)


def _of_their_own(finding: Finding, side: _Side) -> Finding:
    """A finding without the numbers of others."""
    if finding.counts is UNSET:
        return finding
    mine = [each for each in finding.counts if each.group is UNSET or each.group in side.groups]
    return replace(finding, counts=mine or UNSET)


def _called_for(id_: str, side: _Side) -> bool:
    rule = next((a for a in side.questionnaire.actions if a.id == id_), None)
    return rule is not None and side.rests_on_it(rule.when, rule.because)


def _action(action: ActionScore) -> ActionScore:
    return replace(action, because=[replace(b, text="") for b in action.because])


def _own_words(side: _Side) -> Questionnaire:
    """The questionnaire without notes and without what is asked of others, findings worded for customers."""
    sections = tuple(
        replace(s, questions=tuple(q for q in s.questions if q.id in side.questions))
        for s in side.questionnaire.sections
    )
    findings = tuple(
        replace(rule, text=_worded(rule.text, group))
        for rule in side.questionnaire.findings
        if (group := next((g for g in side.groups if g in rule.text.wordings), ""))
    )
    return replace(side.questionnaire, sections=sections, notes={}, compare=None, findings=findings)


def _worded(text: Text, group: str) -> Text:
    return Text({ANY_GROUP: text.wordings[group]}, text.language)


def _remark(remark: Remark, side: _Side, quoted: AbstractSet[str]) -> Remark | None:
    if (
        remark.group not in side.groups
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
