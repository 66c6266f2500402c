"""How far an engagement is: who is to be heard, who was, what is in the way. Shaped as `cfdiag/status@1`."""

from __future__ import annotations

import msgspec

from cfdiag.model.account import Total

STATUS_FORMAT = "cfdiag/status@1"


class PlannedGroup(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A group of a questionnaire in use, before anybody is heard."""

    questionnaire: str
    group: str
    people: int
    minutes: int | None = None
    hours: float | None = None
    allows: list[str] = []
    """What so many people will and will not allow, in sentences."""
    departments: dict[str, int] = {}
    """How many of them are in each department."""
    never_alone: list[str] = []
    """Departments with fewer people than are ever shown."""


class HeardSoFar(msgspec.Struct, frozen=True, kw_only=True):
    """A group of a questionnaire, as far as it is heard; `wanted` null: nobody said how many."""

    questionnaire: str
    group: str
    wanted: int | None
    finished: int
    unfinished: int
    more_until_shown: int
    more_for_precision: int | None
    """Until an average is known to the points asked for, by a usual spread where none was seen yet; null
    where there are too few people for an average."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An interview that was begun."""

    file: str
    answered: int
    of: int
    days: int | None
    stale: bool


class StillToHear(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who was not heard; never of an anonymous group."""

    name: str
    group: str
    questionnaire: str
    account: str | None = None


class TooMuch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who is asked for more of their time than is fair: somebody, or a number of people who are anonymous."""

    name: str = ""
    people: int = 1
    """How many, where there is no name."""
    minutes: int
    limit: int


class AccountHeard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who was heard about an account."""

    account: str
    leaver: bool
    arriver: bool
    colleagues: int
    customer: bool
    also: list[str] = []
    """Words of interviews that were taken for it, though the list writes it otherwise."""
    listed: bool = True
    """Whether the engagement's list of accounts has it."""


class PromisedReply(msgspec.Struct, frozen=True):
    """Those who were heard, and were promised to hear what becomes of it; days since the first of them."""

    people: int
    days: int


class MissingText(msgspec.Struct, frozen=True):
    """A text that interviews were held with and that is nowhere at hand."""

    questionnaire: str
    sha256: str
    n: int


class LateAction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An action of the plan that is late."""

    id: str
    title: str
    owner: str = ""
    due: str
    days: int


class PlanStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How the adopted plan stands."""

    actions: int
    """Without those that were dropped."""
    done: int
    spread: int
    """Of those done: so many have spread."""
    unspread: int
    """Of those done: so many could go on elsewhere and did not."""
    late: list[LateAction] = []


class Trouble(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that does not count as it should."""

    file: str
    code: str
    text: str
    hint: str = ""
    """What to do about it."""


class EngagementStatus(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All of it; sections with nothing in them are left out."""

    format: str = msgspec.field(name="format")
    tool: str
    date: str
    precision: float
    """The points that `more_for_precision` is about."""
    language: str
    """Of the sentences."""
    programme: list[PlannedGroup] = []
    done: list[HeardSoFar] = []
    departments: dict[str, dict[str, int]] = {}
    """How many were heard, by department and group: counts, never who."""
    unfinished: list[Waiting] = []
    missing: list[StillToHear] = []
    not_in_the_room: list[str] = []
    too_much_asked: list[TooMuch] = []
    accounts: list[AccountHeard] = []
    account_totals: list[Total] = []
    """What the accounts are worth in a year, by currency: `low` where some may be the same one."""
    accounts_of_unknown_value: int = 0
    maybe_the_same: list[list[str]] = []
    """Names of accounts that may be one; all of them are kept."""
    promised: PromisedReply | None = None
    plan: PlanStanding | None = None
    missing_texts: list[MissingText] = []
    locked: int = 0
    """Interviews that are locked and were not looked into: they are in no other count."""
    trouble: list[Trouble] = []
