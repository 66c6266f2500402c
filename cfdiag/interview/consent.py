"""What may become of somebody's words: a sentence at the start, one question at the end. Pure."""

from __future__ import annotations

import msgspec

from cfdiag.interview.events import RespondentSet
from cfdiag.model.interview import Consent, Interview, Respondent
from cfdiag.model.questionnaire import Questionnaire

CONSENT_WORDS: dict[Consent | None, str] = {
    None: "Consent: asked at the end.",
    Consent.NAMED: "Consent: may be quoted with name.",
    Consent.QUOTED: "Consent: may be quoted without name.",
    Consent.COUNTED: "Consent: only counted, not quoted.",
}
"""Where it stands, in English."""

CONSENT_QUESTION = "What may become of these words?"
"""The one question, in English."""

CHOICES: dict[Consent, str] = {
    Consent.NAMED: "My words with my name: the report may quote them and say who said so.",
    Consent.QUOTED: "My words without my name: the report may quote them and does not say who said so.",
    Consent.COUNTED: "Only counted: my answers are in the figures, and no word of mine is quoted.",
}
"""What can be agreed to, in English, each with what follows from it."""


def offered_consents(q: Questionnaire, iv: Interview) -> tuple[Consent, ...]:
    """What this respondent can choose from: of an anonymous group nobody is asked for a name."""
    group = q.groups.get(iv.respondent.group)
    anonymous = group is not None and group.anonymous
    return tuple(consent for consent in CHOICES if consent != Consent.NAMED or not anonymous)


def to_be_asked(iv: Interview) -> bool:
    """Whether nobody has asked yet; flags and the roster may have answered it."""
    return iv.respondent.consent is None


def dated(q: Questionnaire, respondent: Respondent, at: str) -> Respondent:
    """The respondent with the moment of their consent; in an anonymous group it would tell who."""
    group = q.groups.get(respondent.group)
    known = respondent.consent is not None and group is not None and not group.anonymous
    return msgspec.structs.replace(respondent, consent_at=at if known else None)


def said(iv: Interview, consent: Consent | None) -> RespondentSet:
    """The event that sets it; None takes it back."""
    return RespondentSet(msgspec.structs.replace(iv.respondent, consent=consent))
