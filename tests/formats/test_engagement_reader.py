"""Engagements: names and ids, floors, the roster, every fault at once."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.formats import shown
from kits.golden import check

from cfdiag.formats.engagement import examine_engagement, read_engagement
from cfdiag.formats.engagement_table import slug
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.engagement import Branding, DimensionOverride, Engagement, Person

FULL = """\
cfdiag: 1
client: Harbour & Vale
fictional: true
confidentiality: For the board only.
language: nl
languages: [nl, en]
branding: {name: Advisers, colour: "#1f4e79", logo: logo.png}
touch_points: [First contact, Delivery]
departments: {sales: Sales, ops: Operations}
accounts: {acme: Acme Hospitals}
lists: {promises: [On time, In full]}
roster:
  - {name: Anna, group: internal, department: Sales, questionnaires: [silo-busting]}
  - {name: Bob, group: customer, account: acme}
privacy: {min_group: 4, min_comments: 8}
questionnaires: [silo-busting, customer-view]
overrides: {customer-view: {facets: {target: 75, weight: 2}}}
"""


def test_a_full_engagement() -> None:
    assert read_engagement(FULL.encode(), "engagement.yaml") == Engagement(
        client="Harbour & Vale",
        fictional=True,
        confidentiality="For the board only.",
        language="nl",
        languages=("nl", "en"),
        branding=Branding(name="Advisers", color="#1f4e79", logo="logo.png"),
        touch_points={"first_contact": "First contact", "delivery": "Delivery"},
        departments={"sales": "Sales", "ops": "Operations"},
        accounts={"acme": "Acme Hospitals"},
        lists={"promises": {"on_time": "On time", "in_full": "In full"}},
        roster=(
            Person(
                name="Anna",
                group="internal",
                department="sales",
                questionnaires=("silo-busting",),
                source="engagement.yaml:13",
            ),
            Person(name="Bob", group="customer", account="acme", source="engagement.yaml:14"),
        ),
        min_group=4,
        min_comments=8,
        questionnaires=("silo-busting", "customer-view"),
        overrides={"customer-view": {"facets": DimensionOverride(target=75, weight=2)}},
    )


def test_the_least() -> None:
    assert read_engagement(b"cfdiag: 1\n", "engagement.yaml") == Engagement()


FAULTY = {
    "keys": "cfdiag: 1\nclent: A\nbranding: {color: red, nam: B}\nlanguages: nl\n",
    "values": "cfdiag: 1\nclient: 2026\nfictional: yes\nlanguage: dutch\nbranding: {colour: red}\n"
    "privacy: {min_group: 2, min_comments: 1.5}\noverrides: {customer-view: {facets: {target: 101, weight: 0}}}\n",
    "names": "cfdiag: 1\ndepartments: [Sales, sales, ' ']\naccounts: {Acme Inc: Acme}\nlists: {Promises: [a]}\n",
    "roster": "cfdiag: 1\ndepartments: [Sales]\naccounts: {acme: Acme}\nroster:\n"
    "  - {name: A, group: internal, department: Sale}\n  - {name: B, account: acmee}\n  - C\n",
    "format": "cfdiag: 2\nclient: A\n",
    "list": "- a\n",
    "empty": "",
}


@pytest.mark.parametrize("name", FAULTY)
def test_faults(name: str) -> None:
    found, diagnostics = examine_engagement(FAULTY[name].encode(), "engagement.yaml")
    assert found is None
    check(f"formats/engagement-{name}.txt", shown(diagnostics))
    with pytest.raises(CfdiagError) as caught:
        read_engagement(FAULTY[name].encode(), "engagement.yaml")
    assert list(caught.value.diagnostics) == diagnostics


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("First contact", "first_contact"),
        ("Überblick & mehr", "uberblick_mehr"),
        ("24 hours", "n_24_hours"),
        ("応答", ""),
    ],
)
def test_ids_from_names(name: str, id_: str) -> None:
    assert slug(name) == id_


def test_names_without_latin_letters_get_ids_too() -> None:
    found = read_engagement("cfdiag: 1\ntouch_points: [応答, Invoice, 配送]\n".encode(), "engagement.yaml")
    assert found.touch_points == {"item_1": "応答", "invoice": "Invoice", "item_3": "配送"}


@given(st.data())
def test_mutated_files_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(FULL.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    found, diagnostics = examine_engagement(bytes(raw), "engagement.yaml")
    assert (found is None) == any(d.severity == "error" for d in diagnostics)


def test_accounts_may_be_a_table_or_have_other_names() -> None:
    named = read_engagement(b"cfdiag: 1\naccounts: accounts.csv\n", "engagement.yaml")
    assert (named.accounts, named.account_file) == ({}, "accounts.csv")
    text = "cfdiag: 1\naccounts: {acme: {name: Acme Hospitals, aliases: [Acme, St. Acme]}, borax: Borax}\n"
    mapped = read_engagement(text.encode(), "engagement.yaml")
    assert mapped.accounts == {"acme": "Acme Hospitals", "borax": "Borax"}
    assert mapped.account_aliases == {"acme": ("Acme", "St. Acme")}
    assert mapped.account_file == ""


@pytest.mark.parametrize(
    ("accounts", "says"),
    [
        ("5", "a number where a list of names, a map from ids to names, or the name of a table is meant"),
        ("{acme: 5}", "a number where a name, or {name: …, aliases: […]} is meant"),
        ("{acme: {aliases: [A]}}", "the account has no 'name'"),
        ("{acme: {name: A, alias: [B]}}", "an account has no key 'alias'"),
    ],
)
def test_accounts_in_another_shape_are_a_fault(accounts, says) -> None:
    engagement, found = examine_engagement(f"cfdiag: 1\naccounts: {accounts}\n".encode(), "engagement.yaml")
    assert engagement is None
    assert [d.message for d in found] == [says]
