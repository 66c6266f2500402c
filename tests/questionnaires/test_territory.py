"""territory: what a leaver tells once of the whole territory."""

from __future__ import annotations

from dataclasses import replace

from questionnaires.rules import People, rule_tests

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


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)
