from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from questionnaires.rules import (
    People,
    interviews,
    judge,
    question_texts,
    questionnaire,
    rule_tests,
)

from cfdiag.interview.flow import steps

ID = "territory-handover"
TODAY = date(2026, 11, 22)  # the day on which the interviews of `rules` are finished


def day(days: int) -> str:
    """A date so many days from the interview: before it where negative."""
    return (TODAY + timedelta(days=days)).isoformat()


LEAVER = People(
    "leaver",
    n=1,
    answers={
        "value_source": "invoices",
        "renewal_written": "yes",
        "renewal_date": day(200),
        "rhythm": "no_rhythm",
        "last_contact": day(-10),
        "facts_checked": day(-20),
        "contact_role": ["day_to_day", "buyer"],
        "contact_knows": "several",
        "contact_introduced": "yes",
        "promise_state": "on_time",
        "promise_written": "yes",
        "colleague_told": "yes",
        "visit_together": "yes",
    },
    items={
        "contacts": {"i1": "Head of purchasing"},
        "promises": {"i1": "Spare parts in stock"},
        "inside": {"i1": "Planner"},
    },
)
ARRIVER = People(
    "arriver",
    n=1,
    answers={
        "notes_read": "yes",
        "contact_introduced": "yes",
        "colleague_met": "yes",
        "visit_together": "yes",
        "item_read_back": "accept",
        "promise_read_back": "accept",
    },
    items={
        "contacts": {"i1": "Head of purchasing"},
        "inside": {"i1": "Planner"},
        "promises": {"i1": "Spare parts in stock"},
        "reading_back": {"three_things": "Three things and the advice", "people_here": "The people here"},
    },
)
BOTH = (LEAVER, ARRIVER)
UNKNOWN = {"status": "unknown"}


FINDINGS = {
    "promise_overdue": ([LEAVER.but(promise_state="overdue")], [LEAVER]),
    "promises_in_hand": ([LEAVER], [LEAVER.but(promise_state="overdue")]),
    "promise_only_spoken": ([LEAVER.but(promise_written="no")], [LEAVER]),
    "knows_leaver_only": ([LEAVER.but(contact_knows="only_me")], [LEAVER]),
    "well_connected": ([LEAVER], [LEAVER.but(contact_knows="only_me")]),
    "champion_there": ([LEAVER.but(contact_role=["champion"])], [LEAVER]),
    "still_unknown": (
        [
            LEAVER.but(value_source=UNKNOWN),
            LEAVER.but(promise_state=UNKNOWN),
            LEAVER.but(contact_knows=UNKNOWN),
        ],
        [LEAVER],
    ),
    "stale": ([LEAVER.but(facts_checked=day(-91)), LEAVER.but(last_contact=day(-91))], [LEAVER]),
    "renewal_near": ([LEAVER.but(renewal_date=day(30))], [LEAVER, LEAVER.but(renewal_date=day(-30))]),
    "questions_on_read_back": (
        [ARRIVER.but(item_read_back="query"), ARRIVER.but(promise_read_back="query")],
        [ARRIVER],
    ),
    "read_back_complete": ([ARRIVER], [ARRIVER.but(item_read_back="query")]),
}
ACTIONS = {
    "settle_overdue_promise": ([LEAVER.but(promise_state="overdue")], [LEAVER]),
    "introduce_together": (
        [
            LEAVER.but(contact_knows="only_me"),
            ARRIVER.but(contact_introduced="no"),
        ],
        [LEAVER, ARRIVER],
    ),
    "promise_the_introduction": ([LEAVER.but(visit_together="no")], [LEAVER]),
    "ask_before_leaving": (
        [
            LEAVER.but(renewal_written=UNKNOWN),
            LEAVER.but(facts_checked=day(-120)),
            LEAVER.but(last_contact=day(-120)),
        ],
        [LEAVER],
    ),
    "write_promises_down": ([LEAVER.but(promise_written="no")], [LEAVER]),
    "bring_in_the_inside_team": (
        [LEAVER.but(colleague_told="no"), ARRIVER.but(colleague_met="no")],
        [LEAVER, ARRIVER],
    ),
    "answer_the_read_back": ([ARRIVER.but(item_read_back="query")], [ARRIVER]),
    "clear_up_promises": ([ARRIVER.but(promise_read_back="query")], [ARRIVER]),
    "prepare_the_renewal": ([LEAVER.but(renewal_date=day(90))], [LEAVER.but(renewal_date=day(91))]),
    "hear_the_critic": ([LEAVER.but(contact_role=["buyer", "critic"])], [LEAVER]),
    "start_with_the_champion": ([LEAVER.but(contact_role=["champion"])], [LEAVER]),
    "keep_the_rhythm": ([LEAVER.but(rhythm=r) for r in ("weekly", "monthly", "quarterly")], [LEAVER]),
    "help_with_next_year": ([ARRIVER], [ARRIVER.but(item_read_back="query")]),
}


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)


def test_leaver_and_arriver_are_judged_together() -> None:
    found = judge(ID, LEAVER.but(promise_state="overdue"), ARRIVER.but(item_read_back="query"))
    assert found.findings >= {"promise_overdue", "questions_on_read_back"}


def test_the_essentials_leave_out_more_than_half_of_the_leavers_questions() -> None:
    q = questionnaire(ID)
    leaver = [question for s in q.sections for question in s.questions if "leaver" in question.groups]
    short = {question.id for question in leaver if question.essential}
    assert {"account_value", "renewal_date", "last_contact", "could_end", "three_things", "advice"} <= short
    assert len(short) < len(leaver) / 2


def test_what_a_newcomer_walks_into_unknowing_is_asked_of_the_leaver_in_full() -> None:
    q = questionnaire(ID)
    (told,) = interviews(q, LEAVER)
    full, short = (
        {step.question.id for step in steps(q, replace(told, form=form)) if step.question}
        for form in ("full", "essentials")
    )
    asked = {"order_rhythm", "price_history", "practices", "escalations", "leave_alone"}
    assert asked <= full
    assert not asked & short


def test_notes_say_what_they_rest_on() -> None:
    q = questionnaire(ID)
    for name in (
        *("contact_note", "customer_goals", "next_year", "could_end", "three_things"),
        *("price_history", "price_in_return", "escalations", "escalations_ended", "leave_alone", "practices"),
    ):
        question = q.question(name)
        assert question is not None
        assert [tag.id for tag in question.tags] == ["said", "seen", "inference"]


@pytest.mark.parametrize("group", ["leaver", "arriver"])
def test_nobody_is_called_difficult(group: str) -> None:
    for place, text in question_texts(questionnaire(ID), group):
        assert not any(w in text.lower() for w in ("difficult", "demanding", "lastig", "moeilijk")), place
