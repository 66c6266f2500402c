"""What an event changes, where the older of two answers might come back, and the names in a text."""

from __future__ import annotations

import msgspec
import pytest
from kits.interview import SOURCE, STARTED, branches, interview, session, value

from cfdiag.interview import flow, state
from cfdiag.interview.events import (
    Answered,
    Cleared,
    InterviewerSet,
    ItemsSettled,
    Remarked,
    Reopened,
    RespondentSet,
)
from cfdiag.interview.items import listed_items, new_item, offered_items
from cfdiag.model.interview import REOPENED, LooseRemark, Respondent, times_reopened

Q = branches()


def test_an_answer_that_was_replaced_while_it_waited_aside_never_comes_back():
    held = session("inside")
    held.do(Answered("r1", value(4, basis="figures")))
    held.do(RespondentSet(Respondent(group="outside")))  # not asked what it rests on: no longer valid
    assert held.interview.set_aside["r1"].value == 4
    held.do(Answered("r1", value(2)))
    assert held.interview.set_aside == {}
    held.do(RespondentSet(Respondent(group="inside")))
    held.do(Cleared("r1"))
    assert "r1" not in held.interview.answers
    assert "r1" not in held.interview.set_aside


def test_an_interview_begins_in_the_language_that_is_asked_for_else_in_the_questionnaires():
    assert interview().language == Q.language == "en"
    assert interview().items == {"things": {"own": "Own thing"}}
    dutch = interview(language="nl")
    assert (dutch.language, dutch.items) == ("nl", {"things": {"own": "Eigen ding"}})


def test_an_answer_takes_only_its_own_elder_from_those_set_aside():
    iv = msgspec.structs.replace(interview(), set_aside={"a": value("no"), "b": value("one")})
    after = state.fold(iv, Answered("a", value("yes")))
    assert set(after.set_aside) == {"b"}


def test_answers_are_only_judged_anew_where_the_event_may_make_them_wrong():
    """A file by hand holds a value that does not fit: another answer beside it leaves it alone."""
    iv = msgspec.structs.replace(interview(), answers={"e": value(99)})
    assert state.apply(Q, iv, Answered("a", value("no"))).aside == ()
    assert state.apply(Q, iv, RespondentSet(iv.respondent)).aside == ("e",)


def test_a_list_that_was_looked_through_is_done_until_it_is_too_short():
    iv = interview(lists={"things": {"desk": "The desk"}})
    assert not flow.is_done(iv, step(iv, "things/"))
    settled = state.apply(Q, iv, ItemsSettled("things")).interview
    assert flow.is_done(settled, step(settled, "things/"))


def step(iv, key: str) -> flow.Step:
    found = flow.find_step(Q, iv, key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("side", "extra", "expected"),
    [
        ("inside", {}, "Vale"),
        ("inside", {"client_name": "The client"}, "The client"),
        ("customer", {}, None),
        ("customer", {"client_name": "The client"}, "The client"),
    ],
)
def test_the_organisation_in_a_text_is_the_one_that_is_asked_about(
    side: str, extra: dict[str, str], expected: str | None
):
    q = branches(SOURCE.replace("outside: {title", f"outside: {{side: {side}, title"))
    who = Respondent(group="outside", organisation="Vale", name="Ada", account="acme", extra=extra)
    iv = msgspec.structs.replace(interview(q), respondent=who)
    named = state.context(q, iv)
    assert named.get("organisation") == expected
    assert (named["respondent"], named["account"]) == ("Ada", "acme")
    assert "item" not in named


def test_a_text_names_the_account_as_the_engagement_does_and_the_item_it_is_about():
    who = Respondent(group="inside", account="acme", extra={"account_name": "ACME Works"})
    iv = msgspec.structs.replace(interview(), respondent=who)
    named = state.context(Q, iv, step(iv, "things/own/t"))
    assert (named["account"], named["item"]) == ("ACME Works", "Own thing")
    assert "organisation" not in named


def test_a_list_that_was_brought_is_cut_to_what_the_questionnaire_allows():
    brought = {f"p{n}": f"Thing {n}" for n in range(5)}
    assert list(interview(lists={"things": brought}).items["things"]) == ["p0", "p1", "p2"]
    assert interview(lists={"others": brought}).items == {"things": {"own": "Own thing"}}


def test_what_its_scales_were_stands_in_a_finished_interview_and_in_no_other():
    iv = msgspec.structs.replace(interview(), answers={"r1": value(3), "a": value("yes")})
    assert state.as_finished(Q, iv).scales == {}
    done = state.as_finished(Q, msgspec.structs.replace(iv, finished="2026-11-22"))
    assert done.scales["r1"] == [1, 5]
    assert list(done.answers) == ["a", "r1"]


PICKED = SOURCE.replace("min: 1, max: 3}", "pick: 2}")


def test_of_a_list_to_choose_from_nothing_is_on_it_at_first():
    q = branches(PICKED)
    things = q.sections[1]
    own = interview(q, language="nl")
    assert (own.items, own.extra) == ({"things": {}}, {})
    assert offered_items(own, things) == {"own": "Eigen ding"}
    brought = interview(q, lists={"things": {"p1": "Visit", "p2": "Letter"}})
    assert brought.items == {"things": {}}
    assert offered_items(brought, things) == {"p1": "Visit", "p2": "Letter"}
    assert offered_items(interview(), Q.sections[1]) == {}
    assert offered_items(interview(), Q.sections[0]) == {}


def test_what_is_offered_is_taken_by_its_own_name_and_id():
    q = branches(PICKED)
    iv = interview(q, lists={"things": {"p1": "Visit", "p2": "Letter"}})
    taken = new_item(iv, "things", " LETTER ", offered_items(iv, q.sections[1]))
    assert (taken.item, taken.label) == ("p2", "Letter")
    held = state.apply(q, iv, taken).interview
    assert listed_items(held, q.sections[1]) == {"p1": "Visit", "p2": "Letter"}
    again = new_item(held, "things", "letter", offered_items(held, q.sections[1]))
    assert (again.item, again.label) == ("i1", "letter")


# --- what stands beside the answers


def test_who_asked_may_be_set_right_and_left_out():
    by = state.fold(interview(interviewer="Ada"), InterviewerSet("Bo"))
    assert (by.interviewer, state.fold(by, InterviewerSet("")).interviewer) == ("Bo", None)


def test_how_often_an_interview_was_taken_up_again_is_counted():
    iv = msgspec.structs.replace(interview(), finished="2026-11-22", extra={"from": "1"})
    once = state.fold(iv, Reopened())
    assert (once.finished, once.extra, times_reopened(once)) == (None, {"from": "1", REOPENED: 1}, 1)
    assert times_reopened(state.fold(once, Reopened())) == 2


def test_a_remark_in_passing_comes_last_and_one_that_is_changed_stays_in_its_place():
    iv = interview()
    for text in ("One", "Two", "Three"):
        iv = state.fold(iv, Remarked(LooseRemark(text=text)))
    changed = state.fold(iv, Remarked(LooseRemark(text="Second"), 1))
    assert [each.text for each in changed.remarks] == ["One", "Second", "Three"]
    first = state.fold(changed, Remarked(LooseRemark(text=""), 0))
    assert [each.text for each in first.remarks] == ["Second", "Three"]


@pytest.mark.parametrize(("anonymous", "started"), [(True, "2026-11-22"), (False, STARTED)])
def test_of_an_anonymous_group_a_finished_interview_holds_days_and_an_open_one_its_times(
    started: str, *, anonymous: bool
):
    source = SOURCE.replace("nl: Binnen}}", f"nl: Binnen}}, anonymous: {str(anonymous).lower()}}}", 1)
    q = branches(source)
    assert q.groups["inside"].anonymous is anonymous
    iv = interview(q)
    assert state.as_finished(q, iv).started == STARTED
    done = state.as_finished(q, msgspec.structs.replace(iv, finished=STARTED))
    assert (done.started, done.finished) == (started, started)
