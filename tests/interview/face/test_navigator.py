"""Where one is and where one can go: pure values, no page and no terminal."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.interview import branches, interview, value
from kits.screen import every_type

from cfdiag.interview.events import Answered
from cfdiag.interview.face.navigator import Navigator, Stop, first_stop, one_by_one, place_of, route
from cfdiag.interview.flow import blocks, steps
from cfdiag.interview.state import apply, begin
from cfdiag.model.interview import Answer, Interview, Respondent
from cfdiag.model.questionnaire import Questionnaire

Q = branches()
FIRST = ["opening", "intro:first", "a", "d", "e", "r1", "things/", "things/own/t", "z", "review", "read_back"]


def stops(iv: Interview, q: Questionnaire = Q) -> tuple[Stop, ...]:
    return route(blocks(steps(q, iv)))


def ids(way: Navigator) -> list[str]:
    return [stop.id for stop in way.stops]


def new() -> Navigator:
    return Navigator(stops(interview()))


def test_the_way_leads_by_opening_and_intros_to_the_review():
    way = new()
    assert ids(way) == FIRST
    assert [stop.kind for stop in way.stops[:3]] == ["opening", "intro", "questions"]
    assert way.stops[6].kind == "items"
    assert [stop.id for stop in one_by_one(steps(Q, interview()))] == [
        "a", "d", "e", "r1", "r2", "things/", "things/own/t", "z", "review", "read_back",
    ]  # fmt: skip


def test_on_and_back_stop_at_the_ends():
    way = new()
    assert way.back().stop.id == "opening"
    assert way.on().stop.id == "intro:first"
    assert way.read_back().on().stop.id == "read_back"
    assert way.read_back().back().stop.id == "review"
    assert way.review().back().stop.id == "z"


def test_a_page_is_found_by_its_id_or_by_any_question_on_it():
    way = new()
    found = way.to("r2")
    assert found is not None
    assert (found.stop.id, found.key, found.changing) == ("r1", "r2", False)
    assert way.to("nothing") is None
    assert way.change("nothing") is None
    assert place_of(way.stops, "review") == 9


def test_a_change_from_the_review_goes_back_to_its_line():
    way = new().change("r2")
    assert way is not None
    assert way.changing
    for back in (way.on(["r1", "r2"]), way.back(["r1", "r2"])):
        assert (back.stop.id, back.key, back.changing) == ("review", "r2", False)
    assert way.settled().back().stop.id == "e"


def test_an_answer_may_put_pages_before_and_behind():
    way = new().to("d")
    assert way is not None
    iv = apply(Q, interview(), Answered("a", value("yes"))).interview
    after = way.rebuilt(stops(iv))
    assert ids(after)[2:6] == ["a", "b", "d", "e"]
    assert after.stop.id == "d"
    assert after.back(["d"]).stop.id == "b"


def test_a_page_that_is_no_more_leaves_its_place():
    iv = apply(Q, interview(), Answered("a", value("yes"))).interview
    way = Navigator(stops(iv)).to("b")
    assert way is not None
    after = way.rebuilt(stops(interview()))
    assert after.place == way.place
    assert after.on(["b"]).stop.id == "e"
    short = msgspec.structs.replace(way.review(), place=99)
    assert short.stop.id == "read_back"
    assert short.rebuilt(stops(interview())).stop.id == "read_back"


def test_sections_and_questions_are_counted():
    way = new()
    assert (way.section(), way.question()) == ((0, 0), 0)
    found = way.to("things/own/t")
    assert found is not None
    assert found.section() == (2, 3)
    lines = Navigator(one_by_one(steps(Q, interview())))
    assert [lines.to(key).question() for key in ("a", "r2", "things/", "z")] == [1, 5, 0, 7]


def test_a_new_interview_starts_at_the_opening_a_begun_one_where_it_is_open():
    iv = interview()
    assert first_stop(stops(iv), Q, iv, begun=False).stop.id == "opening"
    assert first_stop(stops(iv), Q, iv, begun=True).stop.id == "a"
    for key in ("a", "d", "e", "r1", "r2", "things/own/t", "z"):
        iv = apply(Q, iv, Answered(key, Answer(status="unknown"))).interview
    assert first_stop(stops(iv), Q, iv, begun=True).stop.id == "review"
    assert Navigator(stops(iv)).next_open(Q, iv).stop.id == "review"


MOVES = st.lists(st.sampled_from(["on", "back", "review", "change", "to", "settled"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(MOVES, st.sampled_from(["internal", "customer"]))
def test_any_moves_stay_on_the_way(moves: list[str], group: str):
    q = every_type()
    iv = begin(q, id="x", respondent=Respondent(group=group), started="")
    asked = steps(q, iv)
    way = Navigator(stops(iv, q))
    for n, move in enumerate(moves):
        key = asked[n % len(asked)].key
        before = way
        if move in ("change", "to"):
            found = getattr(way, move)(key)
            assert found is not None
            way = found
            assert any(step.key == key for step in way.stop.steps)
        else:
            way = getattr(way, move)()
        assert 0 <= way.place < len(way.stops)
        assert way.rebuilt(way.stops) == way
        if move in ("on", "back") and before.changing:
            assert way.stop.id == "review"
