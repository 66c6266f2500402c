"""A concern of the questionnaire's own: its author's sentence, where its rule holds."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.findings import _rules

ORDER, WEIGHT = 3, 1000.0
SENTENCES = ()


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """The rules that hold."""
    return _rules.found_by_rule(questionnaire, result, facts, "concern")


text = _rules.said_by_rule
size = _rules.size
