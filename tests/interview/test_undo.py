"""Taking back: whatever happened, it leads back to where it began, also after the laptop was closed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from kits.interview import OPENED, Clock, branches, events, interview, session, value

from cfdiag.interview.events import Answered, Event, Finished, ItemsSettled, Reopened
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.session import Refused, Session


def take_everything_back(held: Session) -> int:
    """How many changes there were to take back."""
    n = 0
    while held.undo() is not None:
        n += 1
    return n


@settings(max_examples=60)
@given(st.lists(events, max_size=12))
def test_everything_is_taken_back_step_by_step(happened: list[Event]):
    held = session()
    begun = held.interview
    for event in happened:
        if isinstance(event, (Finished, Reopened, ItemsSettled)):
            continue
        try:
            held.do(event)
        except Refused:
            continue
    take_everything_back(held)
    now = held.interview
    assert now.answers == begun.answers
    assert now.items == begun.items
    assert (now.language, now.respondent) == (begun.language, begun.respondent)


def test_it_goes_on_after_the_interview_was_left(tmp_path: Path):
    path = tmp_path / "x.open.jsonl"
    journal = Journal.create(path, interview(), OPENED)
    held = Session(branches(), interview(), clock=Clock(), store=journal)
    for key, given_ in (("a", "yes"), ("b", "one"), ("a", "no")):
        held.do(Answered(key, value(given_)))
    assert held.undo() == "a"
    held.close()
    again = Journal.take_up(path, OPENED)
    taken_up = Session(
        branches(), again.state.interview, clock=Clock(), store=again, history=again.state.history
    )
    assert taken_up.interview.answers["a"].value == "yes"
    # What was taken back is not there to be taken back once more.
    assert take_everything_back(taken_up) == 2
    assert taken_up.interview.answers == {}
    taken_up.close()
