from __future__ import annotations

import re

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

ID = "appreciative"
CUSTOMERS = People("customer", rate=4, importance=4, answers={"want_more": "same"})
COOL = People("customer", rate=2, importance=4)
INSIDERS = People(
    "internal",
    rate=4,
    answers={
        "story_told": "beyond",
        "change_under_way": "yes",
        "invited_to_shape": "from_start",
        "in_the_room": ["board", "customers"],
    },
)

# rule: (respondents for whom it holds, respondents for whom it does not)
FINDINGS = {
    "reluctance_gap": ((INSIDERS.but(unasked_welcome=2), CUSTOMERS), (INSIDERS, CUSTOMERS)),
    "welcome_overrated": (
        (INSIDERS, CUSTOMERS.but(unasked_welcome=2)),
        (INSIDERS.but(unasked_welcome=2), CUSTOMERS),
    ),
    "more_wanted": ((INSIDERS, CUSTOMERS.but(want_more="more")), (INSIDERS.but(want_more="more"), CUSTOMERS)),
    "less_wanted": ((INSIDERS, CUSTOMERS.but(want_more="less")), (INSIDERS.but(want_more="less"), CUSTOMERS)),
    "told_in_time": ((CUSTOMERS,), (CUSTOMERS.but(tells_in_time=2),)),
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
    "raise_one_useful_thing": ((INSIDERS.but(unasked_welcome=2), CUSTOMERS), (INSIDERS, CUSTOMERS)),
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


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_either_half_of_a_rule_is_enough(rule: str) -> None:
    assert rule in judge(ID, *ELSEWHERE[rule]).actions


def test_insiders_predict_what_customers_rate() -> None:
    q = questionnaire(ID)
    section = next(s for s in q.sections if s.id == "six_sentences")
    rated = [question for question in section.questions if question.type == "rating"]
    assert len(rated) == 6
    assert {question.groups for question in section.questions} == {("internal", "customer")}
    # How important it is that one likes something cannot be answered.
    weighed = {question.id for question in rated if tuple(question.importance) == ("customer",)}
    assert weighed == {"knows_company", "tells_in_time", "raise_early", "trust_adviser"}
    assert q.compare is not None
    assert (q.compare.looking_in, q.compare.looked_at) == ("internal", "customer")


def test_whether_they_want_more_carries_no_points() -> None:
    asked = questionnaire(ID).question("want_more")
    assert asked is not None
    assert {option.id: option.points for option in asked.options} == {
        "more": None,
        "same": None,
        "less": None,
    }
    assert asked.dimension is None


def test_nothing_is_said_of_suggestions_before_they_are_rated() -> None:
    texts = dict(question_texts(questionnaire(ID), "customer"))
    before = list(texts)[: list(texts).index("unasked_welcome (en)")]
    heard = [
        place for place in before if "." not in place or ".intro" in place
    ]  # themes are the interviewer's
    hints = re.compile(
        "suggest|voorstel|bring up|offer|aanbod|unasked|uit zichzelf|dare|durven", re.IGNORECASE
    )
    assert len(heard) > 20
    assert [place for place in heard if hints.search(texts[place])] == []


def test_of_a_change_only_those_are_asked_who_know_of_one() -> None:
    q = questionnaire(ID)
    after = {"how_brought", "invited_to_shape", "want_part", "worth_time", "in_the_room"}
    for under_way, asked in (("yes", after), ("no", set[str]())):
        interview = interviews(q, People("internal", n=1, answers={"change_under_way": under_way}))[0]
        found = {step.question.id for step in steps(q, interview) if step.question}
        assert found & after == asked


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
