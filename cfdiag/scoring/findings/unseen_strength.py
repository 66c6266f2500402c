"""An unseen strength: those they serve rate higher than those inside."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.findings import _sides
from cfdiag.scoring.options import Phrasing

ORDER, WEIGHT = 2, 500.0

_MEANS = "{outside} rate “{title}” higher than you expect: {actual} of {most}, you said {expected}."
_FEW = "{outside} rate “{title}” higher than you expect; few were asked."
SENTENCES = (_MEANS, _FEW)


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """The questions on which it was found."""
    del facts
    return _sides.found_between_sides(questionnaire, result, "unseen_strength")


def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """What each side says, and how far apart that is."""
    return _sides.said_of_sides(finding, questionnaire, words, means=_MEANS, few=_FEW)


size = _sides.size
