"""What a crash left between the last line of a journal and the finished file is ended."""

from __future__ import annotations

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview.days import in_days
from cfdiag.interview.drafts import with_drafts
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.state import as_finished
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire


def complete(journal: Journal, questionnaire: Questionnaire | None) -> Interview | None:
    """End what a crash left between the last line and the finished file; None where nothing is left.

    Args:
        journal: in hand.
        questionnaire: what was asked; where it is nowhere, the file holds no times, for it may be anonymous.

    Raises:
        CfdiagError: the file could not be written.
    """
    interview = journal.state.interview
    if interview.finished is None:
        return None
    try:
        ready = as_finished(questionnaire, interview) if questionnaire is not None else in_days(interview)
        # What was typed and not accepted when the power went is still there when it is reopened.
        ready = with_drafts(ready, journal.state.drafts)
        journal.save_finished(ready)
    except CfdiagError:
        journal.close()
        raise
    journal.remove()
    return ready
