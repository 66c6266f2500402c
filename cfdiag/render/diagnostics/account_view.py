"""Per account: how much of the reputation is first-hand, and what each side would give and get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cfdiag.model.interview import Consent, Interview, question_of
from cfdiag.model.questionnaire import BASIS_POINTS, Questionnaire
from cfdiag.render.view.context import Material, Part, shorten
from cfdiag.scoring.privacy.remarks import Remark

_GIVE_AND_GET = ("they_could", "we_could")
"""The two questions of `account-view` that both sides answer: what the others could do, what we would."""


def accounts(m: Material) -> Part | None:
    """The section, or None where no interview is about an account. Never in the customer's edition."""
    if m.setting.audience == "customer":
        return None
    named = [i for i in m.interviews if i.respondent.account and i.questionnaire.id in m.questionnaires]
    order = dict.fromkeys(i.respondent.account or "" for i in named)
    parts = [
        made
        for account in sorted(order)
        if (made := _account(m, account, [i for i in named if i.respondent.account == account]))
    ]
    if not parts:
        return None
    w = m.words
    return {
        "id": "accounts",
        "title": w("Per account"),
        "lead": w(
            "What is said about a customer inside, how much of it somebody witnessed, and what each "
            "side would give "
            "and get. For those who work with this customer; not for the customer, and not for a handover."
        ),
        "parts": parts,
    }


def _account(m: Material, account: str, interviews: Sequence[Interview]) -> Part | None:
    basis = _basis(m, interviews)
    remarks = [
        r for r in m.remarks if r.account == account and r.question in _GIVE_AND_GET and r.kind == "answer"
    ]
    lists = _give_and_get(m, remarks)
    if not basis and not lists:
        return None
    return {
        "account": account,
        "title": m.setting.accounts.get(account, account),
        "folklore": basis,
        "give_and_get": lists,
    }


def _basis(m: Material, interviews: Sequence[Interview]) -> str:
    """What the stories about this customer rest on, as counts; nothing below the privacy floor."""
    w = m.words
    seen: Counter[str] = Counter()
    people: set[str] = set()
    anonymous: set[str] = set()
    floor = 1
    for interview in interviews:
        questionnaire = m.questionnaires[interview.questionnaire.id]
        found = [b for key, a in interview.answers.items() if (b := a.basis) and _private(questionnaire, key)]
        if not found:
            continue
        seen.update(found)
        people.add(interview.id)
        group = questionnaire.groups.get(interview.respondent.group)
        if interview.respondent.consent != Consent.NAMED or (group and group.anonymous):
            anonymous.add(interview.id)
            floor = max(floor, questionnaire.min_group, 1)
    total = sum(seen.values())
    lone = len(m.interviews) == 1 or m.result.privacy.unmasked
    if not total or (anonymous and not lone and len(people) < floor):
        return ""
    first = seen.get("first_hand", 0)
    names = {
        "first_hand": w("witnessed"),
        "figures": w("from figures"),
        "hearsay": w("heard from others"),
        "guess": w("guessed"),
    }
    rest = [f"{w.count(seen[b])} {names[b]}" for b in BASIS_POINTS if b != "first_hand" and seen.get(b)]
    said = w.plural(
        "{n} of the {of} occasions told was witnessed by the person who tells it",
        "{n} of the {of} occasions told were witnessed by the people who tell them",
        first,
        of=w.count(total),
    )
    tail = f" ({', '.join(rest)})." if rest else "."
    verdict = (
        w("Mostly fact: look into the occasions one by one.")
        if 2 * first >= total
        else w("Mostly folklore: ask for the last occasion first.")
    )
    return f"{said}{tail} {verdict}"


def _private(questionnaire: Questionnaire, key: str) -> bool:
    question = questionnaire.question(question_of(key))
    return bool(question and question.private)


def _ours(m: Material, remark: Remark) -> bool:
    questionnaire = m.questionnaires.get(remark.questionnaire)
    return questionnaire is not None and questionnaire.side(remark.group) == "inside"


def _give_and_get(m: Material, remarks: Sequence[Remark]) -> list[Part]:
    """Four lists: what we ask and give, what the customer asks and gives."""
    w = m.words
    lists = []
    for title, ours, question in (
        (w("We would like from them"), True, "they_could"),
        (w("We would give"), True, "we_could"),
        (w("They would like from us"), False, "they_could"),
        (w("They would give"), False, "we_could"),
    ):
        said = [shorten(r.text) for r in remarks if r.question == question and _ours(m, r) is ours]
        if said:
            lists.append({"title": title, "items": list(dict.fromkeys(said))})
    return lists
