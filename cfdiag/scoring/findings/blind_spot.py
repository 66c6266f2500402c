"""A blind spot: those inside rate higher than those they serve."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.findings import _sides
from cfdiag.scoring.options import Phrasing

ORDER, WEIGHT = 1, 500.0

_MEANS = "{outside} are less content with “{title}” than you expect: {actual} of {most}, you said {expected}."
_FAR = (
    "{outside} are far less content with “{title}” than you expect: {actual} of {most}, you said {expected}."
)
_FEW = "{outside} are less content with “{title}” than you expect; few were asked."
SENTENCES = (_MEANS, _FAR, _FEW)
FAR_FROM = 50.0
"""Points between both sides, of 100."""


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """The questions on which it was found."""
    del facts
    return _sides.found_between_sides(questionnaire, result, "blind_spot")


def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """What each side says, and how far apart that is."""
    means = _FAR if size(finding) >= FAR_FROM else _MEANS
    return _sides.said_of_sides(finding, questionnaire, words, means=means, few=_FEW)


size = _sides.size
