"""The interviews that a handover is made from."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cfdiag.api.result import Result
from cfdiag.api.scoring import score_near
from cfdiag.api.surroundings import Around
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.handover.known import HeardTalk
from cfdiag.model.interview import LETS_WORDS_OUT, Consent, Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.options import Options

NOTHING_THERE = {Code.NOTHING_TO_SCORE, Code.EMPTY_FOLDER, Code.CANNOT_READ}


def scored_talks(interviews: Path, near: Around, options: Options) -> Result | None:
    """The interviews of a folder, read and settled; None where there are none.

    Raises:
        CfdiagError: there are some, and not one can be read.
    """
    if not interviews.exists():
        return None
    try:
        return score_near([str(interviews)], near, options, keep=True)
    except CfdiagError as error:
        if {each.code for each in error.diagnostics if each.severity == "error"} <= NOTHING_THERE:
            return None
        raise


def heard(result: Result) -> tuple[HeardTalk, ...]:
    """The interviews as a handover takes them: whose words may be shown, and of whom no name."""
    known = result.held_with
    there = (interview for interview, _ in result.files if interview.questionnaire.id in known)
    return tuple(talk_of(each, known[each.questionnaire.id]) for each in there)


def talk_of(interview: Interview, questionnaire: Questionnaire) -> HeardTalk:
    """An interview as a handover takes it."""
    consent, who = interview.respondent.consent, interview.respondent
    named = who if consent is Consent.NAMED else msgspec.structs.replace(who, name=None)
    side, words = questionnaire.side(who.group), consent in LETS_WORDS_OUT
    return HeardTalk(msgspec.structs.replace(interview, respondent=named), side, words=words)
