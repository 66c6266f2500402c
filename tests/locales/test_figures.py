"""Figures as people type them, in both languages, and as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.locales.figures import in_words, readings


@pytest.mark.parametrize(
    ("typed", "english", "dutch"),
    [
        ("7", (7,), (7,)),
        ("-7", (-7,), (-7,)),
        ("+7", (7,), (7,)),
        ("120000", (120_000,), (120_000,)),
        ("2.5", (2.5,), (2.5,)),
        (" 3,5 ", (3.5,), (3.5,)),
        ("4.0", (4,), (4,)),
        ("120,000", (120_000,), (120_000, 120)),
        ("120.000", (120_000, 120), (120_000,)),
        ("1.125", (1125, 1.125), (1125,)),
        ("0.125", (0.125,), (0.125,)),
        ("0,125", (0.125,), (0.125,)),
        ("1234.567", (1234.567,), (1234.567,)),
        ("1.2345", (1.2345,), (1.2345,)),
        ("120 000", (120_000,), (120_000,)),
        ("120\u202f000", (120_000,), (120_000,)),
        ("1'200'000", (1_200_000,), (1_200_000,)),
        ("1.200.000", (1_200_000,), (1_200_000,)),
        ("1,200,000.75", (1_200_000.75,), (1_200_000.75,)),
        ("120.000,50", (120_000.5,), (120_000.5,)),
        ("120 000,5", (120_000.5,), (120_000.5,)),
        ("120k", (120_000,), (120_000,)),
        ("1.2m", (1_200_000,), (1_200_000,)),
        ("1,2 mln", (1_200_000,), (1_200_000,)),
        ("3 million", (3_000_000,), (3_000_000,)),
        ("2.5 bn", (2_500_000_000,), (2_500_000_000,)),
        ("1.200k", (1_200_000, 1200), (1_200_000,)),
        ("", (), ()),
        ("12 or 13", (), ()),
        ("1.2.3", (), ()),
        ("1.20,000.5", (), ()),
        ("12,00,000", (), ()),
        ("1_000", (), ()),
        ("1e5", (), ()),
        ("١٢", (), ()),
        ("12 km k", (), ()),
        ("1234567890123456", (), ()),
    ],
)
def test_what_can_be_meant(typed: str, english: tuple[float, ...], dutch: tuple[float, ...]) -> None:
    assert readings(typed, locale_for("en")) == (english, "")
    assert readings(typed, locale_for("nl")) == (dutch, "")


@pytest.mark.parametrize(
    ("typed", "read", "currency"),
    [
        ("€ 120.000,50", (120_000.5,), "EUR"),
        ("€120k", (120_000,), "EUR"),
        ("120,50 euro", (120.5,), "EUR"),
        ("EUR 12", (12,), "EUR"),
        ("12 usd", (12,), "USD"),
        ("$1.2m", (1_200_000,), "USD"),
        ("1.2 mln EUR", (1_200_000,), "EUR"),
        ("€ 120,-", (120,), "EUR"),
        ("€ 12 $", (), ""),
    ],
)
def test_money(typed: str, read: tuple[float, ...], currency: str) -> None:
    assert readings(typed, locale_for("en")) == (read, currency)


def test_a_unit_may_stand_behind_it() -> None:
    assert readings("12 hours", locale_for("en"), "hours") == ((12,), "")
    assert readings("3 duizend", locale_for("nl")) == ((3000,), "")


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (999, "en", ""),
        (120_000, "en", "120 thousand"),
        (120_500, "nl", "120,5 duizend"),
        (1_200_000, "en", "1.2 million"),
        (1_234_567, "en", "about 1.235 million"),
        (-2_000_000_000, "nl", "-2 miljard"),
    ],
)
def test_in_words(value: float, language: str, said: str) -> None:
    assert in_words(value, locale_for(language)) == said


@given(st.sampled_from(LANGUAGES), st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_what_is_shown_is_read_again(language: str, whole: int, cents: int) -> None:
    locale = locale_for(language)
    value = whole + cents / 100
    read, _ = readings(locale.amount(value), locale)
    assert value in read
