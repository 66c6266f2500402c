"""What is said first of a whole result: what holds, then what matters most; the same in every output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import UNSET

from cfdiag.model.engagement import OpensWith
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import ActionScore, Finding, Headline, QuestionnaireResult
from cfdiag.scoring.about import about_keys
from cfdiag.scoring.findings import weight

FIRST = 3
"""So many findings are said first."""


def principal(
    results: Sequence[QuestionnaireResult], questionnaires: Mapping[str, Questionnaire]
) -> QuestionnaireResult | None:
    """The questionnaire that a verdict is about: scored, what customers say before what insiders say."""
    scored = [each for each in results if each.overall.score is not None]

    def rank(each: QuestionnaireResult) -> tuple[bool, int]:
        questionnaire = questionnaires.get(each.id)
        compare = questionnaire.compare if questionnaire else None
        return (bool(compare and compare.looked_at in each.groups), each.overall.n or 0)

    return max(scored, key=rank, default=None)


class _Candidate(msgspec.Struct, frozen=True):
    """A finding and where it stands."""

    questionnaire: str
    place: int
    finding: Finding

    @property
    def about(self) -> tuple[str, str]:
        """What it speaks of: two findings on one subject are said once."""
        f = self.finding
        subject = next((x for x in (f.question, f.id, f.dimension) if x is not UNSET), "")
        return (self.questionnaire, subject)


def headline(
    results: Sequence[QuestionnaireResult],
    questionnaires: Mapping[str, Questionnaire],
    opens_with: OpensWith = "strengths",
    first: Sequence[str] = (),
) -> list[Headline]:
    """At most three findings: a strength, the widest blind spot, then what weighs most.

    What customers value comes first, where anything holds: an unseen strength before what an author praises,
    and that before a dimension on its target. Then what falls short, from as many questionnaires as there
    are, the principal one first. Nothing is made up where there is no strength.

    Args:
        results: with their findings.
        questionnaires: by the ids of the results.
        opens_with: `gaps`: the same findings, what falls short before what holds.
        first: the actions of the first page: of findings of one kind those come first that they take up.
    """
    main = principal(results, questionnaires)
    order = sorted(results, key=lambda each: (each is not main, -each.n))
    rank = {each.id: place for place, each in enumerate(order)}
    left = [_Candidate(each.id, at, found) for each in results for at, found in enumerate(each.findings)]
    kept, mended = (taken_up(results, first, kind) for kind in ("build", "mend"))
    chosen: list[_Candidate] = []
    strong = [c for c in left if c.finding.strength is True]
    if strong:
        chosen.append(
            min(
                strong,
                key=lambda c: (
                    c.finding.kind != "unseen_strength",
                    c.about not in kept,
                    rank[c.questionnaire],
                    -weight(c.finding),
                ),
            )
        )
    while len(chosen) < FIRST:
        said = {c.about for c in chosen}
        short = [c for c in left if c.about not in said and c.finding.strength is not True]
        if not short:
            break
        blind = [c for c in short if c.finding.kind == "blind_spot"]
        if blind and not any(c.finding.kind == "blind_spot" for c in chosen):
            chosen.append(max(blind, key=lambda c: (c.about in mended, weight(c.finding))))
            continue
        used = [c.questionnaire for c in chosen]
        chosen.append(
            min(
                short,
                key=lambda c: (used.count(c.questionnaire), rank[c.questionnaire], -weight(c.finding)),
            )
        )
    if opens_with == "gaps":
        chosen.sort(key=lambda c: c.finding.strength is True)
    return [Headline(questionnaire=c.questionnaire, finding=c.place) for c in chosen]


def taken_up(results: Sequence[QuestionnaireResult], first: Sequence[str], kind: str) -> set[tuple[str, str]]:
    """By questionnaire and key: what actions of a kind among these are about, and the gaps they rest on."""
    return {
        (part.id, key)
        for part in results
        for action in part.actions
        if action.id in first and action.kind == kind
        for key in _about(action)
    }


def _about(action: ActionScore) -> list[str]:
    return [
        *about_keys(action),
        *(key for each in action.because if each.gaps is not UNSET for key in each.gaps),
    ]


def action_grounds(action: ActionScore) -> list[str]:
    """What an action is about, and the gaps and figures that made it hold."""
    return [*_about(action), *(each.question for each in action.because if each.points is not None)]


def first_gap(results: Sequence[QuestionnaireResult], opens: Sequence[Headline]) -> Finding | None:
    """What is said first of what falls short; None where nothing does."""
    parts = {each.id: each for each in results}
    found = (parts[each.questionnaire].findings[each.finding] for each in opens)
    return next((each for each in found if each.strength is not True), None)
