"""A question among what matters most and rated below the rest, whoever of the respondents is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.options import Phrasing
from cfdiag.scoring.titles import question_title

ORDER, WEIGHT = 7, 400.0

_SENTENCE = "“{title}” is among what matters most and is rated below the rest: {gap} below its importance."
_IN_POINTS = (
    "“{title}” is among what matters most and is rated below the rest: {gap} points below its importance."
)
SENTENCES = (_SENTENCE, _IN_POINTS)


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """The questions of the quadrant, without the borderline ones; the largest shortfall first."""
    del facts
    group = result.groups_shown[0] if len(result.groups_shown) == 1 else ""
    found = [
        (key, q, q.gap.mean, q.gap.points)
        for key, q in result.questions.items()
        if q.quadrant == "concentrate" and q.gap is not UNSET and q.gap.mean is not None and not q.borderline
    ]
    for key, question, gap, points in sorted(found, key=lambda each: (each[2], each[0])):
        yield Finding(
            kind="concentrate",
            questionnaire=questionnaire.id,
            question=key,
            group=group,
            figures={"gap": gap, **({} if points is UNSET else {"gap_points": points})},
            points=question.points if question.points is not None else UNSET,
            strength=False,
        )


def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """The question, and how far performance falls behind importance."""
    if finding.question is UNSET:
        return finding.text
    group = finding.group if finding.group is not UNSET else ""
    title = question_title(questionnaire, finding.question, words, group).rstrip(".")
    question = questionnaire.question(question_of(finding.question))
    # Of two scales the gap is in points.
    sentence = _IN_POINTS if question is not None and question.two_scales else _SENTENCE
    return words.sentence(
        sentence, title=title, gap=words.locale.number(abs(finding.figures.get("gap") or 0.0))
    )


def size(finding: Finding) -> float:
    """The shortfall, in points."""
    return abs(finding.figures.get("gap_points") or 0.0)
