"""Per account: how much of the reputation is first-hand, and what each side would give and get."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.model.blocks import Block, HeadingBlock, ListBlock, ListEntry, ListGroup
from cfdiag.model.material import Occasions, Remark
from cfdiag.model.questionnaire import BASIS_POINTS
from cfdiag.model.view import ReportSection
from cfdiag.render.view.context import Material, shortened
from cfdiag.render.view.meeting import meeting
from cfdiag.render.view.parts import section, sentences

NEEDS = frozenset({"they_could", "we_could"})
WHOLE, OWN_PAGES = False, False

_GIVE_AND_GET = ("they_could", "we_could")
"""The two questions of `account-view` that both sides answer: what the others could do, what we would."""


def account_rows(m: Material) -> ReportSection | None:
    """The section, or None where no interview is about an account. Never in the customer's edition."""
    if m.setting.audience == "customer":
        return None
    said = m.saved.spoken
    order = {*said.occasions, *(r.account for r in said.remarks if r.account)}
    blocks = [block for account in sorted(order) for block in _account(m, account)]
    if not blocks:
        return None
    w = m.words
    return section(
        "accounts",
        w("Per account"),
        w(
            "What is said about a customer inside, how much of it somebody witnessed, and what each "
            "side would give "
            "and get. For those who work with this customer; not for the customer, and not for a handover."
        ),
        blocks,
    )


def _account(m: Material, account: str) -> list[Block]:
    basis = _basis(m, m.saved.spoken.occasions.get(account))
    lists = give_and_get(m, account)
    if not basis and not lists:
        return []
    blocks: list[Block] = [HeadingBlock(text=m.setting.accounts.get(account, account)), *sentences([basis])]
    if lists:
        blocks.append(ListBlock(groups=lists, look="beside", level=2))
    return blocks


def _basis(m: Material, seen: Occasions | None) -> str:
    """What the stories about this customer rest on, as counts."""
    w = m.words
    if seen is None:
        return ""
    told = seen.by_basis
    names = {
        "first_hand": w("witnessed"),
        "figures": w("from figures"),
        "hearsay": w("heard from others"),
        "guess": w("guessed"),
    }
    rest = [f"{w.count(told[b])} {names[b]}" for b in BASIS_POINTS if b != "first_hand" and b in told]
    said = w.plural(
        "{n} of the {of} occasions told was witnessed by the person who tells it",
        "{n} of the {of} occasions told were witnessed by the people who tell them",
        told.get("first_hand", 0),
        of=w.count(seen.n),
    )
    tail = f" ({', '.join(rest)})." if rest else "."
    verdict = (
        w("Mostly fact: look into the occasions one by one.")
        if seen.mostly_witnessed
        else w("Mostly folklore: ask for the last occasion first.")
    )
    return f"{said}{tail} {verdict}"


def _ours(m: Material, remark: Remark) -> bool:
    questionnaire = m.questionnaires.get(remark.questionnaire)
    return questionnaire is not None and questionnaire.side(remark.group) == "inside"


def give_and_get(m: Material, account: str) -> tuple[ListGroup, ...]:
    """Four lists: what we ask and give, what the customer asks and gives; those that say something."""
    w = m.words
    remarks = [
        r for r in m.remarks if r.account == account and r.question in _GIVE_AND_GET and r.kind == "answer"
    ]
    lists = []
    for title, ours, question in (
        (w("We would like from them"), True, "they_could"),
        (w("We would give"), True, "we_could"),
        (w("They would like from us"), False, "they_could"),
        (w("They would give"), False, "we_could"),
    ):
        said = [shortened(r.text) for r in remarks if r.question == question and _ours(m, r) is ours]
        if said:
            lists.append(
                ListGroup(title=title, entries=tuple(ListEntry(text=text) for text in dict.fromkeys(said)))
            )
    return tuple(lists)


SECTIONS = {"accounts": account_rows}


def meeting_accounts(m: Material) -> tuple[str, ...]:
    """The accounts that interviews of this questionnaire are about, by what they are called."""
    if m.setting.audience == "customer":
        return ()
    return tuple(m.setting.accounts.get(each, each) for each in _accounts(m))


def meeting_sheet(m: Material) -> ReportSection | None:
    """The sheet of the meeting inside, of the account that is asked for or the only one; else None."""
    known = [] if m.setting.audience == "customer" else _accounts(m)
    chosen = m.setting.account or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        # Several, and none was named: the page asks for one; what it shows must be there to be asked for.
        chosen = known[0] if known else ""
    return meeting(m, m.setting.accounts.get(chosen, chosen), _account(m, chosen)[1:]) if chosen else None


def _accounts(m: Material) -> list[str]:
    said = m.saved.spoken
    asked = {r.account for r in m.remarks if r.account and r.questionnaire == "account-view"}
    return sorted({*said.occasions, *asked})


PARTS: dict[str, Callable[[Material], object]] = {
    "meeting": meeting_sheet,
    "meeting_accounts": meeting_accounts,
}
