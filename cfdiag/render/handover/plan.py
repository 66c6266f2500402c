"""The plan of a territory: three totals, the order of calling with reasons, and the days that are left."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.handover.territory import Territory
from cfdiag.handover.totals import CurrencyTotals, StateTotal
from cfdiag.handover.values import ACCOUNT_STATES, JudgedAccount
from cfdiag.locales.locale import NONE
from cfdiag.model.blocks import ShownCell, TableBlock
from cfdiag.model.questionnaire import LEAVER, Questionnaire
from cfdiag.model.view import TerritoryPlan
from cfdiag.render.handover.lead import CALLED_FIRST, called_first, find_out_first, said_once
from cfdiag.render.handover.sentences import (
    STATE_NAMES,
    accounts_text,
    amount_text,
    amounts_text,
    next_step_text,
    reason_text,
    reasons_in_short,
    source_text,
)
from cfdiag.render.handover.timetable import (
    name_of,
    names_in_short,
    talks_note,
    talks_table,
    visits_table,
)
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part

_ORDER = (
    "The order: at risk, not known, nothing seen. In each, first where nobody knows the value, as it may be "
    "the largest; then the larger value, and of the same value the earlier date."
)
_TOLD_IN_SHORT = ("knows_only_leaver", "critic_decides", "no_contact")
"""Reasons of which a few words tell enough of an account that is not among the first: the step names whom."""
AccountLink = Callable[[str], str]
"""The address of an account's brief, by its key; empty where there is none."""


def no_link(_key: str) -> str:
    """The address where there are no files beside the page."""
    return ""


def plan(
    m: Material, territory: Territory, lists: Questionnaire | None = None, link: AccountLink = no_link,
    *, asked_in: str = "",
) -> TerritoryPlan | None:  # fmt: skip
    """What the plan of a territory shows; None where there is no account.

    Args:
        m: words and settings.
        territory: the accounts in order, and their days.
        lists: the questionnaire about the territory as a whole, for what was told of it.
        link: the address of an account's brief.
        asked_in: the file beside the page that holds the open questions; empty: there is none.
    """
    if not territory.accounts:
        return None
    w, table = m.words, territory.timetable
    ends = table.last_day is not None
    asked = [visit for visit in table.visits if visit.day is None and not visit.declined]
    return TerritoryPlan(
        first=tuple(called_first(m, territory)),
        find_out=tuple(find_out_first(m, territory)),
        lead=tuple(said_once(m, territory)),
        totals=_totals(m, territory),
        accounts=_accounts(m, territory, link, asked_in),
        order=m.words(_ORDER),
        talks=talks_table(m, territory),
        talks_note=talks_note(m, territory),
        not_asked=names_in_short(m, [t.account for t in table.talks if ends and t.day is None], territory),
        visits=visits_table(m, territory),
        to_visit=names_in_short(m, [v.account for v in asked if not ends], territory),
        not_visited=names_in_short(m, [v.account for v in asked if ends], territory),
        not_together=names_in_short(m, [v.account for v in table.visits if v.declined], territory),
        maybe_the_same=tuple(", ".join(names) for names in territory.maybe_the_same),
        lost=_lost(m, territory, lists),
        last_day=w.date(table.last_day.isoformat()) if table.last_day else "",
    )


def _totals(m: Material, territory: Territory) -> TableBlock:
    w = m.words
    titles = [w(STATE_NAMES[state]) for state in ACCOUNT_STATES]
    columns = [
        column(w("Currency")),
        *(column(t, numeric=True) for t in titles),
        column(w("All"), numeric=True),
    ]
    rows = [
        [
            cell(total.currency or w("Currency not known")),
            *(_total(total.parts[state], total.currency, m) for state in ACCOUNT_STATES),
            _whole(total, m),
        ]
        for total in territory.totals
    ]
    caption = w("What the accounts are worth in a year, and how many they are")
    return table_part("totals", caption, columns, rows)


def _total(total: StateTotal, currency: str, m: Material) -> ShownCell:
    """An amount and of how many accounts it is; a dash where there is none: nothing known is not nothing."""
    w = m.words
    said = [accounts_text(total.accounts, w)] if total.accounts else []
    if total.value_unknown:
        plain, added = "{n} of unknown value", "+ {n} of unknown value"
        said.append(w(added if said else plain, n=total.value_unknown))
    text = amount_text(total.amount, currency, w) if total.accounts else NONE
    return cell(text, note=" ".join(said))


def _whole(total: CurrencyTotals, m: Material) -> ShownCell:
    whole = _total(total.whole, total.currency, m)
    if round(total.low) == round(total.whole.amount):
        return whole
    low = amount_text(total.low, total.currency, m.words)
    return cell(m.words("{low} to {high}", low=low, high=whole.text), note=whole.note)


def _accounts(m: Material, territory: Territory, link: AccountLink, asked_in: str) -> TableBlock:
    w = m.words
    columns = [
        column(w("Account")),
        column(w("Yearly value"), numeric=True),
        column(w("Reasons")),
        column(w("Next step")),
        column(w("Questions open"), numeric=True),
    ]
    rows: list[list[ShownCell]] = []
    state = ""
    for number, each in enumerate(territory.accounts, 1):
        if each.state != state:
            state = each.state
            n = sum(other.state == state for other in territory.accounts)
            said = w("{state}: {accounts}", state=w(STATE_NAMES[each.state]), accounts=accounts_text(n, w))
            rows.append([ShownCell(text=said, tone="total"), *(cell("") for _ in columns[1:])])
        rows.append(
            [
                ShownCell(text=f"{number}. {name_of(m, each)}", link=link(each.account.key)),
                cell(amounts_text(each.account.value, w)),
                _reasons(m, each, number, territory.top),
                cell(next_step_text(each, w)),
                cell(w.count(len(territory.gaps.get(each.account.key, ())))),
            ]
        )
    notes = [w("The open questions stand in {file}, account by account.", file=asked_in)] if asked_in else []
    return table_part("territory", w("Value, reasons and next step by account"), columns, rows, notes)


def _reasons(m: Material, each: JudgedAccount, number: int, top: int) -> ShownCell:
    """Every reason: of the first accounts in full, unless they stand above; of them the sources, too."""
    w = m.words
    told = CALLED_FIRST if each.state == "at_risk" else 0
    first = next((reason.kind for reason in each.reasons), "")
    in_full = len(each.reasons) if told < number <= top else 0 if first in _TOLD_IN_SHORT else 1
    texts = [reason_text(reason, w) for reason in each.reasons[:in_full]]
    texts += reasons_in_short(each.reasons[in_full:], w)
    known = (source_text(reason.source, w) for reason in each.reasons if number <= top)
    sources = dict.fromkeys(filter(None, known))
    return cell("; ".join(texts) or w("nothing seen"), note=" · ".join(sources))


def _lost(m: Material, territory: Territory, questionnaire: Questionnaire | None) -> TableBlock | None:
    """The customers that left the territory, when and why, as the leaver told."""
    w, told = m.words, territory.whole
    if questionnaire is None or told.interview is None:
        return None
    sheet, section = Sheet(m, questionnaire, told.interview, LEAVER), "lost_customers"
    rows = [
        [
            cell(name),
            cell(sheet.said("lost_when", section, item)),
            cell(sheet.said("lost_why", section, item)),
            cell(sheet.said("lost_known_from", section, item)),
        ]
        for item, name in sheet.items(section).items()
    ]
    columns = [column(w("Customer")), column(w("Left in")), column(w("Why")), column(w("How we know"))]
    caption = w("Customers who left this territory in 24 months")
    return table_part("lost", caption, columns, rows) if rows else None
