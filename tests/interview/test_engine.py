"""The engine: what is asked, what an answer changes, and that nothing answered is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.interview import SOURCE, branches, events, interview, session, value

from cfdiag.interview import flow, state, validation
from cfdiag.interview.events import (
    Answered,
    Cleared,
    Event,
    Finished,
    ItemAdded,
    ItemRemoved,
    ItemRenamed,
    ItemsSettled,
    LanguageSet,
    Reopened,
    RespondentSet,
)
from cfdiag.interview.items import new_item, removed_items
from cfdiag.interview.session import Refused
from cfdiag.model.interview import Answer, Respondent

Q = branches()


def keys(held) -> list[str]:
    return [step.key for step in flow.steps(Q, held.interview)]


def test_what_is_asked_follows_group_conditions_and_items():
    held = session()
    assert keys(held) == ["a", "d", "e", "r1", "r2", "things/", "things/own/t", "z"]
    held.do(Answered("a", value("yes")))
    held.do(Answered("b", value("two")))
    assert keys(held) == ["a", "b", "c", "d", "e", "f", "r1", "r2", "things/", "things/own/t", "z"]
    assert "d" not in keys(session("outside"))


def test_a_condition_on_an_unknown_answer_does_not_hold():
    held = session()
    held.do(Answered("a", Answer(status="unknown")))
    assert "b" not in keys(held)
    assert "f" not in keys(held)


def test_dependents_of_dependents_are_set_aside_and_come_back():
    held = session()
    for key, given_ in (("a", "yes"), ("b", "two"), ("c", "because")):
        held.do(Answered(key, value(given_)))
    held.do(Answered("a", value("no")))
    assert set(held.interview.answers) == {"a"}
    assert set(held.interview.set_aside) == {"b", "c"}
    held.do(Answered("a", value("yes")))
    assert held.interview.set_aside == {}
    assert held.interview.answers["c"].value == "because"


def test_a_new_answer_replaces_one_that_waited_aside():
    held = session()
    held.do(Answered("a", value("yes")))
    held.do(Answered("b", value("one")))
    held.do(Answered("a", value("no")))
    held.do(Answered("a", value("yes")))
    held.do(Answered("b", value("two")))
    held.do(Answered("a", value("no")))
    assert held.interview.set_aside["b"].value == "two"


def test_conditions_in_a_repeated_section_look_at_the_same_item():
    held = session()
    held.do(new_item(held.interview, "things", "Other"))
    held.do(Answered("things/own/t", value(5)))
    held.do(Answered("things/i1/t", value(2)))
    assert [key for key in keys(held) if key.endswith("/u")] == ["things/i1/u"]


def test_items_keep_their_ids_and_bring_their_answers_back():
    held = session()
    held.do(new_item(held.interview, "things", "Other"))
    held.do(Answered("things/i1/t", value(2)))
    held.do(ItemRenamed("things", "i1", "Another"))
    held.do(ItemRemoved("things", "i1"))
    assert "things/i1/t" in held.interview.set_aside
    assert removed_items(held.interview, "things") == {"i1": "Another"}
    assert new_item(held.interview, "things", "New").item == "i2"
    back = new_item(held.interview, "things", "another")
    assert back == ItemAdded("things", "i1", "another")
    held.do(back)
    assert held.interview.answers["things/i1/t"].value == 2
    assert held.interview.extra == {}


def test_an_id_is_not_given_again_when_its_item_left_no_answers():
    held = session()
    held.do(new_item(held.interview, "things", "Other"))
    held.do(ItemRemoved("things", "i1"))
    assert new_item(held.interview, "things", "Third").item == "i2"


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (Answered("nope", value(1)), "there is no such question"),
        (Answered("b", value("one")), "this is not asked, because of an earlier answer"),
        (Answered("t", value(1)), "this is asked for each item: the key is 'things/ITEM/t'"),
        (Answered("things/i7/t", value(1)), "there is no such item on the list of 'things'"),
        (Answered("first/own/a", value("yes")), "this is asked once: the key is 'a'"),
        (Answered("e", value(11)), "the value must be a number from 0 to 10"),
        (Answered("r1", value(4, importance=3)), "importance is not asked of the group 'inside' here"),
        (Answered("things/", value(1)), "there is no such question"),
        (Cleared("nope"), "there is no such question"),
        (ItemAdded("first", "i1", "x"), "there is no list here that can be changed"),
        (
            ItemAdded("things", "own", "x"),
            "the item needs an id of its own: small letters, digits, underscores",
        ),
        (
            ItemAdded("things", "Not an id", "x"),
            "the item needs an id of its own: small letters, digits, underscores",
        ),
        (ItemAdded("things", "i1", " own THING "), "this name is on the list already"),
        (ItemAdded("things", "i1", "two\nlines"), "the name must be some words on one line"),
        (ItemAdded("things", "i1", "x" * 121), "the name is longer than 120 characters"),
        (ItemRenamed("things", "i9", "x"), "there is no such item on the list"),
        (ItemRemoved("things", "i9"), "there is no such item on the list"),
        (LanguageSet("de"), "the languages are en, nl"),
        (RespondentSet(Respondent(group="nobody")), "the groups are inside, outside"),
        (Finished(), "required questions are open: 3"),
        (Reopened(), "the interview is not finished"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(event: Event, message: str):
    held = session()
    before = held.interview
    with pytest.raises(Refused) as caught:
        held.do(event)
    assert str(caught.value) == message
    assert held.interview is before


def test_a_list_has_a_least_and_a_most():
    held = session()
    held.do(new_item(held.interview, "things", "Two"))
    held.do(new_item(held.interview, "things", "Three"))
    with pytest.raises(Refused, match="the list holds at most 3"):
        held.do(new_item(held.interview, "things", "Four"))
    for item in ("own", "i1", "i2"):
        held.do(ItemRemoved("things", item))
    with pytest.raises(Refused, match="the list needs at least 1"):
        held.do(ItemsSettled("things"))
    assert "things/" in flow.open_required(Q, held.interview)


def test_items_of_the_engagement_take_the_place_of_the_questionnaires_own():
    held = interview(lists={"things": {"desk": "The desk", "shop": "The shop"}})
    assert held.items == {"things": {"desk": "The desk", "shop": "The shop"}}


def test_a_default_item_is_named_in_the_language_of_the_interview():
    held = session()
    held.do(LanguageSet("nl"))
    assert [step.label for step in flow.steps(Q, held.interview) if step.item] == ["Eigen ding"]
    held.do(ItemRenamed("things", "own", "Mine"))
    assert [step.label for step in flow.steps(Q, held.interview) if step.item] == ["Mine"]


def test_skipping_a_required_question_leaves_it_open_and_not_knowing_does_not():
    held = session()
    held.do(Answered("a", Answer(status="skipped")))
    assert "a" in flow.open_required(Q, held.interview)
    held.do(Answered("a", Answer(status="unknown")))
    assert "a" not in flow.open_required(Q, held.interview)


def test_another_group_sets_aside_what_it_is_not_asked():
    held = session()
    held.do(Answered("d", value(["x"])))
    held.do(Answered("r1", value(4, basis="figures")))
    held.do(RespondentSet(Respondent(group="outside")))
    assert held.interview.answers == {}
    assert set(held.interview.set_aside) == {"d", "r1"}


def test_a_finished_interview_is_changed_only_after_it_is_reopened():
    held = session()
    for key, given_ in (("a", "no"), ("r2", 3), ("things/own/t", 4)):
        held.do(Answered(key, value(given_)))
    held.do(Finished())
    with pytest.raises(Refused, match="the interview is finished; reopen it to change it"):
        held.do(Answered("z", value("more")))
    held.do(Reopened())
    held.do(Answered("z", value("more")))


def test_progress_counts_questions_and_not_lists():
    held = session()
    start = held.progress()
    assert (start.done, start.total, start.left) == (0, 7, 7)
    held.do(Answered("a", value("no")))
    held.do(ItemsSettled("things"))
    assert flow.progress(Q, held.interview).left == 7  # one answered, and now 'when?' is asked
    assert flow.first_open(Q, held.interview) == "d"


def ratings(n: int, conditions: dict[int, str]) -> str:
    lines = [
        f"      - {{id: q{i}, type: rating, scale: five, dimension: all, basis: [inside], ask: Rate {i}"
        + (f", when: {conditions[i]}" if i in conditions else "")
        + "}"
        for i in range(n)
    ]
    head = SOURCE[: SOURCE.index("sections:")]
    return head + "sections:\n  - id: s\n    title: S\n    questions:\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(("n", "sizes"), [(1, [1]), (8, [8]), (9, [5, 4]), (26, [7, 7, 6, 6])])
def test_ratings_on_one_scale_share_pages_of_about_the_same_length(n: int, sizes: list[int]):
    q = branches(ratings(n, {}))
    assert [len(page) for page in flow.blocks(flow.steps(q, interview(q)))] == sizes


def test_a_rating_that_depends_on_one_above_it_begins_a_page():
    q = branches(ratings(4, {2: "q0 >= 1"}))
    held = state.apply(q, interview(q), Answered("q0", value(3))).interview
    assert [[step.key for step in page] for page in flow.blocks(flow.steps(q, held))] == [
        ["q0", "q1"],
        ["q2", "q3"],
    ]


def repeated(questions: str, n: int) -> list[list[str]]:
    """The pages of a section that is repeated for n things."""
    head = SOURCE[: SOURCE.index("sections:")]
    things = ", ".join(f"t{i}: Thing {i}" for i in range(n))
    repeat = f"{{ask: Which?, name: thing, items: {{{things}}}, add: false, max: 30}}"
    source = f"{head}sections:\n  - id: s\n    title: S\n    repeat: {repeat}\n    questions:\n{questions}"
    q = branches(source)
    return [[step.key for step in page] for page in flow.blocks(flow.steps(q, interview(q)))]


ONE = "      - {id: q, type: rating, scale: five, dimension: all, basis: [inside], ask: How is it?}\n"


def test_items_with_one_rating_each_share_pages():
    assert repeated(ONE, 3) == [["s/t0/q", "s/t1/q", "s/t2/q"]]
    assert [len(page) for page in repeated(ONE, 9)] == [5, 4]


@pytest.mark.parametrize(
    "second",
    [
        "{id: u, type: text, ask: Why?}",
        "{id: u, type: text, when: q < 3, ask: Why?}",
        "{id: u, type: rating, scale: five, dimension: all, ask: And then?}",
    ],
)
def test_items_of_which_more_is_asked_or_may_be_have_pages_of_their_own(second: str):
    pages = repeated(f"{ONE}      - {second}\n", 2)
    assert all(len({key.split("/")[1] for key in page}) == 1 for page in pages)
    # What only others are asked is no question here.
    assert repeated(f"{ONE}      - {second.replace('id: u,', 'id: u, for: [outside],')}\n", 2) == [
        ["s/t0/q", "s/t1/q"]
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(events, max_size=40))
def test_any_sequence_of_events_keeps_what_was_answered_and_asks_only_what_fits(sequence: list[Event]):
    held = session()
    ever: dict[str, Answer] = {}
    for event in sequence:
        try:
            held.do(event)
        except Refused:
            assert validation.problem(Q, held.interview, event) is not None
            continue
        iv = held.interview
        ever.update(iv.answers)
        if isinstance(event, Cleared):
            ever.pop(event.key, None)
        asked = {step.key: step for step in flow.steps(Q, iv)}
        # Everything answered is asked, and valid; everything ever answered is somewhere, unchanged.
        assert set(iv.answers) <= set(asked)
        for key, answer in iv.answers.items():
            if iv.finished is None:
                assert validation.problem(Q, iv, Answered(key, answer)) is None
        assert {**iv.set_aside, **iv.answers} == ever
        assert not set(iv.answers) & set(iv.set_aside)
        # Settled means settled, and the engine is a function.
        assert state.moves(Q, iv, check=False) == ((), ())
        assert len(iv.items["things"]) <= 3
        assert iv.finished is None or not flow.open_required(Q, iv)
        pages = flow.blocks(tuple(asked.values()))
        assert [step for page in pages for step in page] == list(asked.values())
        assert max(map(len, pages)) <= flow.BLOCK


def test_a_number_on_a_scale_stands_by_itself():
    rated = ratings(2, {})
    plain = rated.replace("basis: [inside], ", "")
    number = "      - {id: many, type: number, scale: five, dimension: all, ask: How many?}\n"
    more = rated[rated.index("      - {id: q0") :].replace("id: q", "id: p")
    q = branches(plain + number + more)
    assert [[step.key for step in page] for page in flow.blocks(flow.steps(q, interview(q)))] == [
        ["q0", "q1"],
        ["many"],
        ["p0", "p1"],
    ]
