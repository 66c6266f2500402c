"""Figures, dates, lists and short answers, as a language writes and reads them."""

from __future__ import annotations

import pytest

from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale, Writing, fill_in

GERMAN = Locale(
    "de",
    Writing(
        decimal=",",
        thousands=".",
        quotes=("„", "“"),
        date="{day}. {month} {year}",
        months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                "November", "Dezember"),
        yes=("Ja", "j"),
        no=("Nein", "n"),
        and_="und",
        or_="oder",
        capitals=True,
    ),
    {"critical": "kritisch", "{n} days": ("ein Tag", "{n} Tage")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "language", "decimals", "shown"),
    [
        (3.14159, "en", 2, "3.14"),
        (3.14159, "nl", 2, "3,14"),
        (-2.5, "en", 1, "\u22122.5"),
        (-0.04, "en", 1, "0.0"),
        (50, "nl", 0, "50"),
        (62.5, "en", 0, "63"),
        (None, "nl", 1, "–"),
    ],
)
def test_numbers(value: float | None, language: str, decimals: int, shown: str) -> None:
    assert locale_for(language).number(value, decimals) == shown


@pytest.mark.parametrize(
    ("iso", "language", "shown"),
    [
        ("2026-11-22", "en", "22 November 2026"),
        ("2026-03-01T09:00:00Z", "nl", "1 maart 2026"),
        ("2026-13-01", "en", "2026-13-01"),
        ("soon", "en", "soon"),
    ],
)
def test_dates(iso: str, language: str, shown: str) -> None:
    assert locale_for(language).date(iso) == shown


def test_a_language_writes_in_its_own_way() -> None:
    assert GERMAN.number(-1234.5) == "\u22121234,5"
    assert GERMAN.count(12345) == "12.345"
    assert GERMAN.date("2026-03-01") == "1. März 2026"
    assert GERMAN.quoted("Angebot.") == "„Angebot“"
    assert GERMAN.listing(["a", "b", "c"]) == "a, b und c"
    assert GERMAN.listing(["a", "b"], "or") == "a oder b"
    assert GERMAN.inline("Kunden") == "Kunden"
    assert GERMAN.signed(0.04) == "0,0"
    assert GERMAN.level("critical") == "kritisch"
    assert GERMAN.level("developing") == "developing", "a sentence that is missing stays English"
    assert GERMAN.plural("{n} day", "{n} days", 1) == "ein Tag"
    assert GERMAN.plural("{n} day", "{n} days", 1200) == "1.200 Tage"
    assert GERMAN.plural("{n} hour", "{n} hours", 1) == "1 hour"


@pytest.mark.parametrize(("title", "inline"), [("Insiders", "insiders"), ("IT", "IT"), ("a", "a"), ("", "")])
def test_titles_within_a_sentence(title: str, inline: str) -> None:
    assert locale_for("en").inline(title) == inline


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "Yes", True),
        ("en", " n ", False),
        ("nl", "JA", True),
        ("nl", "j", True),
        ("nl", "nee", False),
        ("nl", "yes", True),
        ("en", "perhaps", None),
        ("en", "", None),
    ],
)
def test_a_typed_yes_or_no(language: str, typed: str, read: object) -> None:
    assert locale_for(language).read_yes_no(typed) is read


def test_the_words_for_yes_and_no() -> None:
    assert [locale_for(language).yes_no(yes=yes) for language in ("en", "nl") for yes in (True, False)] == [
        "Yes",
        "No",
        "Ja",
        "Nee",
    ]


def test_values_are_only_put_in_never_looked_into() -> None:
    assert fill_in("{a} {a.__class__} {b!r} {0} {c}", {"a": "{c}", "c": 1}) == "{c} {a.__class__} {b!r} {0} 1"
