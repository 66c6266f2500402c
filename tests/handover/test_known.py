"""What lists and talks together know of an account."""

from __future__ import annotations

from kits.territory import TODAY, in_days, row, talk

from cfdiag.formats.library import Library
from cfdiag.handover.gaps import gaps_of
from cfdiag.handover.known import HeardTalk, known_accounts
from cfdiag.handover.told import FILLED_IN
from cfdiag.model.account import Amount
from cfdiag.model.interview import Answer, TakenFrom

FILLED = {"import": {"profile": FILLED_IN}}


def known(accounts, *interviews, side="inside"):
    return known_accounts(accounts, [HeardTalk(interview, side) for interview in interviews])


def test_a_talk_counts_before_the_list_and_of_two_contacts_the_later():
    listed = row("Acme", value=(Amount(10.0, "EUR"),), renewal=in_days(30), last_contact=in_days(-2))
    told = talk("ACME", {"account_value": 40, "renewal_date": "2027-03-01", "last_contact": "2026-11-01"})
    (account,) = known([listed], told)
    assert account.value == (Amount(40.0, "EUR"),)
    assert (str(account.value_source), account.value_source.who) == (
        "interview leaver-ACME-2026-11-24",
        "Lea",
    )
    assert account.renewal == in_days(95)
    assert (account.last_contact, str(account.last_contact_source)) == (in_days(-2), "accounts.csv:2")


def test_accounts_that_no_list_has_are_there_and_spelling_alone_makes_no_second_one():
    accounts = known([row("Acme")], talk("Borax", id="1"), talk("borax", id="2"), talk("acme", id="3"))
    assert [(each.name, each.row is not None) for each in accounts] == [("Acme", True), ("Borax", False)]


def test_of_two_talks_the_later_counts_and_what_differs_is_told():
    first = talk("Acme", {"account_value": 100, "advice": "Wait"}, finished="2026-11-20")
    later = talk("Acme", {"account_value": 900, "advice": "Wait"}, finished="2026-11-24")
    open_ = talk("Acme", {"account_value": 5}, finished=None)
    (account,) = known([row("Acme")], later, open_, first)
    assert account.value[0].amount == 900
    assert account.differs == ("account_value",)


def test_a_row_of_the_table_lies_beneath_the_talk_and_nothing_of_its_lists_is_lost():
    line = Answer(status="answered", value=70, evidence="leaver.xlsx:12")
    filled = talk(
        "Acme",
        {"account_value": line, "advice": "Call", "promises/i1/promise_due": "2026-11-01"},
        {"promises": {"i1": "Swap of pumps"}},
        id="row",
        extra=FILLED,
        finished="2026-11-25",
    )
    told = talk(
        "Acme", {"advice": "Visit", "promises/i1/promise_state": "kept"}, {"promises": {"i1": "Keys"}}
    )
    (account,) = known([row("Acme")], filled, told)
    assert (account.value[0].amount, str(account.value_source)) == (70, "leaver.xlsx:12")
    assert account.leaver.answers["advice"].value == "Visit"
    assert [(each.what, each.state, each.due) for each in account.promises] == [
        ("Keys", "kept", None),
        ("Swap of pumps", "", in_days(-25)),
    ]
    assert account.talked
    (alone,) = known([row("Acme")], filled)
    assert not alone.talked


def test_a_query_is_never_lost():
    told = talk("Acme", {}, {"promises": {"i1": "Free swap of the pumps"}})
    by_words = talk(
        "Acme",
        {"promises/i1/promise_read_back": "query"},
        {"promises": {"i1": "free swap of pumps"}},
        group="arriver",
    )
    (account,) = known([row("Acme")], told, by_words)
    assert [(each.what, each.read_back) for each in account.promises] == [
        ("Free swap of the pumps", ""),
        ("free swap of pumps", "query"),
    ]
    taken = TakenFrom(id="leaver", answers={"promises/i1/promise_due": Answer(status="unknown")})
    renamed = talk(
        "Acme",
        {"promises/i1/promise_read_back": "query"},
        {"promises": {"i1": "Swap"}},
        group="arriver",
        taken_from={"promises": taken},
    )
    (account,) = known([row("Acme")], told, renamed)
    assert [(each.what, each.read_back) for each in account.promises] == [("Free swap of the pumps", "query")]


def test_what_they_said_is_a_reason_and_what_somebody_infers_is_none():
    said, inferred = (
        talk("Acme", {"could_end": Answer(status="answered", value="A rival", tags=(tag,))})
        for tag in ("said", "inference")
    )
    assert known([row("Acme")], said)[0].could_end == "A rival"
    assert known([row("Acme")], inferred)[0].could_end == ""


def test_a_contact_is_introduced_when_either_side_says_so():
    items = {"contacts": {"i1": "Eva"}}
    told = talk(
        "Acme", {"contacts/i1/contact_role": ["buyer"], "contacts/i1/contact_knows": "only_me"}, items
    )
    met = talk(
        "Acme", {"contacts/i7/contact_introduced": "yes"}, {"contacts": {"i7": "eva"}}, group="arriver"
    )
    assert [each.introduced for each in known([row("Acme")], told)[0].contacts] == [False]
    assert [each.introduced for each in known([row("Acme")], told, met)[0].contacts] == [True]


def test_who_agreed_to_be_counted_only_is_counted_and_not_read():
    told = HeardTalk(talk("Acme", {"account_value": 900}), words=False)
    (account,) = known_accounts([row("Acme")], [told])
    assert (account.value, account.leaver, account.withheld) == ((), None, True)


def gaps(account):
    found = gaps_of(account, Library().get("territory-handover"), TODAY)
    return [
        each.question.id if each.question else each.section.id if each.section else each.asked
        for each in found
    ]


def test_what_was_never_answered_is_a_gap_and_what_the_list_knows_is_none():
    (bare,) = known([row("Acme", value=(Amount(1.0),), renewal=in_days(9))])
    assert gaps(bare) == [
        "contacts",
        "promises",
        "value_source",
        "renewal_written",
        "last_contact",
        "could_end",
        "three_things",
        "advice",
    ]
    unknown = talk("Acme", {"could_end": Answer(status="unknown"), "three_things": "…", "advice": "…"})
    (told,) = known([row("Acme", value=(Amount(1.0),), renewal=in_days(9), last_contact=TODAY)], unknown)
    assert gaps(told) == ["contacts", "value_source", "renewal_written", "could_end"]
