"""customer-view: what it asks, and which answers lead to which action."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from questionnaires.rules import (
    People,
    interviews,
    question_texts,
    questionnaire,
    rule_tests,
)

from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.remarks import collect_remarks

ID = "customer-view"
TOUCH_POINTS = {"touch_points": {"delivery": "Delivery", "invoice": "Invoice"}}
INSIDERS = People("internal", rate=4, basis="figures", items=TOUCH_POINTS, answers={"whose_fault": 2})
CUSTOMERS = People("customer", rate=4, importance=4, items=TOUCH_POINTS, answers={"notice_better": "yes"})


def rated(value: int, importance: int) -> dict[str, Any]:
    return {"value": value, "importance": importance}


MIXED = CUSTOMERS.but(
    sales_organisation=rated(4, 2),
    products_services=rated(4, 2),
    processes=rated(2, 5),
    service_level=rated(5, 5),
)
ACTIONS = {
    "ask_three_customers": (
        (People("internal", rate=4, basis="guess", items=TOUCH_POINTS), CUSTOMERS),
        (INSIDERS, CUSTOMERS),
    ),
    "repair_together": ((INSIDERS, CUSTOMERS.but(service_level=2)), (INSIDERS, CUSTOMERS)),
    "mend_what_matters": ((MIXED,), (CUSTOMERS.but(service_level=rated(5, 5)),)),
    "give_it_a_name": ((INSIDERS.but(touch_point_owner=2),), (INSIDERS,)),
    "welcome_criticism": ((INSIDERS.but(whose_fault=5),), (INSIDERS,)),
    "show_the_effort": ((CUSTOMERS.but(notice_better="no"),), (CUSTOMERS, INSIDERS)),
    "spread_unseen_strength": ((INSIDERS, CUSTOMERS.but(processes=5)), (INSIDERS, CUSTOMERS)),
    "keep_what_counts": ((MIXED,), (replace(CUSTOMERS, rate=3),)),
    "let_listeners_show": (
        (INSIDERS,),
        (INSIDERS.but(asked_in_person=1, asked_unprepared=1, criticism_welcome=1),),
    ),
}
FINDINGS = {
    "guesswork": ((People("internal", rate=4, basis="hearsay"),), (INSIDERS,)),
    "knows_first_hand": ((INSIDERS, CUSTOMERS), (People("internal", rate=4, basis="guess"), CUSTOMERS)),
    "rosier_inside": ((INSIDERS, replace(CUSTOMERS, rate=3)), (INSIDERS, CUSTOMERS.but(service_level=2))),
    "better_than_thought": (
        (INSIDERS, replace(CUSTOMERS, rate=5)),
        (INSIDERS, CUSTOMERS.but(service_level=5)),
    ),
    "effort_seen": ((CUSTOMERS,), (CUSTOMERS.but(notice_better="no"),)),
    "effort_unseen": ((CUSTOMERS.but(notice_better="no"),), (CUSTOMERS,)),
}


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)


def test_the_four_facets_are_predicted_inside_and_rated_by_customers():
    q = questionnaire(ID)
    facets = [question for s in q.sections if s.id == "facets" for question in s.questions]
    assert [f.id for f in facets] == ["sales_organisation", "products_services", "processes", "service_level"]
    for facet in facets:
        assert (facet.importance, facet.basis) == ({"customer"}, {"internal"})
    assert (q.compare.looking_in, q.compare.looked_at) == ("internal", "customer")


def test_the_journey_has_seven_touch_points_unless_the_engagement_brings_its_own():
    repeat = next(s.repeat for s in questionnaire(ID).sections if s.id == "touch_points")
    assert list(repeat.items) == [
        "first_contact", "offer", "start_up", "delivery", "questions_complaints", "invoice", "renewal",
    ]  # fmt: skip
    assert repeat.source == "touch_points"


def test_asking_in_person_and_asking_unprepared_are_two_habits():
    q = questionnaire(ID)
    habits = next(s for s in q.sections if s.id == "habits").questions
    assert [h.id for h in habits] == [
        "asked_in_person", "asked_unprepared", "criticism_welcome", "whose_fault", "touch_point_owner",
        "change_course",
    ]  # fmt: skip
    assert [h.id for h in habits if h.reverse] == ["whose_fault"]


def test_the_pause_stays_with_the_interviewer():
    q = questionnaire(ID)
    told = People("internal", n=1, answers={"u_turn": "Slow, but solid.", "pause": "Looked away."})
    remarks = collect_remarks([(interview, q) for interview in interviews(q, told)], Options(unmasked=True))
    assert [(r.question, r.text) for r in remarks] == [("u_turn", "Slow, but solid.")]


def test_nothing_a_customer_sees_is_about_their_being_hard_to_please():
    for place, text in question_texts(questionnaire(ID), "customer"):
        assert not re.search("difficult|moeilijk|lastig", text, re.IGNORECASE), place
