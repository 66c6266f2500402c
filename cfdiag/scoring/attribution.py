"""Whose figures may be seen to be theirs: who agreed to be named, in a group where that can be agreed."""

from __future__ import annotations

from cfdiag.model.interview import Consent, Interview
from cfdiag.model.questionnaire import Questionnaire


def is_attributed(interview: Interview, questionnaire: Questionnaire) -> bool:
    """Whether the floors need not hide this respondent's figures.

    Who may be quoted without a name is one of the unnamed here: a figure beside their words would name them.
    """
    group = questionnaire.groups[interview.respondent.group]
    return not group.anonymous and interview.respondent.consent == Consent.NAMED
