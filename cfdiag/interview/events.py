"""What can happen in an interview. The structs are the journal's lines, key for key."""

from __future__ import annotations

import msgspec

from cfdiag.model.interview import Answer, Interview, LooseRemark, Mode, QuestionnaireRef, Respondent


class _Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="event"):
    """One thing that happened."""


class Answered(_Event, frozen=True, tag="answered"):
    """An answer was given or changed; an answer without a time gets the session's."""

    key: str
    answer: Answer


class Cleared(_Event, frozen=True, tag="cleared"):
    """An answer was taken back: its question is open again."""

    key: str


class ItemAdded(_Event, frozen=True, tag="item_added"):
    """An item of a repeated section was added, or brought back with what was answered about it."""

    section: str
    item: str
    label: str


class ItemRenamed(_Event, frozen=True, tag="item_renamed"):
    """An item got another label; its id and its answers stay."""

    section: str
    item: str
    label: str


class ItemRemoved(_Event, frozen=True, tag="item_removed"):
    """An item was taken off the list; its answers are set aside."""

    section: str
    item: str


class ItemsSettled(_Event, frozen=True, tag="items_settled"):
    """The list of items was looked at and found complete: the page of items is done."""

    section: str


class LanguageSet(_Event, frozen=True, tag="language_set"):
    """The interview goes on in another language."""

    language: str


class RespondentSet(_Event, frozen=True, tag="respondent_set"):
    """Who answers was told or corrected."""

    respondent: Respondent


class InterviewerSet(_Event, frozen=True, tag="interviewer_set"):
    """Who asks was told or corrected."""

    name: str


class ModeSet(_Event, frozen=True, tag="mode_set"):
    """How it is held was told or corrected; None: nobody knows."""

    mode: Mode | None


LOOSE = "remarks"
"""Where the draft of a remark that belongs to no question is kept."""


class Remarked(_Event, frozen=True, tag="remarked"):
    """Something was said between two questions: a new remark, or another text for the one at a place."""

    remark: LooseRemark
    place: int = -1


def filed(iv: Interview, place: int, key: str) -> Remarked:
    """The event by which the remark at a place belongs to a question; to none where the key is empty."""
    return Remarked(msgspec.structs.replace(iv.remarks[place], question=key or None), place)


class Finished(_Event, frozen=True, tag="finished"):
    """The interview is complete."""

    at: str = ""


class Reopened(_Event, frozen=True, tag="reopened"):
    """A finished interview is open again."""

    at: str = ""


class Draft(_Event, frozen=True, tag="draft"):
    """Typed but not accepted; an empty text means there is none any more.

    `field` is `value`, or `note` or `evidence` for what was typed beside the answer.
    """

    key: str
    text: str
    field: str = "value"


class Opened(_Event, frozen=True, tag="opened"):
    """A session took the journal up: who holds it, when somebody else asks."""

    at: str
    pid: int
    host: str


class Rebased(_Event, frozen=True, tag="rebased"):
    """The interview goes on with another version of its questionnaire."""

    questionnaire: QuestionnaireRef


Event = (
    Answered
    | Cleared
    | ItemAdded
    | ItemRenamed
    | ItemRemoved
    | ItemsSettled
    | LanguageSet
    | RespondentSet
    | InterviewerSet
    | ModeSet
    | Remarked
    | Finished
    | Reopened
    | Draft
    | Opened
    | Rebased
)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a journal: its number, what happened, and which answers that moved.

    The first line, number 0, holds the interview as it stood when the journal was begun. `aside` and
    `back` are the keys of answers that went to `set_aside` and came back, so that a journal is
    replayed without its questionnaire.
    """

    n: int
    start: Interview | None = None
    do: Event | None = None
    aside: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
