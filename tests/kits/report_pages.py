"""A view with a handover in it, for the pages."""

from __future__ import annotations

from msgspec.structs import replace

from cfdiag.formats.library import Library
from cfdiag.model import result as r
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Answer, Consent, Interview, QuestionnaireRef, Respondent
from cfdiag.model.material import Remark
from cfdiag.render.view.notice import notice_view
from kits.report_builders import build_view, engagement, setting


def answered(value, **more):
    return Answer(status="answered", value=value, **more)


def handover() -> list[Interview]:
    """A leaver's interview about one account, with a stale fact, a critic, an inference and a late "
    "promise."""
    leaver = {
        "account_value": answered(184000),
        "renewal_date": answered("2027-01-31"),
        "last_contact": answered("2026-06-01"),
        "facts_checked": answered("2026-06-01"),
        "three_things": answered("The caretakers decide."),
        "advice": answered("Walk through the buildings first."),
        "could_end": answered("They may be looking around.", tags=("inference",)),
        "customer_goals": answered("Eight blocks accessible by 2028.", tags=("said",)),
        "next_year": Answer(status="unknown"),
        "contacts/c1/contact_role": answered(["buyer", "critic"]),
        "promises/p1/promise_to": answered("Head of housing"),
        "promises/p1/promise_due": answered("2026-10-30"),
        "promises/p1/promise_state": answered("overdue"),
    }
    arriver = {"promises/p1/promise_read_back": answered("query"), "first_visit_date": answered("2026-12-01")}
    items = {"contacts": {"c1": "The buyer"}, "promises": {"p1": "A free survey"}}
    return [
        Interview(
            id=group,
            questionnaire=QuestionnaireRef(id="territory-handover", version="1.0.0"),
            respondent=Respondent(group=group, account="borealis", consent=Consent.NAMED),
            finished="2026-11-20T10:00:00Z",
            items=items,
            answers=answers,
        )
        for group, answers in (("leaver", leaver), ("arriver", arriver))
    ]


def facilitated() -> Interview:
    """A panel in preparation: two invitees, a date, one thing ready and one not."""
    return Interview(
        id="panel",
        questionnaire=QuestionnaireRef(id="customer-panel", version="1.0.0"),
        respondent=Respondent(group="internal", consent=Consent.NAMED),
        finished="2026-11-20T10:00:00Z",
        items={"invitees": {"i1": "Panellist A", "i2": "Panellist B"}},
        answers={
            "panel_date": answered("2026-12-10"),
            "guide_ready": answered("yes"),
            "facilitator_stake": answered("yes"),
            "invitees/i1/invitee_company": answered("A hospital"),
            "invitees/i1/invitee_facets": answered(["service", "products"]),
            "invitees/i1/invitee_stance": answered("critical"),
            "invitees/i2/invitee_confirmed": answered("no"),
        },
    )


OFFER = Remark(
    questionnaire="account-view",
    question="we_could",
    section="give_and_get",
    group="coworker",
    account="borealis",
    kind="answer",
    text="A message within the hour, even without a time.",
)


def made(**changes):
    result, questionnaires, remarks = engagement()
    questionnaire = Library().get("territory-handover")
    part = r.QuestionnaireResult(
        id="territory-handover",
        version="1.0.0",
        sha256="",
        n=2,
        overall=r.Score(score=None, n=2, reason="not_scored"),
    )
    result = replace(result, questionnaires=[*result.questionnaires, part])
    chosen = setting(accounts={"borealis": "Borealis Housing"}, **changes)
    view = build_view(
        result,
        {
            **questionnaires,
            "territory-handover": questionnaire,
            "customer-panel": Library().get("customer-panel"),
            "account-view": Library().get("account-view"),
        },
        [*remarks, OFFER],
        [*handover(), facilitated()],
        chosen,
    )
    asked = Engagement(client="Acme Pumps", retention={"interviews": 180})
    told = notice_view(asked, [Library().get("customer-view")], [chosen.language], chosen)
    return replace(view, notice=told.notice)
