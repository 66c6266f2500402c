"""account-view: one customer from three sides, without marks, and what follows from the answers."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest
from questionnaires.rules import (
    People,
    interviews,
    judge,
    question_texts,
    questionnaire,
    rule_tests,
)

from cfdiag.interview.flow import steps
from cfdiag.model.interview import Respondent
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.remarks import collect_remarks

ID = "account-view"
COLLEAGUES = People(
    "coworker",
    rate=4,
    basis="first_hand",
    answers={
        "roles_known": "yes",
        "strongest": "little_thanks",
        "strongest_what": "A weekend of work, and nobody said a word.",
        "second": "demanding",
        "second_what": "Four calls in one day.",
    },
)
OWNER = People("owner", n=1, rate=4, answers={"roles_known": "yes"})
CUSTOMER = People("customer", n=1, rate=4)
HEARSAY = People("coworker", rate=4, basis="hearsay", answers=COLLEAGUES.answers)
ACTIONS = {
    "facts_first": ((HEARSAY,), (COLLEAGUES,)),
    "one_give_one_get": ((COLLEAGUES.but(they_could="A call first."), CUSTOMER), (COLLEAGUES, OWNER)),
    "round_the_table": (
        (COLLEAGUES.but(roles_known="no"), OWNER.but(roles_known="no")),
        (COLLEAGUES, OWNER),
    ),
    "ask_for_notice": ((COLLEAGUES.but(needs_early=2),), (COLLEAGUES,)),
    "say_it_sooner": ((COLLEAGUES.but(changes_early=2),), (COLLEAGUES,)),
    "promise_what_we_keep": ((COLLEAGUES.but(our_promises=2),), (COLLEAGUES,)),
    "one_story_about_promises": ((COLLEAGUES.but(strongest="asks_more"),), (COLLEAGUES,)),
    "learn_their_ground": ((COLLEAGUES.but(their_promises=1),), (COLLEAGUES,)),
    "hear_what_it_takes": ((COLLEAGUES.but(willing=2),), (COLLEAGUES,)),
    "colleague_comes_along": ((COLLEAGUES.but(respect_from_them=2),), (COLLEAGUES,)),
    "ask_about_respect": ((COLLEAGUES.but(respect_from_us=2),), (COLLEAGUES,)),
    "say_thank_you": ((COLLEAGUES.but(thanks_from_us=2),), (COLLEAGUES,)),
    "pass_on_praise": ((COLLEAGUES.but(thanks_from_them=2),), (COLLEAGUES,)),
    "ask_if_they_stay": ((OWNER.but(will_stay=2),), (OWNER,)),
    "tell_what_it_brings": ((COLLEAGUES.but(worth_keeping=2),), (COLLEAGUES,)),
    "keep_what_satisfies": ((COLLEAGUES, CUSTOMER), (COLLEAGUES.but(our_promises=2), CUSTOMER)),
    "start_with_the_willing": ((COLLEAGUES,), (COLLEAGUES.but(willing=2),)),
    "build_on_respect": ((COLLEAGUES, CUSTOMER), (COLLEAGUES.but(respect_from_us=2),)),
}
FINDINGS = {
    "folklore": ((HEARSAY,), (COLLEAGUES,)),
    "fact": ((COLLEAGUES,), (HEARSAY,)),
    "give_and_get": ((COLLEAGUES, CUSTOMER), (COLLEAGUES,)),
    "will_to_keep": ((COLLEAGUES,), (COLLEAGUES.but(worth_keeping=2),)),
    "nobody_knows_roles": ((COLLEAGUES.but(roles_known="no"),), (COLLEAGUES,)),
}


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)


def test_three_colleagues_are_enough_to_be_heard():
    three = replace(HEARSAY, n=3).but(changes_early=2, needs_early=1, willing=2, roles_known="no")
    found = judge(ID, three)
    assert {"say_it_sooner", "ask_for_notice", "hear_what_it_takes", "round_the_table"} <= found.actions
    assert "facts_first" in found.actions
    assert judge(ID, replace(three, n=2)).actions == frozenset()


def test_colleagues_are_quoted_with_their_consent_only():
    q = questionnaire(ID)
    people = interviews(q, People("coworker", n=12, answers={"they_could": "Call on Monday."}))
    silent = [msgspec.structs.replace(i, respondent=Respondent(group="coworker")) for i in people[1:]]
    remarks = collect_remarks([(i, q) for i in (people[0], *silent)], Options())
    assert [r.text for r in remarks] == ["Call on Monday."]


def test_nobody_is_given_a_score():
    q = questionnaire(ID)
    assert all(dimension.kind == "checklist" for dimension in q.dimensions.values())
    assert all(question.dimension is None for s in q.sections for question in s.questions)


def test_three_colleagues_are_the_floor():
    q = questionnaire(ID)
    assert q.min_group == 3
    assert [q.groups[g].anonymous for g in ("coworker", "owner", "customer")] == [True, False, False]


@pytest.mark.parametrize("group", ["coworker", "owner", "customer"])
def test_nobody_is_called_hard_to_please(group):
    for place, text in question_texts(questionnaire(ID), group):
        assert not re.search("difficult|moeilijk|lastig", text, re.IGNORECASE), place


def test_of_what_is_said_the_customer_hears_the_two_that_are_mirrored():
    q = questionnaire(ID)
    seen = {place.split(" ")[0] for place, _ in question_texts(q, "customer")}
    said = {question.id for s in q.sections if s.id == "sayings" for question in s.questions}
    assert seen & said == {"respect_from_them", "thanks_from_them"}
    assert not any(
        "said" in text for place, text in question_texts(q, "customer") if place.startswith("sayings")
    )
    assert q.title.pick("en", "customer") == "Working together"
    assert q.title.pick("nl", "customer") == "Samenwerken"


def test_what_only_insiders_are_asked_is_private():
    q = questionnaire(ID)
    inside = [x for s in q.sections for x in s.questions if "customer" not in x.groups]
    assert len(inside) > 20
    assert [x.id for x in inside if not x.private] == []


@pytest.mark.parametrize(
    ("strongest", "asked"),
    [
        ("demanding", {"strongest_what", "strongest_when", "strongest_our_part", "second"}),
        ("little_respect", {"strongest_what", "strongest_when", "strongest_need", "second"}),
        ("none", set()),
    ],
)
def test_after_a_lack_of_respect_the_question_is_what_you_need(strongest, asked):
    q = questionnaire(ID)
    interview = interviews(q, People("coworker", n=1, answers={"strongest": strongest}))[0]
    found = {step.question.id for step in steps(q, interview) if step.question}
    assert {id_ for id_ in found if id_.startswith(("strongest_", "second"))} == asked


def test_both_sides_are_asked_the_same_eight_things():
    q = questionnaire(ID)
    rated = [x for s in q.sections for x in s.questions if x.type == "rating" and "customer" in x.groups]
    assert [x.id for x in rated] == [
        "needs_early", "changes_early", "our_promises", "their_promises", "respect_from_us", "thanks_from_us",
        "respect_from_them", "thanks_from_them",
    ]  # fmt: skip
    assert all(question.groups == ("coworker", "owner", "customer") for question in rated)


def test_what_is_said_of_a_customer_is_not_all_bad():
    """Whoever agrees with everything would else call every customer names."""
    said = next(s for s in questionnaire(ID).sections if s.id == "sayings")
    assert [x.id for x in said.questions if x.type == "rating"] == [
        "demanding", "respect_from_them", "asks_more",
        "thanks_from_them", "satisfied_as_agreed", "wants_sooner",
    ]  # fmt: skip
