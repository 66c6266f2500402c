"""A response: what somebody filled into the one-file form. The struct is the JSON file, key for key."""

from __future__ import annotations

import msgspec

from cfdiag.model.interview import Answer, Consent, Moment, QuestionnaireRef

RESPONSE_FORMAT = "cfdiag/response@1"
FORM_PROFILE = "cfdiag"
"""What an import calls responses of the form, as it calls a table by the service that wrote it."""


class Response(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The answers of one person, as their browser saved them."""

    format: str = RESPONSE_FORMAT
    questionnaire: QuestionnaireRef
    group: str
    language: str = "en"
    organisation: str | None = None
    account: str | None = None
    department: str | None = None
    """Where the form asks for it."""
    code: str
    """Eight signs that the browser drew: the response's id."""
    date: Moment
    """The day."""
    consent: Consent | None = None
    name: str | None = None
    session: str | None = None
    """The word of a workshop."""
    items: dict[str, dict[str, str]] = {}
    answers: dict[str, Answer]
