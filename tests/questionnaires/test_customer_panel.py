from __future__ import annotations

from questionnaires.rules import (
    People,
    interviews,
    judge,
    question_texts,
    questionnaire,
    rule_tests,
)

from cfdiag.interview.flow import steps

ID = "customer-panel"
FACETS = ["sales", "products", "processes", "service"]


def table(n: int, **answers: object) -> People:
    """A facilitator who has invited `n` customers, and has done everything else well."""
    given: dict[str, object] = {
        "panel_held": "yes",
        "facilitator_stake": "no",
        "guide_ready": "yes",
        "questions_sent": "no",
        "debrief_set": "yes",
        "staff_serious": "yes",
        "staff_criticism": "yes",
        "staff_fair_use": "yes",
        "staff_listen_only": "yes",
        "panellists_answered": "answered",
        "said_quote": "Call me before I call you.",
        "quote_checked": "yes",
        "agreement_state": "done",
    }
    if n:
        given |= {"invitee_facets": FACETS, "invitee_stance": "neutral", "invitee_consent": "by_name"}
        given["invitees/i1/invitee_stance"] = "critical"
        if n > 1:
            given["invitees/i2/invitee_stance"] = "fan"
    return People(
        "internal",
        n=1,
        answers=given | answers,
        items={
            "invitees": {f"i{number}": f"Customer {number}" for number in range(1, n + 1)},
            "panellists": {"i1": "Customer 1"},
            "agreements": {"i1": "Answer within a day"},
        },
    )


READY = table(4)


def without(facet: str) -> People:
    return table(4, invitee_facets=[f for f in FACETS if f != facet])


def only_fans() -> People:
    return table(3, **{"invitees/i1/invitee_stance": "fan", "invitee_stance": "fan"})


FINDINGS = {
    "panel_size": ([table(1), table(6)], [table(2), table(3), table(5)]),
    "panel_size_right": ([table(3), table(4)], [table(2), table(5)]),
    "facet_missing_sales": ([without("sales")], [READY]),
    "facet_missing_products": ([without("products")], [READY]),
    "facet_missing_processes": ([without("processes")], [READY]),
    "facet_missing_service": ([without("service")], [READY]),
    "all_facets_there": ([READY], [without("service")]),
    "only_fans": ([only_fans()], [READY]),
    "critic_invited": ([READY], [only_fans()]),
    "stake_in_outcome": ([READY.but(facilitator_stake="yes")], [READY]),
    "rehearsed": ([READY.but(questions_sent="yes")], [READY]),
    "staff_promise_missing": (
        [READY.but(staff_serious="no"), READY.but(staff_criticism="no"), READY.but(staff_fair_use="no")],
        [READY],
    ),
    "staff_prepared": ([READY], [READY.but(staff_fair_use="no")]),
    "no_debrief": ([READY.but(debrief_set="no")], [READY]),
    "panel_unanswered": (
        [READY.but(panellists_answered="not_planned"), READY.but(panellists_answered="intended")],
        [READY],
    ),
    "panel_answered": ([READY], [READY.but(panellists_answered="dated")]),
}
ACTIONS = {
    "invite_a_critic": ([only_fans()], [READY]),
    "cover_every_part": ([without(facet) for facet in FACETS], [READY]),
    "tune_the_number": ([table(2), table(5), table(1), table(6)], [table(3), table(4)]),
    "prepare_the_staff": (
        [
            READY.but(**{name: "no"})
            for name in ("staff_serious", "staff_criticism", "staff_fair_use", "staff_listen_only")
        ],
        [READY],
    ),
    "choose_a_neutral_facilitator": ([READY.but(facilitator_stake="yes")], [READY]),
    "keep_it_unrehearsed": ([READY.but(questions_sent="yes"), READY.but(guide_ready="no")], [READY]),
    "answer_the_panel": (
        [
            READY.but(debrief_set="no"),
            READY.but(panellists_answered="not_planned"),
            READY.but(panellists_answered="intended"),
        ],
        [READY],
    ),
    "check_the_quotes": ([READY.but(quote_checked="no"), READY.but(invitee_consent="not_asked")], [READY]),
    "begin_what_was_agreed": ([READY.but(agreement_state="not_begun")], [READY]),
    "spread_what_worked": ([READY.but(said_worked="The engineers.")], [READY.but(panel_held="no")]),
    "make_the_panel_a_habit": (
        [READY, READY.but(panellists_answered="dated")],
        [READY.but(panellists_answered="intended")],
    ),
    "work_with_the_mix": ([READY], [only_fans()]),
}


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)


def test_a_facilitator_from_inside_is_no_fault() -> None:
    inside, outside = (judge(ID, READY.but(facilitator_from=where)) for where in ("inside", "outside"))
    assert inside == outside


def test_before_the_panel_nothing_is_asked_about_afterwards() -> None:
    q = questionnaire(ID)
    after = [s for s in q.sections if s.id in ("panellists", "afterwards", "agreements")]
    assert len(after) == 3
    assert all(question.when is not None for s in after for question in s.questions)


def test_the_report_says_that_a_panel_is_no_research() -> None:
    note = questionnaire(ID).notes["not_research"]
    assert "does not replace research" in note.pick("en")
    assert "vervangt geen onderzoek" in note.pick("nl")


def test_a_panellist_does_not_see_how_the_invitees_were_chosen() -> None:
    for place, text in question_texts(questionnaire(ID), "customer"):
        assert not any(w in text.lower() for w in ("fan", "critical", "kritisch", "difficult", "lastig")), (
            place
        )


def test_who_sat_at_the_table_is_asked_once_the_panel_has_been_held() -> None:
    q = questionnaire(ID)
    before, after = (interviews(q, table(3, panel_held=held))[0] for held in ("no", "yes"))
    asked_before = {step.section.id for step in steps(q, before)}
    assert {"invitees", "staff"} <= asked_before
    assert not {"panellists", "afterwards", "agreements"} & asked_before
    assert {"panellists", "afterwards", "agreements"} <= {step.section.id for step in steps(q, after)}
