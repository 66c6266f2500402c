"""What an interview of the essentials did not ask."""

from __future__ import annotations

from cfdiag.model.interview import Interview, question_of
from cfdiag.model.questionnaire import Questionnaire


def short_of(interview: Interview, questionnaire: Questionnaire) -> frozenset[str]:
    """The questions that count as not asked: all that are not essential, unless they were answered.

    Of a full interview none; nor where the text names no essentials, for then nobody knows what was left out.
    """
    if interview.form == "full":
        return frozenset()
    essentials = questionnaire.essentials()
    if not essentials:
        return frozenset()
    answered = {question_of(key) for key in interview.answers}
    everything = {q.id for s in questionnaire.sections for q in s.questions}
    return frozenset(everything - essentials - answered)
