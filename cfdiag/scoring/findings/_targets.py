"""What dimensions below and on their target have in common."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.scoring.options import Phrasing


def found_by_target(
    questionnaire: Questionnaire, result: QuestionnaireResult, kind: str, *, reached: bool
) -> Iterator[Finding]:
    """The dimensions on one side of their target, the furthest below or the least above first."""
    scored = [
        (name, d.score, d.target)
        for name, d in result.dimensions.items()
        if d.score is not None and d.target is not UNSET and (d.score >= d.target) is reached
    ]
    for name, score, target in sorted(scored, key=lambda each: each[1] - each[2]):
        yield Finding(
            kind=kind,
            questionnaire=questionnaire.id,
            dimension=name,
            figures={"score": score, "target": target, "difference": score - target},
            points=score,
            strength=reached,
        )


def said_of_target(finding: Finding, questionnaire: Questionnaire, words: Phrasing, sentence: str) -> str:
    """The score beside its target."""
    if finding.dimension is UNSET:
        return finding.text
    dimension = questionnaire.dimensions.get(finding.dimension)
    score, target = (finding.figures.get(name) or 0.0 for name in ("score", "target"))
    return words.sentence(
        sentence,
        title=words.text(dimension.title, "") if dimension else finding.dimension,
        score=words.locale.score(score, target),
        target=words.locale.as_written(target),
    )


def size(finding: Finding) -> float:
    """The distance from the target, in points."""
    return abs(finding.figures.get("difference") or 0.0)
