"""What to ask the leaver, in sentences and in a few words; and what is asked about nearly every account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cfdiag.handover.gaps import StillToAsk
from cfdiag.handover.territory import Territory
from cfdiag.locales.locale import Locale
from cfdiag.model.questionnaire import LEAVER, Questionnaire
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material

FROM_ACCOUNTS = 3
"""From so many accounts on a question about at least half of them is said once."""


def key_of(gap: StillToAsk) -> str:
    """What the same question has in common from account to account; empty where it is about one alone."""
    if gap.question is not None:
        return "" if gap.item else gap.question.id
    return gap.section.id if gap.section is not None else ""


def asked_of_most(territory: Territory) -> tuple[StillToAsk, ...]:
    """The questions about at least half of the accounts of which anything is to be asked."""
    every = [gaps for gaps in territory.gaps.values() if gaps]
    if len(every) < FROM_ACCOUNTS:
        return ()
    found = {key_of(gap): gap for gaps in every for gap in reversed(gaps)}
    times = Counter(key for gaps in every for key in {key_of(gap) for gap in gaps})
    order = dict.fromkeys(key_of(gap) for gaps in every for gap in gaps)
    return tuple(found[key] for key in order if key and 2 * times[key] >= len(every))


def asked_once(m: Material, questionnaire: Questionnaire, gaps: Sequence[StillToAsk]) -> tuple[str, ...]:
    """Those questions in words that fit every account."""
    account = m.words("this customer")
    nobody = Sheet(m, questionnaire, None, LEAVER, account)
    said = []
    for gap in gaps:
        name, asked = gap_label(nobody, account, gap), gap_text(nobody, account, gap)
        # Without what stood before it, 'that date' says nothing.
        said.append(asked if name == asked else m.words("{label}: {value}", label=name, value=asked))
    return tuple(said)


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
    if gap.unchecked_days:
        return w("facts {n} days old", n=w.count(gap.unchecked_days))
    return gap_text(sheet, account, gap)


def _of_item(said: str, gap: StillToAsk, w: Locale) -> str:
    """A question with the name of the item that it is about, unless it says that already."""
    return said if gap.item in said else w("{label}: {value}", label=gap.item, value=said)
