"""What blind spots and unseen strengths have in common: the same question from both sides."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, PerceptionFinding, QuestionnaireResult
from cfdiag.scoring.options import Phrasing
from cfdiag.scoring.titles import question_title


def there(**figures: float | None) -> dict[str, float]:
    """The figures that are there: what is missing has its reason where it is a figure of its own."""
    return {name: value for name, value in figures.items() if value is not None}


def found_between_sides(
    questionnaire: Questionnaire, result: QuestionnaireResult, kind: PerceptionFinding
) -> Iterator[Finding]:
    """The widest gap first; those with three or four people on a side, which have no means, after."""
    pairs = [(key, p) for key, p in result.perception.items() if p.finding == kind]
    pairs.sort(key=lambda pair: (-abs(pair[1].points or 0.0), pair[0]))
    for key, gap in pairs:
        yield Finding(
            kind=kind,
            questionnaire=questionnaire.id,
            question=key,
            figures=there(
                inside=gap.internal,
                outside=gap.customer,
                difference=gap.difference,
                points=gap.points,
                n_inside=gap.n_internal,
                n_outside=gap.n_customer,
            ),
            points=gap.points if gap.points is not None else UNSET,
            strength=kind == "unseen_strength",
        )


def said_of_sides(
    finding: Finding, questionnaire: Questionnaire, words: Phrasing, *, means: str, few: str
) -> str:
    """The sentence with both means, or without where a side is three or four people."""
    compare = questionnaire.compare
    if compare is None or finding.question is UNSET:
        return finding.text
    looked_at = questionnaire.groups.get(compare.looked_at)
    outside = words.text(looked_at.title, "") if looked_at is not None else compare.looked_at
    title = question_title(questionnaire, finding.question, words, compare.looked_at).rstrip(".")
    figures = finding.figures
    expected, actual = figures.get("inside"), figures.get("outside")
    question = questionnaire.question(question_of(finding.question))
    scale = question.scale if question is not None else None
    if expected is None or actual is None or scale is None:
        return words.sentence(few, title=title, outside=outside)
    return words.sentence(
        means,
        title=title,
        expected=words.locale.number(expected),
        actual=words.locale.number(actual),
        most=words.locale.as_written(scale.max),
        outside=outside,
    )


def size(finding: Finding) -> float:
    """The difference in points of 100."""
    return abs(finding.figures.get("points") or 0.0)
