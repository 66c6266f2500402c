"""The plan of a territory: three totals, the order of calling with reasons, and the days that are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from cfdiag.handover.reasons import DAILY, DECIDES
from cfdiag.handover.territory import Territory
from cfdiag.handover.totals import CurrencyTotals, StateTotal
from cfdiag.handover.values import ACCOUNT_STATES, JudgedAccount, ReasonKind
from cfdiag.locales.locale import NONE
from cfdiag.model.blocks import ShownCell, TableBlock
from cfdiag.model.questionnaire import LEAVER, Questionnaire
from cfdiag.model.view import Labelled, TerritoryPlan
from cfdiag.render.handover.sentences import (
    STATE_NAMES,
    amount_text,
    amounts_text,
    next_step_text,
    reason_text,
    source_text,
)
from cfdiag.render.handover.timetable import (
    _NAMED,
    name_of,
    names_in_short,
    talks_note,
    talks_table,
    visits_table,
)
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part

CALLED_FIRST = 3
"""So many accounts are named at the top, with why."""
_SHORT = 1
"""Reasons of an account that is not among the first."""

_FIND_OUT: dict[ReasonKind, str] = {
    "value_unknown": "What they buy in a year, which may be more than any other does: {names}.",
    "renewal_unknown": "When the contract ends: {names}.",
    "renewal_stale": "Whether there is a contract at all, as the list shows an end of long ago: {names}.",
    "last_contact_unknown": "When anybody last spoke with them: {names}.",
    "from_memory": "Whether the value is right, which was said from memory: {names}.",
}
"""What to find out first, by what is not known."""

AccountLink = Callable[[str], str]
"""The address of an account's brief, by its key; empty where there is none."""


def no_link(_key: str) -> str:
    """The address where there are no files beside the page."""
    return ""


def plan(
    m: Material, territory: Territory, lists: Questionnaire | None = None, link: AccountLink = no_link
) -> TerritoryPlan | None:
    """What the plan of a territory shows; None where there is no account.

    Args:
        m: words and settings.
        territory: the accounts in order, and their days.
        lists: the questionnaire about the territory as a whole, for what was told of it.
        link: the address of an account's brief.
    """
    if not territory.accounts:
        return None
    w, table = m.words, territory.timetable
    ends = table.last_day is not None
    asked = [visit for visit in table.visits if visit.day is None and not visit.declined]
    return TerritoryPlan(
        first=tuple(_first(m, territory)),
        find_out=tuple(_find_out(m, territory)),
        lead=tuple(_lead(m, territory)),
        totals=_totals(m, territory),
        accounts=_accounts(m, territory, link),
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


def _first(m: Material, territory: Territory) -> Iterator[Labelled]:
    """The first ones in danger, each with all its reasons, its worth, and whom to call there."""
    w = m.words
    in_danger = [each for each in territory.accounts if each.state == "at_risk"]
    for each in in_danger[:CALLED_FIRST]:
        worth = w("worth {value} a year", value=amounts_text(each.account.value, w))
        known = [worth] if each.account.value else [w("what they buy in a year is not known")]
        people = _to_call(each)
        whom = [w("to call: {names}", names=w.listing(people))] if people else []
        said = [reason_text(reason, w) for reason in each.reasons if reason.kind != "value_unknown"]
        yield Labelled(label=name_of(m, each), value="; ".join([*said, *known, *whom]))


def _to_call(each: JudgedAccount) -> tuple[str, ...]:
    """Who decides there, else the daily contact, else whom the list names."""
    account = each.account
    for role in (DECIDES, DAILY):
        found = tuple(contact.name for contact in account.contacts if role in contact.roles)
        if found:
            return found
    return (account.row.contact,) if account.row and account.row.contact else ()


def _find_out(m: Material, territory: Territory) -> Iterator[str]:
    """What is not known is no reason to call and none to feel safe: which accounts, by what is missing."""
    w = m.words
    by_kind: dict[ReasonKind, list[str]] = defaultdict(list)
    for each in territory.accounts:
        if each.state == "not_known":
            for reason in each.reasons:
                by_kind[reason.kind].append(name_of(m, each))
    for kind, names in by_kind.items():
        more = len(names) - _NAMED
        shown = w.listing([*names[:_NAMED], *([w("{n} more", n=more)] if more > 0 else [])])
        yield w(_FIND_OUT[kind], names=shown)


def _lead(m: Material, territory: Territory) -> Iterator[str]:
    """What is said once and not forty times: who was not talked with, and whose words stay out."""
    w, accounts = m.words, territory.accounts
    silent = [name_of(m, each) for each in accounts if each.account.leaver is None]
    told = [name_of(m, each) for each in accounts if each.account.leaver is not None]
    if silent:
        yield w(
            "Accounts without a talk with the leaver yet: {n} of {of}.", n=len(silent), of=len(accounts)
        ) + _which(m, silent, told)
    unread = [
        name_of(m, each)
        for each in accounts
        if each.account.leaver is not None and each.account.arriver is None
    ]
    if unread:
        yield w(
            "Accounts that the leaver told of, and the successor has not read back yet: {n} of {of}.",
            n=len(unread),
            of=len(accounts),
        ) + _which(m, unread, [])
    withheld = sum(each.account.withheld for each in accounts)
    if withheld:
        yield w("Words that stay out, as those who said them agreed to be counted only: {n}.", n=withheld)
    differ = [name_of(m, each) for each in accounts if each.account.differs]
    if differ:
        yield w("Told twice and differently, the later talk counts: {names}.", names=w.listing(differ))


def _which(m: Material, names: Sequence[str], others: Sequence[str]) -> str:
    """Which accounts are meant, or which are not, where either are few."""
    w = m.words
    if len(names) <= _NAMED and (len(names) <= len(others) or not others):
        return " " + w("These: {names}.", names=w.listing(names))
    if 0 < len(others) <= _NAMED:
        return " " + w("Talked through: {names}.", names=w.listing(others))
    return ""


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
    said = [w.plural("{n} account", "{n} accounts", total.accounts)] if total.accounts else []
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


def _accounts(m: Material, territory: Territory, link: AccountLink) -> TableBlock:
    w = m.words
    columns = [
        column(w("Account")),
        column(w("Yearly value"), numeric=True),
        column(w("Reasons")),
        column(w("Next step")),
        column(w("Questions open"), numeric=True),
    ]
    rows = [
        [
            ShownCell(
                text=f"{number}. {name_of(m, each)}",
                # Below the first ones the reason says it: a second line each would make a third page.
                note=w(STATE_NAMES[each.state]) if number <= territory.top else "",
                link=link(each.account.key),
            ),
            cell(amounts_text(each.account.value, w)),
            _reasons(m, each, number <= territory.top),
            cell(next_step_text(each, w)),
            cell(w.count(len(territory.gaps.get(each.account.key, ())))),
        ]
        for number, each in enumerate(territory.accounts, 1)
    ]
    return table_part("territory", w("Value, reasons and next step by account"), columns, rows)


def _reasons(m: Material, each: JudgedAccount, in_full: bool) -> ShownCell:  # noqa: FBT001  private
    w = m.words
    shown = each.reasons if in_full else each.reasons[:_SHORT]
    texts = [reason_text(reason, w) for reason in shown]
    more = len(each.reasons) - len(shown)
    if more:
        texts.append(w("and {n} more", n=more))
    known = (source_text(reason.source, w) for reason in shown if in_full)
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
