"""Whether somebody may be named with what they say: asked of those whose group is not anonymous. Pure."""

from __future__ import annotations

import msgspec

from cfdiag.interview.events import RespondentSet
from cfdiag.model.interview import Consent, Interview
from cfdiag.model.questionnaire import Questionnaire

_NEXT: dict[Consent | None, Consent | None] = {
    None: "attributed",
    "attributed": "anonymous",
    "anonymous": None,
}

CONSENT_WORDS: dict[Consent | None, str] = {
    None: "Consent: not asked yet.",
    "attributed": "Consent: may be named with what is said.",
    "anonymous": "Consent: not to be named.",
}
"""Where it stands, in English."""


def concerns(q: Questionnaire, iv: Interview) -> bool:
    """Whether consent is an affair of this respondent: the group is not anonymous, or it was given."""
    group = q.groups.get(iv.respondent.group)
    return iv.respondent.consent is not None or (group is not None and not group.anonymous)


def still_to_ask(q: Questionnaire, iv: Interview) -> bool:
    """Whether it is an affair of this respondent, and nobody has asked yet."""
    return iv.respondent.consent is None and concerns(q, iv)


def said(iv: Interview, consent: Consent | None) -> RespondentSet:
    """The event that sets it; None takes it back."""
    return RespondentSet(msgspec.structs.replace(iv.respondent, consent=consent))


def turned(iv: Interview) -> RespondentSet:
    """The event that sets the next one: may be named, not to be named, not asked."""
    return said(iv, _NEXT[iv.respondent.consent])
