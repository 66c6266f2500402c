"""The time left follows the author's minutes, then the pace that is seen."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

import pytest

from cfdiag.formats.library import Library
from cfdiag.interview import flow, state
from cfdiag.interview.events import Answered, Event, ItemAdded, ItemsSettled
from cfdiag.interview.pace import Pace
from cfdiag.interview.session import Session
from cfdiag.model.interview import Answer, Respondent
from cfdiag.questions import TYPES

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


class Ticking:
    """A clock that stands still until it is put on."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


def fresh(id_: str, group: str, clock: Ticking) -> Session:
    q = Library().get(id_)
    begun = state.begin(q, id="x", respondent=Respondent(group=group), started="2026-11-22T09:00:00Z")
    return Session(q, begun, clock=clock)


EVERY = [(id_, group) for id_ in Library().ids() for group in Library().get(id_).groups]


@pytest.mark.parametrize(("id_", "group"), EVERY)
def test_the_minutes_that_are_named_are_shown_and_never_more_than_the_part_that_is_left(id_: str, group: str):
    """Whatever is answered, in whatever branch, and however slowly."""
    chance = random.Random(id_ + group)  # noqa: S311  a test
    clock = Ticking()
    held = fresh(id_, group, clock)
    named = (held.questionnaire.groups[group].minutes or held.questionnaire.minutes or 0) * 60
    shown = [held.progress().seconds_left]
    while (key := flow.first_open(held.questionnaire, held.interview)) is not None:
        clock.at += timedelta(seconds=chance.choice([5, 60, 200]))
        held.do(dealt_with(held, key, chance))
        shown.append(held.progress().seconds_left)
    assert shown[0] == named
    assert max(shown) <= named
    # What is left in the end is the consent and the words.
    assert shown[-1] <= named * 0.1
    assert shown[len(shown) // 2] < named


def dealt_with(held: Session, key: str, chance: random.Random) -> Event:
    """An answer drawn at random; a list gets one item, or as many as are to be chosen."""
    list_ = key[:-1]
    if key.endswith("/"):
        n, group = len(held.interview.items.get(list_, {})), held.interview.respondent.group
        repeat = next(s.repeat for s in held.questionnaire.sections if s.id == list_)
        wanted = max(1, repeat.extent(group)[0]) if repeat else 1
        return ItemsSettled(list_) if n >= wanted else ItemAdded(list_, f"i{n + 1}", f"No. {n + 1}")
    step = flow.find_step(held.questionnaire, held.interview, key)
    assert step is not None
    assert step.question is not None
    value = TYPES[step.question.type].invent(step.question, chance, 3, 1)
    return Answered(
        key, Answer(status="unknown") if value is None else Answer(status="answered", value=value)
    )


def test_who_goes_on_sees_what_they_saw_when_they_left():
    clock = Ticking()
    held = fresh("appreciative", "customer", clock)
    for _ in range(12):
        key = flow.first_open(held.questionnaire, held.interview) or ""
        clock.at += timedelta(seconds=9)
        held.do(ItemsSettled(key[:-1]) if key.endswith("/") else Answered(key, Answer(status="unknown")))
    left = held.progress()
    clock.at += timedelta(hours=3)
    again = Session(held.questionnaire, held.interview, clock=clock)
    assert again.progress().seconds_left == left.seconds_left
    assert (left.until, again.progress().until) != (left.until, left.until)


def test_the_clock_says_when_it_ends():
    held = fresh("customer-view", "customer", Ticking())
    assert held.progress().until == "09:20"
