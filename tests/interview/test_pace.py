"""The time left follows the author's minutes, then the pace that is seen."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cfdiag.formats.library import Library
from cfdiag.interview import flow, state
from cfdiag.interview.events import ItemsSettled
from cfdiag.interview.pace import Pace
from cfdiag.model.interview import Respondent

START = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)


def seen(*answers: tuple[str, float, float], usual: float = 1.0) -> float:
    """The factor after answers, each a key, its usual seconds and the moment it was given."""
    pace = Pace(usual, START)
    for key, seconds, at in answers:
        pace.see(key, seconds, START + timedelta(seconds=at))
    return pace.factor


def test_nothing_seen_yet_is_as_the_author_says():
    assert seen(usual=2.5) == 2.5
    assert seen(usual=9) == 9


def test_the_pace_that_is_seen_wins_in_the_end():
    slow = [(f"q{n}", 20, 40.0 * (n + 1)) for n in range(60)]
    assert 1 < seen(*slow[:3]) < seen(*slow) < 2
    assert seen(*slow) > 1.7


def test_an_answer_that_is_given_again_counts_once():
    once = seen(("a", 20, 20), ("b", 20, 40))
    # A rating, what it rests on and a note: one question, which took 20 seconds in all.
    assert seen(("a", 20, 20), ("b", 20, 30), ("b", 20, 36), ("b", 20, 40)) == once
    # Changed later on, while others had their turn: neither the question nor its time counts again.
    assert seen(("a", 20, 20), ("b", 20, 40), ("a", 20, 90)) == once


def test_a_pause_is_no_pace():
    assert seen(("a", 20, 20), ("b", 20, 1000)) == seen(("a", 20, 20))


@pytest.mark.parametrize("id_", ["customer-view", "account-view", "territory-handover", "silo-busting"])
def test_the_minutes_that_a_questionnaire_names_are_the_minutes_that_are_shown(id_: str):
    q = Library().get(id_)
    for group in q.groups:
        held = state.begin(q, id="x", respondent=Respondent(group=group), started="")
        usual = flow.progress(q, held).seconds_left
        minutes = q.groups[group].minutes or q.minutes
        assert round(usual * flow.usual_pace(q, held) / 60) == minutes


def test_a_list_that_is_still_empty_is_reckoned_with_until_somebody_has_looked_at_it():
    q = Library().get("territory-handover")
    before = state.begin(q, id="x", respondent=Respondent(group="leaver"), started="")
    after = state.apply(q, before, ItemsSettled("contacts")).interview
    left = flow.progress(q, before).seconds_left - flow.progress(q, after).seconds_left
    assert left > 60
    assert 0.25 < flow.usual_pace(q, before) < 4
