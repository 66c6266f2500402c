"""A territory as a whole: its accounts judged and in order, its totals, and what fits into the days left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from cfdiag.handover.calendar import working_days
from cfdiag.handover.gaps import StillToAsk, gaps_of
from cfdiag.handover.known import HeardTalk, known_accounts, last_day_told, spelled_alike
from cfdiag.handover.order import calling_order
from cfdiag.handover.reasons import judged
from cfdiag.handover.timetable import PlannedVisit, TimeLeft, Timetable, timetable
from cfdiag.handover.told import ToldOfAccount, told_by
from cfdiag.handover.totals import CurrencyTotals, state_totals
from cfdiag.handover.values import TERRITORY, JudgedAccount, KnownAccount
from cfdiag.model.account import Account
from cfdiag.model.questionnaire import LEAVER, Questionnaire

TALKED_LONG, MINUTES = 8, 20
"""So many accounts are talked through, so long each, where nobody says otherwise."""


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    """All that a handover shows, before it is worded."""

    today: date
    accounts: tuple[JudgedAccount, ...]
    """In the order of calling."""
    gaps: Mapping[str, tuple[StillToAsk, ...]]
    """By the account's key: what to ask the leaver."""
    totals: tuple[CurrencyTotals, ...]
    maybe_the_same: tuple[tuple[str, ...], ...]
    timetable: Timetable
    whole: ToldOfAccount
    """What the leaver told of the territory as a whole."""
    top: int

    def in_full(self, key: str) -> bool:
        """Whether an account is among those that are shown in full."""
        return key in {each.account.key for each in self.accounts[: self.top]}

    def first_visit(self, account: KnownAccount) -> date | None:
        """The day on which a customer is visited first: by both, else by the successor; none that is past."""
        planned = self._joint_visit(account)
        if planned is not None and planned.day is not None:
            return planned.day
        told = account.first_visit
        return told if told is not None and told >= self.today else None

    def comes_along(self, account: KnownAccount) -> bool:
        """Whether the leaver can offer to come along: they did not decline, and a day is left for it."""
        if account.comes_along is False:
            return False
        last = self.timetable.last_day or date.max
        if last < self.today:
            return False
        day = self.first_visit(account)
        if day is not None or last == date.max:
            return day is None or day <= last
        # No day is planned: one is offered where the leaver said so, and as long as there is one.
        left = any(day > self.today for day in working_days(self.today, last))
        return account.comes_along is True and self._joint_visit(account) is None and left

    def _joint_visit(self, account: KnownAccount) -> PlannedVisit | None:
        return next((visit for visit in self.timetable.visits if visit.account == account.key), None)


def territory_of(
    accounts: Sequence[Account],
    talks: Iterable[HeardTalk],
    questionnaire: Questionnaire,
    *,
    today: date,
    last_day: date | None = None,
    top: int = TALKED_LONG,
    minutes: int = MINUTES,
    only: Iterable[str] | None = None,
    customers: Collection[str] | None = None,
) -> Territory:
    """What lists and talks come to.

    Args:
        accounts: as lists have them.
        talks: all interviews of the engagement.
        questionnaire: the text that the leaver is asked, for what is still open.
        today: the day that everything is counted from.
        last_day: of the leaver; else the latest one that was told.
        top: so many accounts are talked through at length.
        minutes: for each of them.
        only: keys of the accounts that are meant; else all.
        customers: see `known_accounts`.
    """
    heard = tuple(talks)
    known = known_accounts(accounts, heard, customers)
    wanted = None if only is None else set(only)
    mine = [each for each in known if wanted is None or each.key in wanted]
    # Judged first: what is shown in full, and what is talked through long, follows from the order.
    ordered = calling_order(judged(each, today) for each in mine)
    gaps = {each.account.key: gaps_of(each.account, questionnaire, today) for each in ordered}
    alike = spelled_alike(mine)
    whole = [
        t.interview
        for t in heard
        if t.words and t.interview.questionnaire.id == TERRITORY and t.interview.respondent.group == LEAVER
    ]
    pace = TimeLeft(
        today=today, last_day=last_day or last_day_told(heard, TERRITORY), top=top, minutes=minutes
    )
    return Territory(
        today=today,
        accounts=ordered,
        gaps=gaps,
        totals=state_totals(ordered, alike),
        maybe_the_same=alike,
        timetable=timetable(ordered, pace, lambda each: len(gaps[each.account.key])),
        whole=told_by(whole),
        top=top,
    )
