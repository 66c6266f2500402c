"""territory: what a leaver tells once of the whole territory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from questionnaires.rules import People, diagnostics, judge, questionnaire

ID = "territory"
LEAVER = People(
    "leaver",
    n=1,
    answers={
        "last_day": "2026-12-18",
        "successor_known": "yes",
        "customers_told": "yes",
        "lost_why": "A cheaper offer.",
        "lost_known_from": "they_said",
        "lost_contact": "no",
    },
    items={"lost_customers": {"i1": "North"}},
)
TWO = replace(LEAVER, items={"lost_customers": {"i1": "North", "i2": "South"}})

FINDINGS = {
    "customers_left": ([TWO], [LEAVER]),
    "reason_assumed": ([LEAVER.but(lost_known_from="we_assume")], [LEAVER]),
    "still_to_settle": ([LEAVER.but(successor_known="no"), LEAVER.but(customers_told="no")], [LEAVER]),
    "settled_in_time": ([LEAVER], [LEAVER.but(customers_told="no")]),
    "line_still_open": ([LEAVER.but(lost_contact="yes")], [LEAVER]),
}
ACTIONS = {
    "learn_from_those_who_left": ([TWO], [LEAVER]),
    "drop_what_is_assumed": ([LEAVER.but(lost_known_from="we_assume")], [LEAVER]),
    "name_the_successor": ([LEAVER.but(successor_known="no")], [LEAVER]),
    "tell_the_customers": ([LEAVER.but(customers_told="no")], [LEAVER]),
    "keep_the_line_open": ([LEAVER.but(lost_contact="yes")], [LEAVER]),
    "go_on_with_it": ([LEAVER], [LEAVER.but(successor_known="no")]),
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
    assert [rule in judge(ID, people).findings for people in true] == [True] * len(true)
    assert [rule in judge(ID, people).findings for people in false] == [False] * len(false)


@pytest.mark.parametrize("rule", ACTIONS)
def test_an_action_is_called_for_by_some_and_not_by_others(rule: str) -> None:
    true, false = ACTIONS[rule]
    assert [rule in judge(ID, people).actions for people in true] == [True] * len(true)
    assert [rule in judge(ID, people).actions for people in false] == [False] * len(false)
