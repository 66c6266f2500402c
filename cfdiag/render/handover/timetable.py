"""The days of a plan: who talks with whom when, who reads back what, and the visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from cfdiag.handover.territory import Territory
from cfdiag.handover.timetable import PlannedTalk, PlannedVisit
from cfdiag.handover.values import JudgedAccount
from cfdiag.locales.locale import Locale
from cfdiag.model.blocks import TableBlock
from cfdiag.render.handover.sentences import SHORT_REASONS, day_text
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part

NAMED_ACCOUNTS = 5
"""Of so many accounts or fewer the names are said, beside their number."""


_MINUTES_AN_HOUR = 60


def talks_note(m: Material, territory: Territory) -> str:
    """`8 × 20 + 32 × 10 min = 8 h; 9 working days left`."""
    w, table = m.words, territory.timetable
    if not table.talks:
        return ""
    lengths = sorted({talk.minutes for talk in table.talks}, reverse=True)
    parts = [f"{sum(talk.minutes == each for talk in table.talks)} × {each}" for each in lengths]
    hours = w.as_written(round(table.minutes / _MINUTES_AN_HOUR, 1))
    said = w("Talks: {parts} min = {hours} h", parts=" + ".join(parts), hours=hours)
    back = sum(each.minutes for each in table.read_backs)
    if back:
        said += "; " + w("the successor reads back what was understood: {n} min", n=back)
    left = w.plural("{n} working day left", "{n} working days left", table.days)
    return f"{said}; {left}." if table.last_day else w("{said}; no last day is known.", said=said)


def talks_table(m: Material, territory: Territory) -> TableBlock | None:
    """The talks, a row a day."""
    w = m.words
    talks = _by_day(territory.timetable.talks)
    backs = _by_day(territory.timetable.read_backs)
    days = sorted({*talks, *backs})
    if not days:
        return None
    rows = [
        [
            cell(w.date(day.isoformat())),
            cell(_day(m, talks.get(day, ()), territory)),
            cell(_read_back(m, backs.get(day, ()), talks.get(day, ()), territory)),
        ]
        for day in days
    ]
    columns = [
        column(w("Day")),
        column(w("Talk with the leaver (minutes)")),
        column(w("Read back (minutes)")),
    ]
    return table_part("talks", w("What fits into the days that are left"), columns, rows)


def _by_day(talks: Sequence[PlannedTalk]) -> dict[date, list[PlannedTalk]]:
    found: dict[date, list[PlannedTalk]] = defaultdict(list)
    for talk in talks:
        if talk.day is not None:
            found[talk.day].append(talk)
    return found


def _day(m: Material, talks: Sequence[PlannedTalk], territory: Territory) -> str:
    names = {each.account.key: name_of(m, each) for each in territory.accounts}
    return ", ".join(f"{names[talk.account]} {talk.minutes}" for talk in talks)


def _read_back(
    m: Material, backs: Sequence[PlannedTalk], talks: Sequence[PlannedTalk], territory: Territory
) -> str:
    """Who reads back what: the accounts of the day's talks are not named again."""
    told = {talk.account for talk in talks}
    others = _day(m, [back for back in backs if back.account not in told], territory)
    same_day = sum(back.minutes for back in backs if back.account in told)
    today = m.words("that day's talks: {n}", n=same_day) if same_day else ""
    return ", ".join(part for part in (today, others) if part)


def visits_table(m: Material, territory: Territory) -> TableBlock | None:
    """The visits that both make together."""
    w = m.words
    by_day: dict[date, list[PlannedVisit]] = defaultdict(list)
    for visit in territory.timetable.visits:
        if visit.day is not None:
            by_day[visit.day].append(visit)
    names = _numbered(m, territory)
    rows = [
        [
            cell(w.date(day.isoformat())),
            cell("; ".join(f"{names[v.account]} ({w(SHORT_REASONS[v.why])})" for v in visits)),
        ]
        for day, visits in sorted(by_day.items())
    ]
    columns = [column(w("Day")), column(w("Together to"))]
    caption = w("Joint visits and calls before the last day, two a day at most")
    wanted = {visit.account for visit in territory.timetable.visits}
    to_call = [
        names[each.account.key]
        for each in territory.accounts
        if each.state == "at_risk" and each.account.key not in wanted
    ]
    note = w(_VISITED_FIRST)
    if to_call:
        last = day_text(territory.timetable.last_day, w)
        said = "At risk, and a call by {day} will do: {names}."
        called = w(said, day=last, names=w.listing(first_few(w, to_call)))
        note = f"{note} {called}"
    return table_part("visits", caption, columns, rows, [note]) if rows else None


_VISITED_FIRST = (
    "Days are given in this order: knows only the leaver; contract ended, or ends within 90 days; what they "
    "said; promise overdue. Each from the day of its talk on, where one is left; a day set by the successor "
    "stays."
)


def first_few(w: Locale, said: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(said) - NAMED_ACCOUNTS
    return [*said[:NAMED_ACCOUNTS], *([w("{n} more", n=more)] if more > 0 else [])]


def _numbered(m: Material, territory: Territory) -> dict[str, str]:
    """What the accounts are called, each with its place in the order of calling."""
    return {each.account.key: f"{n}. {name_of(m, each)}" for n, each in enumerate(territory.accounts, 1)}


def names_in_short(m: Material, keys: Sequence[str], territory: Territory) -> tuple[str, ...]:
    """What the accounts of these keys are called; of more than a few where they stand among all."""
    w, wanted = m.words, set(keys)
    if len(wanted) <= NAMED_ACCOUNTS:
        names = {each.account.key: name_of(m, each) for each in territory.accounts}
        return tuple(names[key] for key in keys)
    numbers = [n for n, each in enumerate(territory.accounts, 1) if each.account.key in wanted]
    return (w("{n} accounts, no. {numbers}", n=len(numbers), numbers=w.listing(_spans(numbers))),)


def _spans(numbers: Sequence[int]) -> list[str]:
    """Numbers in their order, those that follow each other from first to last."""
    found: list[list[int]] = []
    for n in numbers:
        if found and n == found[-1][-1] + 1:
            found[-1].append(n)
        else:
            found.append([n])
    return [str(each[0]) if len(each) == 1 else f"{each[0]}–{each[-1]}" for each in found]


def name_of(m: Material, each: JudgedAccount) -> str:
    """What an account is called."""
    account = each.account
    return m.setting.accounts.get(account.key, account.name) or m.words("this customer")
