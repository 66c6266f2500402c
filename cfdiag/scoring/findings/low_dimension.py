"""A dimension below its target."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.findings import _targets
from cfdiag.scoring.options import Phrasing

ORDER, WEIGHT = 5, 0.0

_SENTENCE = "“{title}” scores {score} of 100; its target is {target}."
SENTENCES = (_SENTENCE,)


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """The dimensions."""
    del facts
    return _targets.found_by_target(questionnaire, result, "low_dimension", reached=False)


def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """The score and the target."""
    return _targets.said_of_target(finding, questionnaire, words, _SENTENCE)


size = _targets.size
