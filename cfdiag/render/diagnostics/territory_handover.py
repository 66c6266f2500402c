"""What a leaver hands over, per account: facts, people, promises, goals, advice; first-hand facts only.

Notes marked as inference stand apart; talk about the customer (beliefs, reputation) comes from another
questionnaire: of it only what each side would give and get meets the brief.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from cfdiag.handover.known import HeardTalk
from cfdiag.handover.territory import Territory, territory_of
from cfdiag.handover.values import HANDOVER, TERRITORY
from cfdiag.model.account import Account
from cfdiag.model.blocks import TableBlock
from cfdiag.model.questionnaire import ARRIVER, LEAVER
from cfdiag.model.view import Handover, ReportSection, TerritoryPlan
from cfdiag.render.diagnostics.account_view import give_and_get
from cfdiag.render.handover.brief import brief
from cfdiag.render.handover.ledger import ledger
from cfdiag.render.handover.plan import plan
from cfdiag.render.view.context import Material

WHOLE, OWN_PAGES = True, True
NEEDS = frozenset(
    {
        LEAVER, ARRIVER, "accept", "account_value", "advice", "ask_before_leaving", "buyer", "channels",
        "colleague_role", "colleague_told", "contact_introduced", "contact_knows", "contact_note",
        "contact_role", "contacts", "could_end", "critic", "customer_goals", "day_to_day", "escalations",
        "escalations_ended", "facts_checked", "first_visit_date", "inside", "kept", "last_contact",
        "leave_alone", "memory", "next_year", "not_asked", "only_me", "open_business", "order_rhythm",
        "overdue", "practices", "price_history", "price_in_return", "products", "promise_due",
        "promise_read_back", "promise_state", "promise_to", "promise_witness", "promises", "query",
        "renewal_date", "rhythm", "said", "three_things", "value_source", "visit_together", "withdrawn",
        "inference",
    }
)  # fmt: skip


def handed_over(m: Material) -> Territory | None:
    """The accounts that were handed over in interviews; None where there is none, or for customers."""
    questionnaire = m.questionnaires.get(HANDOVER)
    if questionnaire is None or m.setting.audience != "internal":
        return None
    sheets = [i for i in m.saved.spoken.sheets if i.questionnaire.id in (HANDOVER, TERRITORY)]
    about = {i.respondent.account for i in sheets}
    listed = [Account(id=id_, name=name) for id_, name in m.setting.accounts.items() if id_ in about]
    return territory_of(
        listed,
        [HeardTalk(interview) for interview in sheets],
        questionnaire,
        today=date.fromisoformat(m.setting.date),
        only=[m.setting.account] if m.setting.account else None,
        # Of all other talks a report knows no more than whose customers were heard.
        customers={account for heard in m.saved.spoken.heard.values() for account in heard},
    )


def handovers(m: Material) -> tuple[Handover, ...]:
    """One part per account, in the order of calling; none where nothing was handed over."""
    territory, questionnaire = handed_over(m), m.questionnaires.get(HANDOVER)
    if territory is None or questionnaire is None:
        return ()
    return tuple(
        replace(brief(m, questionnaire, territory, each), give_and_get=give_and_get(m, each.account.key))
        for each in territory.accounts
    )


def whole_territory(m: Material) -> TerritoryPlan | None:
    """All accounts, and the days that are left."""
    territory = handed_over(m)
    return plan(m, territory, m.questionnaires.get(TERRITORY)) if territory else None


def accounts_table(m: Material) -> TableBlock | None:
    """All accounts in one table."""
    whole = whole_territory(m)
    return whole.accounts if whole else None


def all_promises(m: Material) -> TableBlock | None:
    """Every promise of the territory."""
    territory, questionnaire = handed_over(m), m.questionnaires.get(HANDOVER)
    return ledger(m, questionnaire, territory) if territory and questionnaire else None


def territory_note(m: Material) -> str:
    """What value at risk is, in the questionnaire's own words."""
    questionnaire = m.questionnaires.get(HANDOVER)
    return m.text(questionnaire.notes.get("value_at_risk")) if questionnaire else ""


SECTIONS: dict[str, Callable[[Material], ReportSection | None]] = {}
PARTS = {
    "handovers": handovers,
    "territory": accounts_table,
    "territory_plan": whole_territory,
    "promise_ledger": all_promises,
    "handovers_note": territory_note,
}
