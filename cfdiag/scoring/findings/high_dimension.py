"""A dimension on or above its target, unless a concern of the questionnaire's own speaks of it."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.findings import _targets
from cfdiag.scoring.findings._rules import in_question
from cfdiag.scoring.options import Phrasing

ORDER, WEIGHT = 6, 0.0

_SENTENCE = "“{title}” scores {score} of 100 and reaches its target of {target}."
SENTENCES = (_SENTENCE,)


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """The dimensions."""
    doubted = in_question(questionnaire, facts)
    return (
        each
        for each in _targets.found_by_target(questionnaire, result, "high_dimension", reached=True)
        if each.dimension not in doubted
    )


def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """The score and the target."""
    return _targets.said_of_target(finding, questionnaire, words, _SENTENCE)


size = _targets.size
