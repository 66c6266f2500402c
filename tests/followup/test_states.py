"""Where an action stands: by its own date and status, and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from kits.planning import PLAN
from msgspec.structs import replace

from cfdiag.followup.changes import ActionChange, next_own_id, told_changes, with_added, with_change
from cfdiag.followup.standing import standing
from cfdiag.followup.states import days_late, done_on, plan_counts, spread_is_late, state_of
from cfdiag.model.plan import ACTION_STATUSES, AgreedAction

FIRST, SECOND, OWN = PLAN.actions
DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@given(st.lists(DAYS, min_size=2, max_size=5))
def test_no_date_of_an_adopted_plan_moves_with_the_day_it_is_looked_at(days):
    seen = [standing(PLAN, day, "en") for day in days]
    for view in seen:
        assert [each.due for each in view.actions] == ["2027-01-21", "2026-12-22", None]
        assert [each.then_by for each in view.actions] == ["2027-04-01", None, None]
        assert view.adopted == "2026-11-26"


@given(DAYS, st.sampled_from(ACTION_STATUSES))
def test_late_is_what_is_neither_done_nor_dropped_after_its_day(day, status):
    action = replace(FIRST, status=status)
    passed = (day - date(2027, 1, 21)).days
    late = passed > 0 and status in ("open", "started")
    assert days_late(action, day) == (passed if late else 0)
    assert (state_of(action, day) == "late") is late
    assert state_of(replace(action, due=None), day) != "late"


def test_what_is_begun_is_under_way_until_its_day():
    assert state_of(SECOND, date(2026, 12, 22)) == "under_way"
    assert state_of(SECOND, date(2026, 12, 23)) == "late"
    assert state_of(OWN, date(2030, 1, 1)) == "open"


def test_a_change_is_logged_with_what_was_there():
    changed = with_change(
        PLAN, ActionChange(FIRST.id, status="done", due="2027-02-01", note="It holds"), "2027-01-30"
    )
    entry = changed.action(FIRST.id).log[-1]
    assert (entry.at, entry.note, entry.was) == (
        "2027-01-30", "It holds", {"due": "2027-01-21", "status": "open"},
    )  # fmt: skip
    assert done_on(changed.action(FIRST.id)) == "2027-01-30"
    assert changed.actions[1:] == PLAN.actions[1:]


def test_what_is_so_already_changes_nothing():
    change = ActionChange(FIRST.id, owner="J. Smit", due="2027-01-21")
    assert told_changes(PLAN, change) == []
    assert with_change(PLAN, change, "2027-01-30") is PLAN


@given(st.lists(st.tuples(st.sampled_from(ACTION_STATUSES), DAYS), max_size=6))
def test_dates_and_words_stay_whatever_is_set_on_the_status(changes):
    plan = PLAN
    for status, day in changes:
        plan = with_change(plan, ActionChange(FIRST.id, status=status), day.isoformat())
    action = plan.action(FIRST.id)
    assert (action.due, action.title, action.then) == (FIRST.due, FIRST.title, FIRST.then)
    assert [each for each in action.log if each in FIRST.log] == list(FIRST.log)
    assert list(action.log) == sorted(action.log, key=lambda each: each.at)


def test_where_it_spreads_to_is_late_after_its_day():
    done = replace(FIRST, status="done")
    assert spread_is_late(done, date(2027, 4, 2))
    assert not spread_is_late(done, date(2027, 4, 1))
    assert not spread_is_late(replace(FIRST, status="spread"), date(2027, 4, 2))
    assert not spread_is_late(FIRST, date(2027, 4, 2))


def test_how_many_stand_where():
    plan = replace(PLAN, actions=(replace(FIRST, status="done"), SECOND, replace(OWN, status="dropped")))
    day = date(2026, 12, 22) + timedelta(days=1)
    assert plan_counts(plan, day) == (2, 1, 0, 1, 1)


def test_nothing_is_added_twice_and_own_ids_go_on():
    added, new = with_added(
        PLAN, [FIRST, AgreedAction(id="own-7", kind="own", title="x")], "2027-01-30", "Board"
    )
    assert [each.id for each in new] == ["own-7"]
    assert [(each.at, each.by, each.added) for each in new[0].log] == [("2027-01-30", "Board", True)]
    assert next_own_id(added) == "own-8"
    assert next_own_id(replace(PLAN, actions=())) == "own-1"


def test_a_promise_that_is_kept_goes_nowhere_else():
    kept = AgreedAction(id="promise-00000000", kind="promise", title="Call back", status="done")
    plan = replace(PLAN, actions=(replace(FIRST, status="done"), kept))
    assert (plan_counts(plan, date(2027, 1, 1)).done, plan_counts(plan, date(2027, 1, 1)).unspread) == (2, 1)
