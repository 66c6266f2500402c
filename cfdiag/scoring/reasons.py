"""Why a figure is null: the whole vocabulary, used by every output."""

from __future__ import annotations

TOO_FEW_ANSWERS = "too_few_answers"
"""One respondent answered fewer questions of the dimension than it needs."""
TOO_FEW_DIMENSIONS = "too_few_dimensions"
"""The scored dimensions carry less than half of the weight of those asked."""
TOO_FEW_RESPONDENTS = "too_few_respondents"
"""Fewer respondents than the figure is shown from."""
TOO_FEW_QUESTIONS = "too_few_questions"
"""Fewer questions than the figure is shown from (alpha: 3, rank agreement: 4)."""
NO_SPREAD = "no_spread"
"""All answers are equal: no interval, no effect size, no reliability, no order."""
WITHHELD = "withheld"
"""Below the privacy floor, or it would give away a figure that is."""
NOT_RATED = "not_rated"
"""Nobody rated this, or rated both performance and importance."""
NOT_ASKED = "not_asked"
"""Not asked of this group."""
NOT_APPLICABLE = "not_applicable"
"""It did not apply to anybody who was asked."""
NOT_SCORED = "not_scored"
"""A question or questionnaire without points: there is nothing to score."""
OTHER_GROUP_MISSING = "other_group_missing"
"""A comparison needs both groups, and one has not been interviewed."""
MISSING = "missing"
"""In the earlier result and not in this one."""
NOT_COMPARED = "not_compared"
"""The questionnaire has no two groups to compare."""
NO_ACTIONS = "no_actions"
"""No mending action is called for."""
NOT_COMPARABLE = "not_comparable"
"""No question is the same in both results."""

REASONS: dict[str, str] = {
    TOO_FEW_ANSWERS: "Too few of its questions were answered.",
    TOO_FEW_DIMENSIONS: "The dimensions with a score carry less than half of the weight.",
    TOO_FEW_RESPONDENTS: "Too few respondents for this figure.",
    TOO_FEW_QUESTIONS: "Too few questions for this figure.",
    NO_SPREAD: "All answers are equal.",
    WITHHELD: "Withheld: it would show what fewer people said than the privacy floor allows.",
    NOT_RATED: "Not rated by anybody.",
    NOT_ASKED: "Not asked of this group.",
    NOT_APPLICABLE: "It did not apply to anybody.",
    NOT_SCORED: "Nothing here carries points.",
    OTHER_GROUP_MISSING: "The other group has not been interviewed.",
    MISSING: "It was there in the earlier result and is missing here.",
    NOT_COMPARED: "It compares no two groups.",
    NO_ACTIONS: "No mending action is called for.",
    NOT_COMPARABLE: "The two results have no question in common.",
}
"""A sentence for each reason, in English; other languages by the translator."""
