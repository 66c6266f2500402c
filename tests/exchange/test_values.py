"""Cells to money and days: what each is taken for, and what it is not."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.exchange.values import amount, day, is_ambiguous, named_currency, order_of_days
from cfdiag.model.account import Amount


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("95,570.69", Amount(95570.69)),
        ("1.234,50", Amount(1234.5)),
        ("1 234,50", Amount(1234.5)),
        ("1\u202f234\u00a0€", Amount(1234, "EUR")),
        ("$12,400.00", Amount(12400, "$")),
        ("US$ 12", Amount(12, "US$")),
        ("CHF 1'200.-", Amount(1200, "CHF")),
        ("1,54", Amount(1.54)),
        ("1,234", Amount(1234)),
        ("1.234.567", Amount(1234567)),
        ("0", Amount(0)),
        (240000, Amount(240000)),
        (0.5, Amount(0.5)),
        ("120k", None),
        ("3 mln", None),
        ("EUR 5 USD", None),
        ("1,234.567,8", None),
        ("1.2.3", None),
        ("12,34,567", None),
        ("-5", None),
        (-5, None),
        (float("nan"), None),
        (float("inf"), None),
        ("", None),
        (None, None),
        (date(2026, 1, 1), None),
    ],
)
def test_money(cell, read):
    assert amount(cell) == read


def test_the_cell_says_its_currency_before_the_column_does():
    assert amount("€ 5", "USD") == Amount(5, "EUR")
    assert amount("5", "usd") == Amount(5, "USD")
    assert amount(5, "per year") == Amount(5)
    assert [named_currency(text) for text in ("€", "eur", "$", "¥", "mln", "")] == [
        "EUR",
        "EUR",
        "$",
        "¥",
        "",
        "",
    ]


@given(st.integers(0, 10**12), st.sampled_from(["{:,}", "{:,}.00", "EUR {:,}", "{:,} EUR"]), st.booleans())
def test_money_in_groups_of_three_is_read_in_either_way_of_writing(number, shape, continental):
    text = shape.format(number)
    if continental:
        text = text.translate({44: ".", 46: ","})
    assert amount(text).amount == number


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2026-11-26", date(2026, 11, 26)),
        ("2026/1/5 14:30", date(2026, 1, 5)),
        ("2026-11-26T10:00:00Z", date(2026, 11, 26)),
        ("26-11-2026", date(2026, 11, 26)),
        ("11/26/26", date(2026, 11, 26)),
        ("26.11.69", date(1969, 11, 26)),
        ("5/5/2026", date(2026, 5, 5)),
        ("Sep 12, 2026", date(2026, 9, 12)),
        ("12 september 2026", date(2026, 9, 12)),
        ("1. März 2026", date(2026, 3, 1)),
        ("3 févr. 2026", date(2026, 2, 3)),
        (datetime(2026, 1, 2, 3, 4), date(2026, 1, 2)),  # noqa: DTZ001  sheets know no zones
        (date(2026, 1, 2), date(2026, 1, 2)),
        ("30/2/2026", None),
        ("13/13/2026", None),
        ("soon", None),
        ("12 foo 2026", None),
        (2026, None),
        (None, None),
    ],
)
def test_days(cell, read):
    assert day(cell) == read


def test_a_day_that_may_be_two_needs_its_order():
    assert (day("3/4/2026"), day("3/4/2026", "dmy"), day("3/4/2026", "mdy")) == (
        None, date(2026, 4, 3), date(2026, 3, 4),
    )  # fmt: skip
    assert is_ambiguous("3/4/2026")
    assert not is_ambiguous("4/4/2026")
    assert order_of_days(["3/4/2026", "13/4/2026", None, 5]) == "dmy"
    assert order_of_days(["3/4/2026", "4/13/2026"]) == "mdy"
    assert order_of_days(["13/4/2026", "4/13/2026"]) == ""
    assert order_of_days(["2026-04-13"]) == ""


@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y 10:00"]),
)
def test_every_day_is_read_back(when, shape):
    assert day(when.strftime(shape), "dmy") == when
