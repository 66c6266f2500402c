from __future__ import annotations

import pytest
from questionnaires.rules import People, judge, question_texts, questionnaire, rule_tests

ID = "listening"
GOOD = {
    "case_known": "yes",
    "reason_given": "cost",
    "knew_what_worked": "yes",
    "went_there": "yes",
    "heard_out": "yes",
    "something_kept": "yes",
    "promise_made": "yes",
    "promise_state": "kept",
}
CLIENT = People("customer", answers=GOOD)
INSIDERS = People(
    "internal",
    rate=4,
    answers={
        **GOOD,
        "threat_needed": "no",
        "quieter_same": "yes",
        "asked_others": "yes",
        "we_know_better": 2,
        "take_for_granted": 2,
    },
)
SILENT = People(
    "internal", rate=4, answers={"case_known": "yes"}, items={"who_else_is_silent": {"i1": "North"}}
)

FINDINGS = {
    "none_known": ((People("internal", answers={"case_known": "no"}),), (INSIDERS,)),
    "nobody_went": ((CLIENT.but(went_there="no"),), (CLIENT,)),
    "changed_unknowingly": ((INSIDERS.but(knew_what_worked="no"),), (INSIDERS,)),
    "who_else_is_silent": ((SILENT,), (INSIDERS,)),
    "solved_for_one": ((INSIDERS.but(asked_others="no"),), (INSIDERS,)),
    "threat_was_needed": ((INSIDERS.but(threat_needed="yes"),), (INSIDERS,)),
    "went_and_listened": ((INSIDERS,), (INSIDERS.but(went_there="no"),)),
    "kept_what_worked": ((CLIENT,), (CLIENT.but(something_kept="no"),)),
    "promise_broken": ((CLIENT.but(promise_state="late"),), (CLIENT,)),
    "promise_honoured": ((CLIENT,), (CLIENT.but(promise_state="dropped"),)),
}
ACTIONS = {
    "go_there": ((CLIENT.but(went_there="no"),), (CLIENT,)),
    "keep_list": ((CLIENT.but(knew_what_worked="no"),), (CLIENT,)),
    "ask_the_quiet_ones": ((SILENT,), (INSIDERS,)),
    "solve_it_for_all": ((INSIDERS.but(asked_others="no"),), (INSIDERS,)),
    "give_the_real_reason": ((CLIENT.but(reason_given="nobody_else"),), (CLIENT,)),
    "settle_the_promise": ((CLIENT.but(promise_state="late"),), (CLIENT,)),
    "listen_before_the_threat": ((INSIDERS.but(threat_needed="yes"),), (INSIDERS,)),
    "keep_with_the_same_energy": ((INSIDERS.but(keeping_gets_energy=2),), (INSIDERS,)),
    "drop_we_know_better": ((INSIDERS.but(we_know_better=5),), (INSIDERS,)),
    "tell_the_case": ((INSIDERS,), (INSIDERS.but(heard_out="no"),)),
    "make_the_visit_a_habit": ((INSIDERS,), (INSIDERS.but(went_there="no"),)),
}
ELSEWHERE = {
    "solve_it_for_all": [(INSIDERS.but(quieter_same="no"),)],
    "give_the_real_reason": [(INSIDERS.but(reason_given="no_reason"),)],
    "settle_the_promise": [(INSIDERS.but(promise_state="dropped"),)],
    "keep_with_the_same_energy": [(INSIDERS.but(tell_what_we_value=1),), (INSIDERS.but(take_for_granted=5),)],
}


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_each_part_of_a_rule_is_enough(rule: str) -> None:
    for people in ELSEWHERE[rule]:
        assert rule in judge(ID, *people).actions


def test_nobody_hears_of_silent_clients_before_they_are_asked_for_them() -> None:
    for group in ("internal", "customer"):
        texts = [
            text for place, text in question_texts(questionnaire(ID), group) if "quieter_same" not in place
        ]
        asked = next(n for n, text in enumerate(texts) if "disagreed" in text and text.endswith("?"))
        before = texts[:asked]
        hints = ("silent", "quiet", "same concern", "for themselves", "zwijg", "stille", "hetzelfde bezwaar")
        assert [text for text in before if any(hint in text.lower() for hint in hints)] == []


def test_won_stands_beside_lost_as_a_count() -> None:
    q = questionnaire(ID)
    lost, won = q.question("clients_lost"), q.question("clients_won")
    assert lost is not None
    assert won is not None
    assert (lost.type, won.type, won.dimension) == ("number", "number", None)


def test_no_known_objection_is_no_pass() -> None:
    found = judge(ID, People("internal", answers={"case_known": "no"}))
    assert found.findings == {"none_known"}
    assert found.actions == set()


def test_at_most_three_silent_clients_are_named() -> None:
    section = next(s for s in questionnaire(ID).sections if s.id == "who_else_is_silent")
    assert section.repeat is not None
    assert section.repeat.max == 3


def test_the_threat_and_the_silent_clients_never_leave_the_house() -> None:
    q = questionnaire(ID)
    inside = {question.id for s in q.sections for question in s.questions if question.private}
    assert inside >= {"threat_needed", "quieter_same", "silent_why", "silent_who_asks", "silent_when"}
    assert {f.id for f in q.findings if f.private} >= {
        "threat_was_needed",
        "who_else_is_silent",
        "solved_for_one",
    }
    for place, text in question_texts(q, "customer"):
        assert not any(w in text.lower() for w in ("difficult", "threat", "lastig", "moeilijk", "dreig")), (
            place
        )
