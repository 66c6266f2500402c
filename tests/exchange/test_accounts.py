"""Accounts out of the lists of other programs: what counts as one, what it is worth, what is left out."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.exchange.account_columns import read_account_columns
from cfdiag.exchange.account_merging import id_of
from cfdiag.exchange.account_names import find_account
from cfdiag.exchange.account_totals import account_totals
from cfdiag.exchange.accounts import header_words, read_accounts
from cfdiag.exchange.delimited import read_table
from cfdiag.exchange.table import PlainTable, TableRecord
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.account import Account, Amount, Deal, Total

TODAY = date(2026, 11, 26)


def table(text, file="accounts.csv"):
    return read_table(text.encode(), file, aliases=header_words())


def said_of_columns(headers):
    return read_account_columns(json.dumps(headers).encode(), "columns.json")


def accounts(*texts, columns=None, **told):
    told |= {"columns": said_of_columns(columns)} if columns else {}
    return read_accounts([table(text) for text in texts], today=TODAY, **told)


def said(found):
    return [(f.code.value, f.location.line, f.message) for f in found.faults]


def refused(*texts, **told):
    with pytest.raises(CfdiagError) as caught:
        accounts(*texts, **told)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic.code, diagnostic.message, diagnostic.hint


def test_a_list_of_a_crm_under_a_title():
    found = accounts(
        "Alle klanten;;;;;\n"
        "Klantnaam;Accountmanager;Jaarwaarde (EUR);Verlengdatum;Laatste contact;Klantnummer\n"
        "Überlandwerk GmbH;Lea;240.000;31-12-2026;1-11-2026;K1\n"
        "Ziekenhuis De Linde;Tom;12.400,50;;13 okt 2026;K2\n"
    )
    first, second = found.accounts
    assert first == Account(
        id="uberlandwerk_gmbh", name="Überlandwerk GmbH", number="K1", owner="Lea",
        value=(Amount(240_000, "EUR"),), renewal=date(2026, 12, 31), last_contact=date(2026, 11, 1),
        source="accounts.csv:3",
    )  # fmt: skip
    assert (second.value, second.renewal, second.last_contact) == (
        (Amount(12_400.5, "EUR"),), None, date(2026, 10, 13),
    )  # fmt: skip
    assert found.faults == ()
    assert found.columns == {
        "accounts.csv": {
            "account": "Klantnaam",
            "owner": "Accountmanager",
            "number": "Klantnummer",
            "value": "Jaarwaarde (EUR)",
            "renewal": "Verlengdatum",
            "last_contact": "Laatste contact",
        }
    }


@pytest.mark.parametrize("header", ["Annual Revenue", "AnnualRevenue", "Jaaromzet", "Jahresumsatz"])
def test_what_customers_turn_over_is_never_what_they_are_worth(header):
    text = f"Account,{header}\nAcme,526400000\n"
    found = accounts(text)
    assert found.accounts[0].value == ()
    assert said(found) == [
        ("own-turnover", 1, f"'{header}' is customers' own turnover, not what they are worth")
    ]
    (hint,) = [fault.hint for fault in found.faults]
    renamed = accounts(text.replace(header, hint.split("'")[1]))
    assert (renamed.accounts[0].value, said(renamed)) == ((Amount(526_400_000),), [])
    meant = accounts(text, columns={"value": header})
    assert meant.accounts[0].value == (Amount(526_400_000),)
    assert said(meant) == []


def test_a_month_counts_twelve_times_and_that_is_said():
    found = accounts("Account,MRR\nAcme,$1,000\n".replace("$1,000", '"€ 1,000"'))
    assert found.accounts[0].value == (Amount(12_000, "EUR"),)
    assert said(found) == [("monthly-value", 1, "'MRR' is a month's: twelve times it is taken as a year's")]
    assert accounts("Account,MRR,ARR\nAcme,1,24\n").accounts[0].value == (Amount(24),)


def test_name_is_taken_only_where_no_better_column_is_there():
    assert accounts("Name,Account\nLea,Acme\n").accounts[0].name == "Acme"
    assert accounts("Name,Type\nAcme,Customer\n").accounts[0].name == "Acme"
    assert accounts("Organization - Name,Organization - City\nAcme,Ghent\n").accounts[0].city == "Ghent"


def test_a_list_that_names_no_account_is_refused_with_the_columns_there_are():
    assert refused("Colour,Size\nred,1\n") == (
        "no-column", "no column of the table names an account",
        "call it 'Account'; there are Colour, Size",
    )  # fmt: skip
    assert accounts("Colour,Size\nred,1\n", columns={"account": "colour"}).accounts[0].name == "red"
    found = accounts("Account,Size\nAcme,1\n", columns={"value": "Sise"})
    assert said(found) == [("unknown-column", 1, "there is no column 'Sise'")]


def test_rows_without_a_name_and_cells_that_hold_something_else_are_told_with_their_line():
    found = accounts(
        'Account,ARR,Renewal date\n,5,\nAcme,120k,soon\nBorax,-5,2026-02-30\nCrane,"1,54",2027-01-31\n'
    )
    assert said(found) == [
        ("no-name", 2, "the row names no account: it is left out"),
        ("bad-date", 3, "'Renewal date' holds no day here: it counts as unknown"),
        ("bad-amount", 3, "'ARR' holds no amount here: it counts as unknown"),
        ("bad-date", 4, "'Renewal date' holds no day here: it counts as unknown"),
        ("bad-amount", 4, "'ARR' holds no amount here: it counts as unknown"),
    ]
    assert [(a.name, a.value) for a in found.accounts] == [
        ("Acme", ()), ("Borax", ()), ("Crane", (Amount(1.54),)),
    ]  # fmt: skip


def test_days_that_may_be_two_are_unknown_until_one_of_them_tells():
    text = "Account,Renewal date\nAcme,3/4/2027\n"
    found = accounts(text)
    assert found.accounts[0].renewal is None
    assert said(found) == [
        (
            "ambiguous-date", 2,
            "nothing tells whether the day or the month comes first: 1 days count as unknown",
        )
    ]  # fmt: skip
    assert accounts(text + "Borax,4/13/2027\n").accounts[0].renewal == date(2027, 3, 4)
    assert accounts(text + "Borax,13/4/2027\n").accounts[0].renewal == date(2027, 4, 3)


def test_one_account_that_stands_there_twice_counts_once_and_the_differences_are_listed():
    found = accounts(
        "Account,Account ID,ARR,City\nAcme,1,100,Ghent\nACME ,1,200,\nBorax,2,50,\nBorax,3,50,Lille\n"
    )
    acme, borax = found.accounts
    assert (acme.name, acme.value, acme.city, acme.source) == (
        "Acme",
        (Amount(200),),
        "Ghent",
        "accounts.csv:3",
    )
    assert (borax.number, borax.city) == ("3", "Lille")
    once = ", and counts once; they differ in"
    assert said(found) == [
        ("merged", 3, f"this is the account of accounts.csv:2{once} value: this one counts"),
        ("merged", 5, f"this is the account of accounts.csv:4{once} number: this one counts"),
    ]  # fmt: skip
    assert [f.severity for f in found.faults] == ["warning", "warning"]


def test_one_number_is_one_account_whatever_it_is_called():
    found = accounts("Account,Account ID,ARR\nAcme,1,100\nAcme Hospitals,1,100\n")
    assert [(a.name, a.aliases) for a in found.accounts] == [("Acme", ("Acme Hospitals",))]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Acumed ApS", "Acumed S.L.", True),
        ("Müller & Söhne GmbH & Co. KG", "Mueller und Soehne", True),
        ("Société Générale SA", "Societe Generale", True),
        ("Acme B.V.", "ACME BV", True),
        ("AcmeData", "Acme Data", True),
        ("AG Insurance", "Insurance", False),
        ("Limited", "Ltd", False),
        ("Co", "SA", False),
        ("Acme North", "Acme South", False),
    ],
)
def test_names_that_differ_in_marks_or_legal_form_are_kept_apart_and_listed(one, other, alike):
    found = accounts(f"Account,ARR\n{one},100\n{other},60\n")
    assert [a.name for a in found.accounts] == [one, other]
    assert found.maybe_the_same == (((one, other),) if alike else ())
    assert account_totals(found.accounts, found.maybe_the_same) == (Total("", 2, 60 if alike else 160, 160),)
    if alike:
        assert said(found) == [
            ("maybe-the-same", 0, f"these may be the same account, and are kept apart: {one}, {other}")
        ]


def test_currencies_are_never_added():
    found = accounts(
        "Account,ARR,Currency\nAcme,100,EUR\nBorax,$50,\nCrane,7,\nDune,€ 3,USD\nEssex,,EUR\n"
        'Frisk,"USD 1,200",EUR\n'
    )
    assert account_totals(found.accounts) == (
        Total("", 1, 7, 7), Total("$", 1, 50, 50), Total("EUR", 2, 103, 103), Total("USD", 1, 1200, 1200),
    )  # fmt: skip


DEALS = """\
Account,Opportunity Name,Stage,Amount,Close Date,Opportunity Owner
Acme,Pumps,Closed Won,100,2026-06-01,Tom
acme,Spares,Closed Won,50,2025-11-26,Tom
Acme,Service,Closed Won,7,2025-11-27,Lea
Acme,Old,Closed Lost,1000,2026-01-01,Tom
Acme,New pumps,Negotiation,900,2027-02-01,Mia
Borax,First,Proposal,,2027-03-01,Tom
"""


def test_a_list_of_deals_gives_a_year_of_what_was_won_and_what_is_open():
    found = accounts(DEALS)
    acme, borax = found.accounts
    assert acme.value == (Amount(107),)
    assert acme.open_business == (Deal("New pumps", Amount(900), date(2027, 2, 1), "accounts.csv:6"),)
    assert acme.owner == "Mia"
    assert borax.value == ()
    assert borax.open_business == (Deal("First", None, date(2027, 3, 1), "accounts.csv:7"),)
    assert said(found) == [
        ("owner-of-deal", 6, "whose account it is was taken from its latest deal"),
        ("owner-of-deal", 7, "whose account it is was taken from its latest deal"),
    ]


def test_a_list_of_accounts_leads_whatever_the_order_of_the_files():
    listed = table("Account,Account Owner,ARR\nAcme,Lea,240\nCrane,,\n", "listed.csv")
    deals = table(DEALS, "deals.csv")
    for order in ([listed, deals], [deals, listed]):
        found = read_accounts(order, today=TODAY)
        assert [(a.name, a.owner, a.value, len(a.open_business)) for a in found.accounts] == [
            ("Acme", "Lea", (Amount(240),), 1),
            ("Crane", "", (), 0),
            ("Borax", "Tom", (), 1),
        ]


def test_aliases_that_somebody_declared_join_rows():
    declared = [Account(id="acme", name="Acme Hospitals", aliases=("Acme", "St. Acme"))]
    found = accounts("Account,ARR\nSt. Acme,100\nACME,\nBorax,5\n", declared=declared)
    assert [(a.id, a.name, a.value) for a in found.accounts] == [
        ("acme", "Acme Hospitals", (Amount(100),)),
        ("borax", "Borax", (Amount(5),)),
    ]


def test_ids_are_always_the_same_and_never_twice():
    found = accounts("Account\nAcme-B\nAcme B!\n株式会社\n有限会社\n".replace("\n", ",\n"))
    ids = [a.id for a in found.accounts]
    assert ids[:2] == ["acme_b", "acme_b_2"]
    assert ids[2:] == [id_of("株式会社"), id_of("有限会社")]
    assert len(set(ids)) == 4


def test_a_word_means_the_account_by_id_name_alias_or_else_the_only_one_alike():
    known = [
        Account(id="acme", name="Acme Hospitals", aliases=("St. Acme",)),
        Account(id="acumed_aps", name="Acumed ApS"),
        Account(id="acumed_s_l", name="Acumed S.L."),
        Account(id="muller", name="Müller GmbH"),
    ]

    def meant(word):
        match = find_account(word, known)
        return (match.account.id if match.account else None), match.by

    assert meant("ACME") == ("acme", "id")
    assert meant("acme  hospitals") == ("acme", "name")
    assert meant("st. acme") == ("acme", "alias")
    assert meant("Mueller") == ("muller", "likeness")
    assert meant("Acumed") == (None, "")  # it may be either
    assert meant("Zeta") == (None, "")


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8) | st.sampled_from(
    ["Acme", "acme ", "ACME", "Acme  B.V.", "Acme B.V.", "Äcme", "Acumed ApS", "Acumed"]
)
money = st.none() | st.tuples(st.integers(0, 10**9), st.sampled_from(["", "EUR", "USD", "CHF"]))


@given(st.lists(st.tuples(names, money), min_size=1, max_size=25))
def test_for_any_list_totals_add_up_and_nothing_is_merged_but_over_case_and_blanks(rows):
    """Nothing is lost or counted twice; two names are one only where case and blanks tell them apart."""

    def spelled(name):
        return " ".join(name.casefold().split())

    cells = tuple(
        TableRecord(at, at + 1, (name, value and value[0], value and value[1]))
        for at, (name, value) in enumerate(rows, 1)
    )
    header = (TableRecord(1, 1, ("Account", "ARR", "Currency")),)
    found = read_accounts([PlainTable("accounts.csv", "", (), header, cells)], today=TODAY)
    named = [name for name, _ in rows if spelled(name) and spelled(name) not in "-–—"]
    assert len(found.accounts) == len({spelled(name) for name in named})
    assert {spelled(a.name) for a in found.accounts} == {spelled(name) for name in named}
    assert len({a.id for a in found.accounts}) == len(found.accounts)
    assert sum(f.code == "no-name" for f in found.faults) == len(rows) - len(named)
    # Of rows of one name the last that says a value counts.
    latest = {spelled(name): value for name, value in rows if name in named and value}
    expected: dict[str, int] = {}
    for value, currency in latest.values():
        expected[currency] = expected.get(currency, 0) + value
    added = account_totals(found.accounts, found.maybe_the_same)
    assert {total.currency: total.high for total in added} == expected
    assert sum(total.accounts for total in added) == sum(bool(a.value) for a in found.accounts)
    assert all(0 <= total.low <= total.high for total in added)
    if not found.maybe_the_same:
        assert all(total.low == total.high for total in added)


def test_what_no_column_says_is_told_with_the_columns_that_were_not_read():
    found = accounts("Account,Worth to us,Renewal date,Ends\nAcme,1200,2027-01-02,x\n")
    message = (
        "no column says what an account is worth in a year, nor when somebody was last in touch;"
        " not read: Worth to us, Ends"
    )
    assert said(found) == [("no-column", 1, message)]
    assert found.faults[0].severity == "note"
    assert found.faults[0].hint == (
        "call it 'Yearly value', or say which it is: --columns FILE with value: Worth to us"
    )
    told = accounts(
        "Account,Worth to us,Renewal date,Ends\nAcme,1200,2027-01-02,2026-11-02\n",
        columns={"value": "Worth to us", "last_contact": "Ends"},
    )
    assert (told.faults, told.accounts[0].value) == ((), (Amount(1_200, ""),))


@pytest.mark.parametrize("header", ["Annual value", "Waarde per jaar", "Wert pro Jahr", "Value per year"])
def test_what_an_account_is_worth_has_many_names(header):
    found = accounts(f"Account,{header}\nAcme,EUR 1200\n")
    assert found.accounts[0].value == (Amount(1_200, "EUR"),)


def test_where_the_deals_tell_what_accounts_are_worth_nothing_is_missing():
    deals = "Account Name,Stage,Amount,Close date\nAcme,Closed won,1200,2026-10-02\n"
    found = accounts("Account,Renewal,Last contact,Colour\nAcme,2027-01-02,2026-11-02,red\n", deals)
    assert [code for code, *_ in said(found) if code == "no-column"] == []


@pytest.mark.timeout(10)
@pytest.mark.parametrize("blank", [" ", " " * 100_000])
def test_a_header_is_what_it_says_however_much_blank_is_in_it(blank: str) -> None:
    found = accounts(f"Deal -{blank}Account{blank}name,Deal{blank}note,Amount\nAcme,a,100\n")
    assert [each.name for each in found.accounts] == ["Acme"]


@pytest.mark.parametrize("field", ["id", "number"])
def test_somebody_says_which_column_is_the_id(field):
    assert read_account_columns(f"account: Klant\n{field}: Ref\n".encode(), "c.yaml").headers == {
        "account": "Klant", "number": "Ref",
    }  # fmt: skip


def test_headers_that_are_not_there_are_told_beside_what_they_leave_open():
    with pytest.raises(CfdiagError) as refused:
        accounts("Ref,Worth\n1,2\n", columns={"account": "Klant", "value": "Waarde"})
    assert [each.message for each in refused.value.diagnostics] == [
        "there is no column 'Klant'",
        "there is no column 'Waarde'",
        "no column of the table names an account",
    ]
