"""A territory as it was handed over: `handover.json`, shaped as `cfdiag/handover@1`."""

from __future__ import annotations

import msgspec

from cfdiag.model.account import Amount

HANDOVER_FORMAT = "cfdiag/handover@1"


class ReasonGiven(msgspec.Struct, frozen=True, kw_only=True):
    """Why an account needs attention."""

    kind: str
    text: str
    """In the language of the handover."""
    date: str | None = None
    source: str | None = None
    """`FILE:line` or `interview ID`."""


class PeopleAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Who was asked about an account; null: nobody knows."""

    leaver: bool
    arriver: bool
    colleagues: int | None
    customer: bool | None


class AccountFiles(msgspec.Struct, frozen=True, kw_only=True):
    """The account's files, from the folder on."""

    brief: str
    visit: str
    intro: str


class AccountHanded(msgspec.Struct, frozen=True, kw_only=True):
    """One account, in the order of calling."""

    account: str
    id: str | None = None
    """What the program it comes from calls it by."""
    row: int | None = None
    """Its line in the list; null: no list has it."""
    state: str
    """`at_risk`, `not_known`, `nothing_seen`."""
    value: Amount | None = None
    """A year's worth in its one currency."""
    values: list[Amount] = []
    """Where it is worth something in several currencies, each of them."""
    renewal: str | None = None
    last_contact: str | None = None
    reasons: list[ReasonGiven] = []
    unknown: list[str] = []
    next_step: str
    to_ask: int = 0
    """How many questions are open."""
    asked: PeopleAsked
    files: AccountFiles


class PartTotal(msgspec.Struct, frozen=True, kw_only=True):
    """Some accounts in one currency."""

    accounts: int
    amount: float
    value_unknown: int


class TotalHanded(msgspec.Struct, frozen=True, kw_only=True):
    """The totals of one currency: the three add up to all."""

    currency: str
    at_risk: PartTotal
    not_known: PartTotal
    nothing_seen: PartTotal
    all: PartTotal
    amount_from: float | None = None
    """Of all, where each of those that may be the same counts once."""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a list that is no account here."""

    file: str
    line: int
    code: str


class TalkOnDay(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes for an account on a day."""

    account: str
    minutes: int
    day: str


class TimetableHanded(msgspec.Struct, frozen=True, kw_only=True):
    """What fits into the days that are left."""

    minutes: int
    days: int
    talks: list[TalkOnDay] = []
    read_backs: list[TalkOnDay] = []
    not_asked: list[str] = []


class VisitOnDay(msgspec.Struct, frozen=True, kw_only=True):
    """A joint visit; without a day the leaver writes the introduction."""

    account: str
    day: str | None = None
    why: str


class HandoverFile(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. Every key is always there: what nobody knows is null, a list of nothing is empty."""

    format: str = msgspec.field(name="format")
    tool: str
    language: str
    date: str
    leaver: str | None = None
    arriver: str | None = None
    last_day: str | None = None
    accounts: list[AccountHanded]
    totals: list[TotalHanded] = []
    maybe_the_same: list[list[str]] = []
    left_out: list[LeftOut] = []
    timetable: TimetableHanded
    visits: list[VisitOnDay] = []
    written: dict[str, str] = {}
    """`{file: sha256}` of the files that somebody may fill in: what was filled in is not written over."""
