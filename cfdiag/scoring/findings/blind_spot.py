"""A blind spot: those inside rate higher than those they serve."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.facts import Facts
from cfdiag.scoring.findings import _sides
from cfdiag.scoring.options import Phrasing

ORDER, WEIGHT = 1, 500.0

_MEANS = (
    "Blind spot: on “{title}” {expected} is expected ({inside}) and {actual} given ({outside}), {points} "
    "points of 100 less."
)
_FEW = "Blind spot, from few people: “{title}” is rated lower ({outside}) than expected ({inside})."
SENTENCES = (_MEANS, _FEW)


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """The questions on which it was found."""
    del facts
    return _sides.found_between_sides(questionnaire, result, "blind_spot")


def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """What each side says, and how far apart that is."""
    return _sides.said_of_sides(finding, questionnaire, words, means=_MEANS, few=_FEW)


size = _sides.size
