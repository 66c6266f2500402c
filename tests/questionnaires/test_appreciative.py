from __future__ import annotations

import pytest
from questionnaires.rules import People, diagnostics, judge, question_texts, questionnaire

ID = "appreciative"
CUSTOMERS = People("customer", rate=4, importance=4)
COOL = People("customer", rate=2, importance=4)
INSIDERS = People(
    "internal",
    rate=4,
    answers={"story_told": "beyond", "invited_to_shape": "from_start", "in_the_room": ["board", "customers"]},
)

# rule: (respondents for whom it holds, respondents for whom it does not)
FINDINGS = {
    "reluctance_gap": ((INSIDERS.but(offer_welcome=2), CUSTOMERS), (INSIDERS, CUSTOMERS)),
    "welcome_overrated": (
        (INSIDERS, CUSTOMERS.but(offer_welcome=2)),
        (INSIDERS.but(offer_welcome=2), CUSTOMERS),
    ),
    "eyes_welcome": ((CUSTOMERS,), (CUSTOMERS.but(nothing_overlooked=2),)),
    "trusted_advisers": ((CUSTOMERS,), (CUSTOMERS.but(trust_adviser=3),)),
    "plans_shared_gladly": ((CUSTOMERS,), (CUSTOMERS.but(like_talking=3),)),
    "waits_for_the_call": ((COOL,), (CUSTOMERS,)),
    "selling_feels_like_pressing": ((INSIDERS.but(offering_feels=2),), (INSIDERS,)),
    "told_what_is_wrong": ((INSIDERS.but(how_brought=1),), (INSIDERS,)),
    "no_customer_in_the_room": ((INSIDERS.but(in_the_room=["board", "managers"]),), (INSIDERS,)),
    "customers_in_the_room": ((INSIDERS,), (INSIDERS.but(in_the_room=["board"]),)),
    "people_want_in": ((INSIDERS,), (INSIDERS.but(want_part=2),)),
}
ACTIONS = {
    "raise_one_useful_thing": ((INSIDERS.but(offer_welcome=2), CUSTOMERS), (INSIDERS, CUSTOMERS)),
    "plan_talk": ((CUSTOMERS,), (COOL,)),
    "tell_the_good_stories": ((INSIDERS.but(story_told="nobody"),), (INSIDERS,)),
    "grow_what_they_trust": ((CUSTOMERS,), (COOL,)),
    "let_a_customer_tell": ((INSIDERS.but(in_the_room=["board"]),), (INSIDERS,)),
    "build_on_the_best": ((INSIDERS.but(invited_to_shape="told"),), (INSIDERS,)),
    "raise_things_first": ((COOL,), (CUSTOMERS,)),
    "learn_their_business": ((COOL,), (CUSTOMERS,)),
    "a_better_word_for_selling": ((INSIDERS.but(offering_feels=1),), (INSIDERS,)),
    "make_it_worth_their_time": ((INSIDERS.but(want_part=1),), (INSIDERS,)),
}
ELSEWHERE = {  # the other halves of rules with 'or'
    "tell_the_good_stories": (INSIDERS.but(story_told="a_colleague"),),
    "build_on_the_best": (INSIDERS.but(how_brought=1),),
}


def test_nothing_is_wrong_with_it_in_english_and_dutch() -> None:
    assert diagnostics(ID) == []


def test_every_rule_has_its_case() -> None:
    q = questionnaire(ID)
    assert {action.id for action in q.actions} == set(ACTIONS)
    assert {finding.id for finding in q.findings} == set(FINDINGS)


@pytest.mark.parametrize("rule", FINDINGS)
def test_a_finding_holds_for_some_and_not_for_others(rule: str) -> None:
    true, false = FINDINGS[rule]
    assert rule in judge(ID, *true).findings
    assert rule not in judge(ID, *false).findings


@pytest.mark.parametrize("rule", ACTIONS)
def test_an_action_is_called_for_by_some_and_not_by_others(rule: str) -> None:
    true, false = ACTIONS[rule]
    assert rule in judge(ID, *true).actions
    assert rule not in judge(ID, *false).actions


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_either_half_of_a_rule_is_enough(rule: str) -> None:
    assert rule in judge(ID, *ELSEWHERE[rule]).actions


def test_insiders_predict_what_customers_rate() -> None:
    q = questionnaire(ID)
    section = next(s for s in q.sections if s.id == "six_sentences")
    assert len(section.questions) == 6
    assert {question.groups for question in section.questions} == {("internal", "customer")}
    assert {tuple(question.importance) for question in section.questions} == {("customer",)}
    assert q.compare is not None
    assert (q.compare.looking_in, q.compare.looked_at) == ("internal", "customer")


def test_what_is_feared_can_be_set_beside_what_is_said() -> None:
    q = questionnaire(ID)
    feared, said = q.question("fear_they_say"), q.question("more_often")
    assert feared is not None
    assert said is not None
    assert [tag.id for tag in feared.tags] == [tag.id for tag in said.tags]


def test_a_customer_is_not_told_what_the_house_thinks_of_selling() -> None:
    for place, text in question_texts(questionnaire(ID), "customer"):
        assert not any(
            w in text.lower() for w in ("selling", "verkopen", "difficult", "lastig", "moeilijk")
        ), place
