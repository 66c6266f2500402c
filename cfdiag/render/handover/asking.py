"""What to ask the leaver, in sentences and in a few words; and what is asked about many accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cfdiag.handover.gaps import StillToAsk
from cfdiag.handover.territory import Territory
from cfdiag.handover.told import KNOWS
from cfdiag.handover.values import JudgedAccount
from cfdiag.locales.locale import Locale
from cfdiag.model.questionnaire import LEAVER, Questionnaire
from cfdiag.render.handover.timetable import NAMED_ACCOUNTS, name_of
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material

FROM_ACCOUNTS = 3
"""From so many accounts on a question about at least half of them is said once."""
_LEFT_OUT_BY_NAME = 2 * NAMED_ACCOUNTS
"""So many accounts, of which it is not asked, are named."""


def key_of(gap: StillToAsk) -> str:
    """What the same question has in common from account to account; empty where it is about one alone."""
    if gap.question is not None:
        return "" if gap.item else gap.question.id
    if gap.who_knows_only_leaver:
        return KNOWS
    return gap.section.id if gap.section is not None else ""


class SharedGap(NamedTuple):
    """A question that is asked about many accounts, and about which it is not."""

    gap: StillToAsk
    but: tuple[JudgedAccount, ...]
    of: int
    """Of so many accounts anything is to be asked."""


def asked_of_many(territory: Territory) -> tuple[SharedGap, ...]:
    """The questions about at least half of the accounts of which anything is to be asked."""
    asked = [each for each in territory.accounts if territory.gaps.get(each.account.key)]
    if len(asked) < FROM_ACCOUNTS:
        return ()
    keys = {
        each.account.key: {key_of(gap) for gap in territory.gaps[each.account.key]} - {""} for each in asked
    }
    first: dict[str, StillToAsk] = {}
    for each in asked:
        for gap in territory.gaps[each.account.key]:
            first.setdefault(key_of(gap), gap)
    but = {key: tuple(each for each in asked if key not in keys[each.account.key]) for key in first if key}
    return tuple(
        SharedGap(first[key], others, len(asked))
        for key, others in but.items()
        if 2 * len(others) <= len(asked)
    )


def asked_once(m: Material, questionnaire: Questionnaire, shared: Sequence[SharedGap]) -> tuple[str, ...]:
    """Those questions in words that fit every account, and of which accounts they are not asked."""
    w, account = m.words, m.words("this customer")
    nobody = Sheet(m, questionnaire, None, LEAVER, account)
    said = []
    for each in shared:
        name, asked = gap_label(nobody, account, each.gap), gap_text(nobody, account, each.gap)
        # Without what stood before it, 'that date' says nothing.
        text = asked if name == asked else w("{label}: {value}", label=name, value=asked)
        said.append(" ".join(filter(None, (text, _which(m, each)))))
    return tuple(said)


def _which(m: Material, shared: SharedGap) -> str:
    """About which accounts it is asked, where it is not all of them."""
    w, but = m.words, shared.but
    if not but:
        return ""
    if len(but) <= _LEFT_OUT_BY_NAME:
        return w("(Not about {names}.)", names=w.listing([name_of(m, each) for each in but]))
    return w("(About {n} of {of} accounts.)", n=shared.of - len(but), of=shared.of)


def gap_text(sheet: Sheet, account: str, gap: StillToAsk) -> str:
    """One question to the leaver.

    Args:
        sheet: their answers about the account, or nobody's.
        account: what it is called.
        gap: what is open.
    """
    w = sheet.m.words
    if gap.question is not None:
        return _of_item(sheet.ask(gap.question, gap.item), gap, w)
    if gap.section is not None and gap.section.repeat is not None:
        return sheet.m.text(gap.section.repeat.ask, LEAVER, "inside", account=account)
    if gap.unchecked_days:
        return w(
            "The facts were last gone through with the customer {n} days ago: are they still right?",
            n=w.count(gap.unchecked_days),
        )
    if gap.who_knows_only_leaver:
        return w("Which of the people there know nobody else of us than you?")
    if gap.asked and gap.item:
        return w("{label}: {value}", label=gap.item, value=gap.asked)
    return gap.asked or w("The successor has a question about the promise {what}.", what=w.quoted(gap.item))


def gap_label(sheet: Sheet, account: str, gap: StillToAsk) -> str:
    """The same in a few words, where there are any."""
    w = sheet.m.words
    if gap.question is not None:
        return _of_item(sheet.name(gap.question, gap.item), gap, w)
    if gap.section is not None:
        return sheet.m.text(gap.section.title, LEAVER, "inside", account=account)
    if gap.who_knows_only_leaver:
        return w("Who knows only you")
    if gap.unchecked_days:
        return w("facts {n} days old", n=w.count(gap.unchecked_days))
    return gap_text(sheet, account, gap)


def _of_item(said: str, gap: StillToAsk, w: Locale) -> str:
    """A question with the name of the item that it is about, unless it says that already."""
    return said if gap.item in said else w("{label}: {value}", label=gap.item, value=said)
