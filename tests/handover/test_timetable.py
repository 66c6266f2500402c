"""What fits into the days that are left, and what does not is told."""

from __future__ import annotations

from datetime import date

from kits.territory import TODAY, contact, in_days, promise, safe, talk

from cfdiag.handover.calendar import working_days
from cfdiag.handover.order import calling_order
from cfdiag.handover.reasons import judged
from cfdiag.handover.timetable import TimeLeft, next_step, timetable

LAST = date(2026, 12, 8)


def accounts(n, **changes):
    return [judged(safe(key=f"a{i:02}", name=f"A{i}", **changes), TODAY) for i in range(n)]


def made(every, *, last_day=LAST, top=8, minutes=20, questions=1):
    pace = TimeLeft(today=TODAY, last_day=last_day, top=top, minutes=minutes)
    return timetable(every, pace, lambda _: questions)


def test_working_days_leave_out_weekends_and_count_both_ends():
    assert len(working_days(TODAY, LAST)) == 9
    assert working_days(TODAY, TODAY) == (TODAY,)
    assert working_days(TODAY, in_days(-1)) == ()


def test_forty_accounts_take_eight_hours_and_begin_tomorrow():
    table = made(accounts(40))
    assert (table.minutes, table.days) == (480, 9)
    assert [talk.minutes for talk in table.talks] == [20] * 8 + [10] * 32
    assert table.talks[0].day == date(2026, 11, 27)
    by_day = {}
    for each in table.talks:
        by_day[each.day] = by_day.get(each.day, 0) + each.minutes
    assert by_day == {
        date(2026, 11, 27): 120,
        date(2026, 11, 30): 120,
        date(2026, 12, 1): 120,
        date(2026, 12, 2): 120,
    }


def test_what_does_not_fit_has_no_day():
    table = made(accounts(40), last_day=date(2026, 11, 27))
    assert next(talk.account for talk in table.talks if talk.day is None) == "a06"
    assert sum(talk.day is None for talk in table.talks) == 34
    assert {each.account for each in table.read_backs} == {f"a{i:02}" for i in range(6)}


def test_without_a_last_day_nothing_has_a_day():
    table = made(accounts(3), last_day=None)
    assert [talk.day for talk in table.talks] == [None] * 3


def test_who_was_talked_through_and_leaves_no_question_takes_no_time():
    done = judged(safe(key="done", talked=True, leaver=talk("done")), TODAY)
    assert made([done], questions=0).talks == ()
    assert [each.minutes for each in made([done], questions=2).talks] == [10]
    assert [(each.account, each.minutes) for each in made([done], questions=0).read_backs] == [("done", 12)]
    read = judged(safe(key="read", talked=True, arriver=talk("read", group="arriver")), TODAY)
    assert made([read], questions=0).read_backs == ()


def test_visits_go_first_to_who_knows_only_the_leaver_then_to_renewals_then_to_promises_two_a_day():
    late = judged(safe(key="late", promises=(promise(state="overdue"),), value=safe().value * 2), TODAY)
    soon = judged(safe(key="soon", renewal=in_days(30)), TODAY)
    alone = judged(safe(key="alone", contacts=(contact(knows="only_me"),)), TODAY)
    fine = judged(safe(key="fine"), TODAY)
    table = made(calling_order([fine, late, soon, alone]), last_day=date(2026, 11, 27))
    assert [(v.account, v.why, v.day) for v in table.visits] == [
        ("alone", "knows_only_leaver", date(2026, 11, 27)),
        ("soon", "renewal_soon", date(2026, 11, 27)),
        ("late", "promise_overdue", None),
    ]


def test_both_go_to_a_customer_after_the_talk_about_them_and_before_it_only_where_no_later_day_is_free():
    soon = [judged(safe(key=f"soon{i}", name=f"S{i}", renewal=in_days(30)), TODAY) for i in range(5)]
    for last_day, behind in ((LAST, [True] * 5), (date(2026, 12, 2), [True] * 4 + [False])):
        table = made([*accounts(20), *soon], last_day=last_day)
        told = {each.account: each.day for each in table.talks}
        days = [visit.day for visit in table.visits]
        assert [visit.account for visit in table.visits] == [each.account.key for each in soon]
        assert max(days.count(day) for day in days) <= 2
        assert [day >= told[each.account.key] for day, each in zip(days, soon, strict=True)] == behind


def test_each_first_reason_has_a_step_of_its_own():
    changes = [
        {"renewal": in_days(-3)},
        {"renewal": in_days(3)},
        {"could_end": "A rival"},
        {"last_contact": in_days(-99)},
        {"contacts": (contact(roles=("buyer", "critic")),)},
        {"contacts": (contact(knows="only_me"),)},
        {"promises": (promise(state="overdue"),)},
        {"value": ()},
        {"renewal": None},
        {"last_contact": None},
        {"from_memory": True},
        {},
    ]
    steps = [next_step(judged(safe(**each), TODAY)) for each in changes]
    assert len(set(steps)) == len(changes)


def test_where_there_is_time_the_talks_are_over_in_the_first_half_of_the_days():
    by_day = {}
    for each in made(accounts(6)).talks:
        by_day[each.day] = by_day.get(each.day, 0) + each.minutes
    assert by_day == {date(2026, 11, 27): 60, date(2026, 11, 30): 60}
    of_long = made(accounts(3), minutes=90)
    assert [each.day for each in of_long.talks] == [date(2026, 11, d) for d in (27, 30)] + [date(2026, 12, 1)]


def test_each_step_that_is_taken_together_has_a_visit():
    """A contract that lapsed is to be called about together: then a day is set for it."""
    lapsed = judged(safe(key="lapsed", renewal=in_days(-16)), TODAY)
    said = judged(safe(key="said", could_end="they signed with a rival"), TODAY)
    soon = judged(safe(key="soon", renewal=in_days(30)), TODAY)
    table = made([said, soon, lapsed])
    assert [(v.account, v.why) for v in table.visits] == [
        ("lapsed", "renewal_passed"),
        ("soon", "renewal_soon"),
        ("said", "said_could_end"),
    ]
    assert {next_step(each) for each in (lapsed, said, soon)} == {"renew_now", "ask_about_end", "renew"}
