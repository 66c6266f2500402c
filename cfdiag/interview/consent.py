"""What may become of somebody's words: asked of those whose group is not anonymous. Pure."""

from __future__ import annotations

import msgspec

from cfdiag.interview.events import RespondentSet
from cfdiag.model.interview import Consent, Interview, Respondent
from cfdiag.model.questionnaire import Questionnaire

_IN_TURN: tuple[Consent | None, ...] = (None, *Consent)

CONSENT_WORDS: dict[Consent | None, str] = {
    None: "Consent: not asked yet.",
    Consent.NAMED: "Consent: may be quoted with name.",
    Consent.QUOTED: "Consent: may be quoted without name.",
    Consent.COUNTED: "Consent: only counted, not quoted.",
}
"""Where it stands, in English."""


def concerns(q: Questionnaire, iv: Interview) -> bool:
    """Whether consent is an affair of this respondent: the group is not anonymous, or it was given."""
    group = q.groups.get(iv.respondent.group)
    return iv.respondent.consent is not None or (group is not None and not group.anonymous)


def still_to_ask(q: Questionnaire, iv: Interview) -> bool:
    """Whether it is an affair of this respondent, and nobody has asked yet."""
    return iv.respondent.consent is None and concerns(q, iv)


def dated(q: Questionnaire, respondent: Respondent, at: str) -> Respondent:
    """The respondent with the moment of their consent; in an anonymous group it would tell who."""
    group = q.groups.get(respondent.group)
    known = respondent.consent is not None and group is not None and not group.anonymous
    return msgspec.structs.replace(respondent, consent_at=at if known else None)


def said(iv: Interview, consent: Consent | None) -> RespondentSet:
    """The event that sets it; None takes it back."""
    return RespondentSet(msgspec.structs.replace(iv.respondent, consent=consent))


def turned(iv: Interview) -> RespondentSet:
    """The event that sets the next one: with name, without name, only counted, not asked."""
    place = _IN_TURN.index(iv.respondent.consent)
    return said(iv, _IN_TURN[(place + 1) % len(_IN_TURN)])
