"""The brief of one account: what was told at first hand, and every gap as a question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from cfdiag.handover.reasons import CLOSED_STATES, state_now
from cfdiag.handover.territory import Territory
from cfdiag.handover.told import CONTACTS, KNOWS, PROMISES
from cfdiag.handover.values import JudgedAccount
from cfdiag.locales.locale import Locale
from cfdiag.model.blocks import TableBlock
from cfdiag.model.questionnaire import ARRIVER, LEAVER, Questionnaire
from cfdiag.model.view import Handover, Labelled
from cfdiag.render.handover.asking import gap_label, gap_text, key_of
from cfdiag.render.handover.sentences import (
    amounts_text,
    day_text,
    next_step_text,
    reason_text,
    source_text,
)
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part

BRIEF_FACTS = (
    "products", "order_rhythm", "price_history", "price_in_return", "channels", "rhythm",
)  # fmt: skip
GOALS = (
    "customer_goals", "next_year", "practices", "open_business", "escalations", "escalations_ended",
    "leave_alone",
)  # fmt: skip
SAFE_QUESTIONS = "visit_"
"""How the notes are called that a customer may be asked on the first visit."""


class Brief:
    """One account's answers, worded: made by `brief`."""

    def __init__(self, m: Material, questionnaire: Questionnaire, each: JudgedAccount, today: date) -> None:
        self.m, self.questionnaire, self.each, self.today = m, questionnaire, each, today
        account = each.account
        self.title = m.setting.accounts.get(account.key, account.name) or m.words("this customer")
        self.leaver = Sheet(m, questionnaire, account.leaver, LEAVER, self.title)
        self.arriver = Sheet(m, questionnaire, account.arriver, ARRIVER, self.title)

    def labelled(self, ids: Iterable[str]) -> Iterator[Labelled]:
        """Question and answer; inferences are left out here."""
        for id_ in ids:
            question, said = self.questionnaire.question(id_), self.leaver.said(id_)
            if question and said and not self.leaver.inferred(id_):
                yield Labelled(label=self.leaver.name(question), value=said)

    def unless_inferred(self, id_: str) -> str:
        """What was said, where it is no inference."""
        return "" if self.leaver.inferred(id_) else self.leaver.said(id_)


def brief(
    m: Material,
    questionnaire: Questionnaire,
    territory: Territory,
    each: JudgedAccount,
    *,
    but: Collection[str] = (),
) -> Handover:
    """What the pages show of one account.

    Args:
        m: words and settings.
        questionnaire: that of the handover.
        territory: its other accounts.
        each: the account.
        but: questions to the leaver that are said once for all accounts, by `key_of`.
    """
    b, account, w = Brief(m, questionnaire, each, territory.today), each.account, m.words
    visit, along = territory.first_visit(account), territory.comes_along(account)
    day = day_text(visit, w) if visit else ""
    every = territory.gaps.get(account.key, ())
    gaps = [gap for gap in every if key_of(gap) not in but]
    return Handover(
        account=account.key,
        title=b.title,
        state=each.state,
        value=amounts_text(account.value, w) if account.value else "",
        risks=tuple(reason_text(reason, w) for reason in each.reasons),
        sources=tuple(source_text(reason.source, w) for reason in each.reasons),
        know=b.unless_inferred("three_things"),
        advice=b.leaver.said("advice"),
        facts=(*_list_facts(b), *b.labelled(BRIEF_FACTS)),
        goals=(*b.labelled(GOALS), *_deals(b)),
        could_end=b.unless_inferred("could_end"),
        inferences=tuple(_inferences(b)),
        contacts=_contacts(b),
        inside=_inside(b),
        promises=_promise_table(b),
        open_promises=tuple(p.what for p in account.promises if p.state not in CLOSED_STATES),
        ask_first=tuple(gap_text(b.leaver, b.title, gap) for gap in gaps),
        ask_in_short=tuple(gap_label(b.leaver, b.title, gap) for gap in gaps),
        asked_once=len(gaps) < len(every),
        asked=asked_text(m, each, in_full=territory.in_full(account.key)),
        first_visit=day,
        meeting=_meeting(territory, day, w) if along else "",
        gone=(territory.timetable.last_day or territory.today) < territory.today,
        comes_along=along,
        next_step=next_step_text(each, w),
        safe_questions=tuple(
            m.text(note) for name, note in questionnaire.notes.items() if name.startswith(SAFE_QUESTIONS)
        ),
        in_full=territory.in_full(account.key),
    )


def _meeting(territory: Territory, day: str, w: Locale) -> str:
    """The day that a customer is offered: planned, or left to the leaver, who is there until their last."""
    last = territory.timetable.last_day
    return day or (w("…………, on {day} at the latest", day=day_text(last, w)) if last else "")


def _list_facts(b: Brief) -> Iterator[Labelled]:
    """Value, renewal and last contact, each with where it is known from."""
    account, w = b.each.account, b.m.words
    for label, text, source in (
        (w("Yearly value"), amounts_text(account.value, w), account.value_source),
        (w("Renewal"), day_text(account.renewal, w), account.renewal_source),
        (w("Last contact"), day_text(account.last_contact, w), account.last_contact_source),
    ):
        known = text != day_text(None, w)
        said = source_text(source, w) if known else ""
        yield Labelled(label=label, value=f"{text} ({said})" if said else text if known else w("not known"))
    row = account.row
    if row is not None and row.products and not b.leaver.said("products"):
        yield Labelled(label=w("Products and services"), value=row.products)


def _deals(b: Brief) -> Iterator[Labelled]:
    """Business that the list of deals holds as open."""
    row, w = b.each.account.row, b.m.words
    for deal in row.open_business if row else ():
        parts = [amounts_text([deal.value], w) if deal.value else "", day_text(deal.closes, w)]
        about = ", ".join(part for part in parts if part)
        yield Labelled(label=w("Open business"), value=f"{deal.title} ({about})" if about else deal.title)


def _inferences(b: Brief) -> Iterator[Labelled]:
    for section in b.questionnaire.sections:
        for question in section.questions if not section.repeat else ():
            if b.leaver.inferred(question.id) and b.leaver.said(question.id):
                yield Labelled(label=b.leaver.name(question), value=b.leaver.said(question.id))


def _contacts(b: Brief) -> TableBlock | None:
    w, sheet = b.m.words, b.leaver
    rows = [
        [
            cell(name),
            cell(sheet.said("contact_role", CONTACTS, i)),
            cell(sheet.said(KNOWS, CONTACTS, i)),
            cell(
                "" if sheet.inferred("contact_note", CONTACTS, i) else sheet.said("contact_note", CONTACTS, i)
            ),
        ]
        for i, name in sheet.items(CONTACTS).items()
    ]
    columns = [
        column(w("Name")),
        column(w("Role")),
        column(w("Whom else they know here")),
        column(w("What helps")),
    ]
    id_, caption = f"contacts-{b.each.account.key}", w("People at {account}", account=b.title)
    return table_part(id_, caption, columns, rows) if rows else None


def _inside(b: Brief) -> TableBlock | None:
    w, sheet = b.m.words, b.leaver
    rows = [
        [
            cell(name),
            cell(sheet.said("colleague_role", "inside", i)),
            cell(sheet.said("colleague_told", "inside", i)),
        ]
        for i, name in sheet.items("inside").items()
    ]
    columns = [column(w("Name")), column(w("Does for this customer")), column(w("Knows who takes over"))]
    return table_part(f"inside-{b.each.account.key}", w("People here"), columns, rows) if rows else None


def _promise_table(b: Brief) -> TableBlock | None:
    w = b.m.words
    rows = [[cell(each) for each in row[1:]] for row in promise_rows(b)]
    columns = [column(title) for title in promise_titles(w)[1:]]
    id_ = f"promises-{b.each.account.key}"
    return table_part(id_, w("Promises, spoken ones too"), columns, rows) if rows else None


def promise_titles(w: Locale) -> tuple[str, ...]:
    """The columns of promises, the account first."""
    return (
        w("Account"), w("Promise"), w("To whom"), w("Due"), w("Who else was present"), w("State"),
        w("Taken over"),
    )  # fmt: skip


def promise_rows(b: Brief) -> Iterator[tuple[str, ...]]:
    """A row a promise, as `promise_titles` has the columns."""
    for promise in b.each.account.promises:
        item, sheet = promise.item, b.leaver
        options, states = _labels(b, "promise_read_back", ARRIVER), _labels(b, "promise_state", LEAVER)
        state = states.get(state_now(promise, b.today), "")
        yield (
            b.title,
            promise.what,
            sheet.said("promise_to", PROMISES, item) if item else "",
            day_text(promise.due, b.m.words) if promise.due else "",
            sheet.said("promise_witness", PROMISES, item) if item else "",
            state if item else b.m.words("named by the successor only"),
            options.get(promise.read_back, ""),
        )


def _labels(b: Brief, id_: str, group: str) -> dict[str, str]:
    question = b.questionnaire.question(id_)
    return {option.id: b.m.text(option.label, group) for option in question.options} if question else {}


def asked_text(m: Material, each: JudgedAccount, *, in_full: bool = False) -> str:
    """Who was asked about this account, how much of the talk about it is first-hand, and what is missing.

    Args:
        m: words, and what the stories about the account rest on.
        each: the account.
        in_full: whether it is among the first: then nobody of the colleagues is too few.

    Returns:
        What is known, each part set off from the next; nothing of what nobody knows.
    """
    w, account = m.words, each.account
    said = [w("leaver asked: {answer}", answer=w.yes_no(yes=account.leaver is not None).lower())]
    if account.colleagues is not None:
        said.append(w("colleagues asked: {n}", n=w.count(account.colleagues)))
    if account.customer is not None:
        said.append(w("customer asked: {answer}", answer=w.yes_no(yes=account.customer).lower()))
    seen = m.saved.spoken.occasions.get(account.key)
    if seen is not None:
        first = seen.by_basis.get("first_hand", 0)
        said.append(w("occasions told at first hand: {n} of {of}", n=first, of=seen.n))
    if in_full and account.colleagues == 0:
        said.append(w("to do: hold account-view with those who serve this customer"))
    return " · ".join(said)
