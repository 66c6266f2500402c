"""An interview: one respondent, one questionnaire. The structs are the JSON file, key for key."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

FORMAT = "cfdiag/interview@1"

Status = Literal["answered", "skipped", "unknown", "not_applicable"]
Basis = Literal["guess", "figures", "hearsay", "first_hand"]
Consent = Literal["attributed", "anonymous"]
AnswerValue = int | float | str | list[str] | None


class QuestionnaireRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which questionnaire, to the byte; who writes a file by hand may leave out all but the id."""

    id: str
    version: str = ""
    sha256: str = ""


class Respondent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who answered. Only the group is required; a name stays in the file."""

    group: str
    id: str | None = None
    name: str | None = None
    organisation: str | None = None
    department: str | None = None
    account: str | None = None
    consent: Consent | None = None
    extra: dict[str, Any] = {}


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One answer. `value` holds option ids and numbers, never labels; null unless answered."""

    status: Status
    value: AnswerValue = None
    importance: int | None = None
    importance_status: Status | None = None
    basis: Basis | None = None
    note: str = ""
    evidence: str = ""
    tags: list[str] = []
    at: str = ""
    extra: dict[str, Any] = {}


class Interview(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The saved file. Keys of `answers`: a question's id, or `section/item/question`."""

    format: str = FORMAT
    id: str
    tool: str = ""
    questionnaire: QuestionnaireRef
    language: str = "en"
    respondent: Respondent
    interviewer: str | None = None
    started: str | None = None
    finished: str | None = None
    items: dict[str, dict[str, str]] = {}
    answers: dict[str, Answer]
    set_aside: dict[str, Answer] = {}
    extra: dict[str, Any] = {}


def answer_key(section: str, item: str, question: str) -> str:
    """The key of an answer: the question's id, or `section/item/question` in a repeated section."""
    return f"{section}/{item}/{question}" if item else question


def question_of(key: str) -> str:
    """The question's id in an answer's key."""
    return key.rsplit("/", 1)[-1]
