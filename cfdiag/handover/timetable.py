"""What fits into the days that are left: talks with the leaver, read-backs, joint visits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import msgspec

from cfdiag.handover.calendar import from_tomorrow, working_days
from cfdiag.handover.values import JudgedAccount, ReasonKind

SHORT_MINUTES = 10
"""A talk about an account that is not among the first."""
MINUTES_A_DAY = 120
"""So much of a day a leaver has for talks, at most."""
EASY_MINUTES_A_DAY = 60
"""So much where there is time enough: a talk needs a next day, on which what it left open is asked."""
VISITS_A_DAY = 2
READ_BACK_MINUTES, SHORT_READ_BACK = 12, 2
"""Minutes that an arriver reads back: in full, and the essentials."""
WORTH_A_VISIT: tuple[ReasonKind, ...] = (
    "knows_only_leaver", "renewal_passed", "renewal_soon", "said_could_end", "promise_overdue",
)  # fmt: skip
"""Why both go or call together, in the order in which they do: each reason whose next step says so."""


class PlannedTalk(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes for an account; `day` None: they do not fit any more."""

    account: str
    """Its key."""
    minutes: int
    day: date | None


class PlannedVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A visit or a call of both; `day` None: the leaver writes the introduction instead."""

    account: str
    why: ReasonKind
    day: date | None
    declined: bool = False
    """Whether the leaver said that they do not come along."""


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    """The days that are left, and what is done on them."""

    last_day: date | None
    days: int
    """Working days, today among them."""
    talks: tuple[PlannedTalk, ...]
    read_backs: tuple[PlannedTalk, ...]
    visits: tuple[PlannedVisit, ...]

    @property
    def minutes(self) -> int:
        """Of all talks, those that do not fit among them."""
        return sum(talk.minutes for talk in self.talks)


class TimeLeft(msgspec.Struct, frozen=True, kw_only=True):
    """How much time there is: `top` accounts get `minutes`, the others ten."""

    today: date
    last_day: date | None
    top: int
    minutes: int


def timetable(
    ordered: Sequence[JudgedAccount], pace: TimeLeft, open_questions: Callable[[JudgedAccount], int]
) -> Timetable:
    """The days that are left, filled in the order of calling.

    An account that was talked through already, and of which no question is open, takes none of the leaver's
    time. Without a last day nothing has a day.

    Args:
        ordered: the accounts, the first to be called first.
        pace: how much time there is.
        open_questions: how many there are to ask about an account.
    """
    all_days = working_days(pace.today, pace.last_day) if pace.last_day else ()
    days = from_tomorrow(all_days, pace.today)
    needed: list[tuple[str, int]] = []
    for number, each in enumerate(ordered):
        long = number < pace.top and not each.account.talked
        if not each.account.talked or open_questions(each):
            needed.append((each.account.key, pace.minutes if long else SHORT_MINUTES))
    talks = _filled(needed, days, max(_minutes_a_day(needed, days), pace.minutes))
    return Timetable(
        last_day=pace.last_day,
        days=len(all_days),
        talks=talks,
        read_backs=_read_backs(ordered, talks, days, pace),
        visits=_visits(ordered, talks, days, pace),
    )


def _minutes_a_day(needed: Sequence[tuple[str, int]], days: Sequence[date]) -> int:
    """How long the leaver is asked in a day: so that all talks are over when half of the days are.

    What a talk leaves open is asked, looked up and visited in the other half.
    """
    whole, half = sum(minutes for _, minutes in needed), max(1, len(days) // 2)
    return min(MINUTES_A_DAY, max(EASY_MINUTES_A_DAY, -(-whole // half)))


def _filled(
    needed: Sequence[tuple[str, int]], days: Sequence[date], minutes_a_day: int
) -> tuple[PlannedTalk, ...]:
    """Minutes into days, in order; a later and shorter one does not jump the queue."""
    planned: list[PlannedTalk] = []
    at, used = 0, 0
    for key, minutes in needed:
        if used + minutes > minutes_a_day:
            at, used = at + 1, 0
        day = days[at] if at < len(days) else None
        used += minutes
        planned.append(PlannedTalk(account=key, minutes=minutes, day=day))
    return tuple(planned)


def _read_backs(
    ordered: Sequence[JudgedAccount], talks: Sequence[PlannedTalk], days: Sequence[date], pace: TimeLeft
) -> tuple[PlannedTalk, ...]:
    """The arriver reads back what was told: on the day of the talk, else on the first one there is."""
    told = {talk.account: talk.day for talk in talks}
    first = days[0] if days else None
    found = []
    for number, each in enumerate(ordered):
        key = each.account.key
        if each.account.arriver is not None or (key in told and told[key] is None):
            continue
        minutes = READ_BACK_MINUTES if number < pace.top else SHORT_READ_BACK
        found.append(PlannedTalk(account=key, minutes=minutes, day=told.get(key, first)))
    return tuple(sorted(found, key=lambda talk: talk.day or date.max))


def _visits(
    ordered: Sequence[JudgedAccount], talks: Sequence[PlannedTalk], days: Sequence[date], pace: TimeLeft
) -> tuple[PlannedVisit, ...]:
    """Visits into days: on the one that the arriver set where both can come, else on a free one.

    Who comes along has heard of the customer before: it is the first free day from that of the talk on, and
    an earlier one only where there is no other.
    """
    wanted: list[tuple[str, ReasonKind]] = []
    for kind in WORTH_A_VISIT:
        seen = {key for key, _ in wanted}
        wanted += [
            (each.account.key, kind)
            for each in ordered
            if each.account.key not in seen and any(reason.kind == kind for reason in each.reasons)
        ]
    declined = {each.account.key for each in ordered if each.account.comes_along is False}
    found = {each.account.key: each.account.first_visit for each in ordered}
    # A visit on which only the successor comes takes none of the leaver's days.
    booked = {key: day for key, day in found.items() if _is_ahead(day, pace) and key not in declined}
    room = [day for day in days for _ in range(VISITS_A_DAY)]
    for day in booked.values():
        if day in room:
            room.remove(day)
    told = {talk.account: talk.day for talk in talks}
    made = []
    for key, why in wanted:
        apart, day = key in declined, booked.get(key)
        if day is None and not apart and room:
            heard = told.get(key) or days[0]
            day = next((each for each in room if each >= heard), room[0])
            room.remove(day)
        made.append(PlannedVisit(account=key, why=why, day=day, declined=apart))
    return tuple(made)


def _is_ahead(day: date | None, pace: TimeLeft) -> bool:
    """Whether a day is not past, and the leaver is still there."""
    return day is not None and pace.today <= day <= (pace.last_day or date.max)


NextStep = Literal[
    "settle_promise", "ask_about_end", "go_together", "renew_now", "renew", "hear_critic", "call",
    "ask_value", "ask_renewal", "ask_contact", "check_figures", "introduce",
]  # fmt: skip
"""What comes next for an account."""

NEXT_STEP: dict[ReasonKind, NextStep] = {
    "said_could_end": "ask_about_end",
    "renewal_passed": "renew_now",
    "renewal_soon": "renew",
    "critic_decides": "hear_critic",
    "knows_only_leaver": "go_together",
    "promise_overdue": "settle_promise",
    "no_contact": "call",
    "value_unknown": "ask_value",
    "renewal_unknown": "ask_renewal",
    "renewal_stale": "ask_renewal",
    "last_contact_unknown": "ask_contact",
    "from_memory": "check_figures",
}


def next_step(each: JudgedAccount) -> NextStep:
    """What comes next: by the first reason there is."""
    return NEXT_STEP[each.reasons[0].kind] if each.reasons else "introduce"
