"""What is held about one person, as they are shown it: `person show`, key for key its JSON."""

from __future__ import annotations

import msgspec

from cfdiag.model.interview import AnswerValue

PERSON_FORMAT = "cfdiag/person@1"


class HeldAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer they gave, or one remark."""

    key: str
    """Of the question; empty for a remark between two of them."""
    label: str = ""
    value: AnswerValue = None
    status: str = ""
    importance: int | None = None
    note: str = ""
    evidence: str = ""
    at: str = ""


class HeldTalk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One interview that was held with them."""

    file: str
    id: str
    questionnaire: str
    group: str
    name: str = ""
    organisation: str = ""
    department: str = ""
    account: str = ""
    consent: str = ""
    interviewer: str = ""
    started: str = ""
    finished: str = ""
    answers: list[HeldAnswer] = []


class NamedThere(msgspec.Struct, frozen=True, kw_only=True):
    """A place where others name them, or where they stand in a list."""

    file: str
    where: str
    text: str


class PersonDossier(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    format: str = msgspec.field(name="format", default=PERSON_FORMAT)
    tool: str
    date: str
    language: str
    names: list[str]
    kept_until: str = ""
    """The day on which it is to be looked at whether the interviews are still needed, where one is set."""
    talks: list[HeldTalk] = []
    lists: list[NamedThere] = []
    """Where they stand on a roster or in a plan."""
    by_others: list[NamedThere] = []
    """Words of others that name them: somebody has to judge whether these are theirs to see."""
    outputs: list[str] = []
    """Reports and tables that name or quote them."""
    locked: list[str] = []
    """Files that could not be looked into."""
