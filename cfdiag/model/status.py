"""How far an engagement is: who is to be heard, who was, what is in the way. Shaped as `cfdiag/status@1`."""

from __future__ import annotations

import msgspec

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
    never_alone: list[str] = []
    """Departments with fewer people than are ever shown."""


class HeardSoFar(msgspec.Struct, frozen=True, kw_only=True):
    """A group of a questionnaire, as far as it is heard; null where nobody said how many there are."""

    questionnaire: str
    group: str
    wanted: int | None
    finished: int
    unfinished: int
    more_until_shown: int
    more_for_precision: int | None


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


class TooMuch(msgspec.Struct, frozen=True):
    """Somebody who is asked for more of their time than is fair."""

    name: str
    minutes: int
    limit: int


class Trouble(msgspec.Struct, frozen=True):
    """A file that does not count as it should."""

    file: str
    code: str
    text: str


class EngagementStatus(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All of it; sections with nothing in them are left out."""

    format: str = msgspec.field(name="format")
    tool: str
    date: str
    programme: list[PlannedGroup] = []
    done: list[HeardSoFar] = []
    departments: dict[str, dict[str, int]] = {}
    """How many were heard, by department and group: counts, never who."""
    unfinished: list[Waiting] = []
    missing: list[StillToHear] = []
    not_in_the_room: list[str] = []
    too_much_asked: list[TooMuch] = []
    trouble: list[Trouble] = []
