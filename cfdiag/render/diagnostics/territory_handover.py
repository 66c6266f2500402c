"""What a leaver hands over, per account: facts, people, promises, goals, advice; first-hand facts only.

Notes marked as inference stand apart; talk about the customer (beliefs, reputation) comes from another
questionnaire and is never looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import ARRIVER, LEAVER, Question, Questionnaire
from cfdiag.model.view import Handover, Labelled, ReportSection, TableBlock
from cfdiag.questions import TYPES
from cfdiag.render.view.answers import Sheet, latest
from cfdiag.render.view.context import Material, cell, column, table_part
from cfdiag.scoring.handover import AccountTold, Signs, signs_of, value_at_risk

HANDOVER = "territory-handover"
WHOLE, OWN_PAGES = True, True
NEEDS = frozenset(
    {
        LEAVER, ARRIVER, "account_value", "advice", "ask_before_leaving", "buyer", "channels",
        "colleague_role",
        "colleague_told", "contact_knows", "contact_note", "contact_role", "contacts", "could_end", "critic",
        "customer_goals", "escalations", "escalations_ended", "facts_checked", "first_visit_date",
        "inside", "kept", "last_contact", "leave_alone", "next_year", "not_asked", "on_time", "open_business",
        "order_rhythm", "overdue", "practices", "price_history", "price_in_return", "products", "promise_due",
        "promise_read_back", "promise_state", "promise_to", "promise_witness", "promises", "renewal_date",
        "rhythm", "three_things", "withdrawn", "inference",
    }
)  # fmt: skip
MOST_PROMISES = 8
"""Accounts that the territory plan shows in full."""


class _Account:
    """One account's handover: the leaver's and the arriver's latest interviews."""

    def __init__(
        self, m: Material, questionnaire: Questionnaire, name: str, interviews: Sequence[Interview]
    ) -> None:
        self.m, self.questionnaire, self.name = m, questionnaire, name
        self.title = m.setting.accounts.get(name, name) or m.words("this customer")
        self.leaver, self.arriver = (
            Sheet(m, questionnaire, latest(interviews, (group,)), group, self.title)
            for group in (LEAVER, ARRIVER)
        )


class _Promise(NamedTuple):
    """A promise as the leaver told it, in words, and what the arriver said of it."""

    what: str
    to: str
    due: str
    due_iso: str
    witness: str
    state: str
    state_name: str
    read_back: str


def handovers(m: Material) -> tuple[Handover, ...]:
    """One part per account, the most at risk first; none where nothing was handed over."""
    questionnaire = m.questionnaires.get(HANDOVER)
    if questionnaire is None or m.setting.audience == "customer":
        return ()
    mine = [i for i in m.saved.spoken.sheets if i.questionnaire.id == HANDOVER]
    names = sorted({i.respondent.account or "" for i in mine})
    if m.setting.account:
        names = [n for n in names if n == m.setting.account]
    made = [
        _handover(_Account(m, questionnaire, n, [i for i in mine if (i.respondent.account or "") == n]))
        for n in names
    ]
    made.sort(key=lambda p: (not p.at_risk, -p.value, p.title))
    return tuple(replace(part, in_full=number < MOST_PROMISES) for number, part in enumerate(made))


def territory(m: Material) -> TableBlock | None:
    """All accounts in one table: value, reasons, next step, what is still unknown."""
    parts = handovers(m)
    if not parts:
        return None
    w = m.words
    columns = [
        column(w("Account")),
        column(w("Yearly value"), numeric=True),
        column(w("Reasons")),
        column(w("Next step")),
        column(w("Unknown"), numeric=True),
    ]
    rows = [
        [
            cell(p.title),
            cell(w.count(p.value) if p.value else w.score(None)),
            cell("; ".join(p.risks) or w("none")),
            cell(p.next_step),
            cell(w.count(len(p.ask_first))),
        ]
        for p in parts
    ]
    at_risk = value_at_risk((p.at_risk, p.value) for p in parts)
    notes = [w("Value at risk: {value}.", value=w.count(at_risk))] if at_risk else []
    return table_part("territory", w("Value, reasons and next step by account"), columns, rows, notes)


def territory_note(m: Material) -> str:
    """What value at risk is, in the questionnaire's own words."""
    questionnaire = m.questionnaires.get(HANDOVER)
    return m.text(questionnaire.notes.get("value_at_risk")) if questionnaire else ""


def _handover(a: _Account) -> Handover:
    promises = _promises(a)
    risks = _risks(a, promises)
    value = a.leaver.value("account_value")
    return Handover(
        account=a.name,
        title=a.title,
        value=float(value) if isinstance(value, int | float) else 0.0,
        at_risk=bool(risks),
        risks=tuple(risks),
        know=a.leaver.said("three_things") if not a.leaver.inferred("three_things") else "",
        advice=a.leaver.said("advice"),
        facts=_labelled(
            a,
            (
                "account_value",
                "renewal_date",
                "products",
                "order_rhythm",
                "price_history",
                "price_in_return",
                "channels",
                "rhythm",
                "last_contact",
            ),
        ),
        goals=_labelled(
            a,
            (
                "customer_goals",
                "next_year",
                "practices",
                "open_business",
                "escalations",
                "escalations_ended",
                "leave_alone",
            ),
        ),
        could_end=a.leaver.said("could_end") if not a.leaver.inferred("could_end") else "",
        inferences=_inferences(a),
        contacts=_contacts(a),
        inside=_inside(a),
        promises=_promise_table(a, promises),
        open_promises=tuple(p.what for p in promises if p.state not in ("kept", "withdrawn")),
        ask_first=tuple(_ask_first(a)),
        first_visit=a.arriver.said("first_visit_date"),
        next_step=_next_step(a, risks, promises),
        safe_questions=tuple(_notes(a, "visit_")),
    )


def _labelled(a: _Account, ids: Iterable[str]) -> tuple[Labelled, ...]:
    """Question and answer; inferences are left out here."""
    out = []
    for id_ in ids:
        question, said = a.questionnaire.question(id_), a.leaver.said(id_)
        if question and said and not a.leaver.inferred(id_):
            out.append(Labelled(label=a.leaver.name(question), value=said))
    return tuple(out)


def _inferences(a: _Account) -> tuple[Labelled, ...]:
    return tuple(
        Labelled(label=a.leaver.name(q), value=a.leaver.said(q.id))
        for s in a.questionnaire.sections
        if not s.repeat
        for q in s.questions
        if a.leaver.inferred(q.id) and a.leaver.said(q.id)
    )


def _contacts(a: _Account) -> TableBlock | None:
    w = a.m.words
    rows = [
        [
            cell(name),
            cell(a.leaver.said("contact_role", "contacts", i)),
            cell(a.leaver.said("contact_knows", "contacts", i)),
            cell(
                ""
                if a.leaver.inferred("contact_note", "contacts", i)
                else a.leaver.said("contact_note", "contacts", i)
            ),
        ]
        for i, name in a.leaver.items("contacts").items()
    ]
    columns = [
        column(w("Name")),
        column(w("Role")),
        column(w("Whom else they know here")),
        column(w("What helps")),
    ]
    return (
        table_part(f"contacts-{a.name}", w("People at {account}", account=a.title), columns, rows)
        if rows
        else None
    )


def _inside(a: _Account) -> TableBlock | None:
    w = a.m.words
    rows = [
        [
            cell(name),
            cell(a.leaver.said("colleague_role", "inside", i)),
            cell(a.leaver.said("colleague_told", "inside", i)),
        ]
        for i, name in a.leaver.items("inside").items()
    ]
    columns = [column(w("Name")), column(w("Does for this customer")), column(w("Knows who takes over"))]
    return table_part(f"inside-{a.name}", w("People here"), columns, rows) if rows else None


def _read_back(a: _Account, what: str) -> str:
    """What the arriver said of a promise. Found by its words: each interview numbers its own items."""
    mine = (i for i, label in a.arriver.items("promises").items() if label.casefold() == what.casefold())
    return a.arriver.said("promise_read_back", "promises", next(mine, ""))


def _promises(a: _Account) -> list[_Promise]:
    out = []
    for i, what in a.leaver.items("promises").items():
        out.append(
            _Promise(
                what=what,
                to=a.leaver.said("promise_to", "promises", i),
                due=a.leaver.said("promise_due", "promises", i),
                due_iso=str(a.leaver.value("promise_due", "promises", i) or ""),
                witness=a.leaver.said("promise_witness", "promises", i),
                state=str(a.leaver.value("promise_state", "promises", i) or ""),
                state_name=a.leaver.said("promise_state", "promises", i),
                read_back=_read_back(a, what),
            )
        )
    return out


def _promise_table(a: _Account, promises: list[_Promise]) -> TableBlock | None:
    w = a.m.words
    columns = [
        column(t)
        for t in (
            w("Promise"),
            w("To whom"),
            w("Due"),
            w("Who else was present"),
            w("State"),
            w("Taken over"),
        )
    ]
    rows = [
        [
            cell(p.what),
            cell(p.to),
            cell(p.due),
            cell(p.witness),
            cell(p.state_name),
            cell(p.read_back),
        ]
        for p in promises
    ]
    return table_part(f"promises-{a.name}", w("Promises, spoken ones too"), columns, rows) if rows else None


def _signs(a: _Account, promises: Sequence[_Promise] = ()) -> Signs:
    told = AccountTold(
        renewal=str(a.leaver.value("renewal_date") or ""),
        last_contact=str(a.leaver.value("last_contact") or ""),
        facts_checked=str(a.leaver.value("facts_checked") or ""),
        promises=tuple((p.state, p.due_iso) for p in promises),
    )
    return signs_of(told, a.m.setting.date)


def _risks(a: _Account, promises: list[_Promise]) -> list[str]:
    """The reasons why an account is at risk; reasons, no probability."""
    w = a.m.words
    out = []
    signs = _signs(a, promises)
    if signs.renewal_in is not None:
        out.append(w.plural("renewal in {n} day", "renewal in {n} days", signs.renewal_in))
    if signs.overdue:
        out.append(w.plural("{n} overdue promise", "{n} overdue promises", signs.overdue))
    if signs.silent_for is not None:
        out.append(w("no contact for {n} days", n=w.count(signs.silent_for)))
    for i, name in a.leaver.items("contacts").items():
        roles = a.leaver.value("contact_role", "contacts", i)
        if isinstance(roles, list) and "critic" in roles and "buyer" in roles:
            out.append(w("{name} is critical and decides", name=name))
    return out


def _ask_first(a: _Account) -> list[str]:
    """What is unknown, left open or stale: to be asked before the leaver leaves."""
    w = a.m.words
    out = [
        a.leaver.ask(q) for s in a.questionnaire.sections if not s.repeat for q in s.questions if _open(a, q)
    ]
    unchecked = _signs(a).unchecked_for
    if unchecked is not None:
        out.append(
            w(
                "The facts were last gone through with the customer {n} days ago: are they still right?",
                n=w.count(unchecked),
            )
        )
    own = a.arriver.said("ask_before_leaving")
    return [*([own] if own else []), *_read_back_questions(a), *out]


def _read_back_questions(a: _Account) -> list[str]:
    """What the arriver asked while reading back, part by part."""
    w, out = a.m.words, []
    for section in a.questionnaire.sections:
        for question in section.questions if section.repeat else ():
            if ARRIVER not in question.groups or not TYPES[question.type].in_words:
                continue
            for item, label in a.arriver.items(section.id).items():
                said = a.arriver.said(question.id, section.id, item)
                if said:
                    name = a.m.item(a.questionnaire, section.id, item) or label
                    out.append(w("{label}: {value}", label=name, value=said))
    return out


def _open(a: _Account, question: Question) -> bool:
    if LEAVER not in question.groups or question.id in ("not_asked", "facts_checked"):
        return False
    answer = a.leaver.answer(question.id)
    return bool(answer and answer.status in ("unknown", "skipped"))


def _next_step(a: _Account, risks: list[str], promises: list[_Promise]) -> str:
    w = a.m.words
    overdue = next((p for p in promises if p.state == "overdue"), None)
    if overdue:
        return w("Settle together: {what}", what=overdue.what)
    if risks:
        return w("Visit together before the leaver leaves.")
    unknown = _ask_first(a)
    return w("Ask: {question}", question=unknown[0]) if unknown else w("Introduce the successor.")


def _notes(a: _Account, prefix: str) -> list[str]:
    return [a.m.text(note) for name, note in a.questionnaire.notes.items() if name.startswith(prefix)]


SECTIONS: dict[str, Callable[[Material], ReportSection | None]] = {}
PARTS = {"handovers": handovers, "territory": territory, "handovers_note": territory_note}
