"""Texts in their languages: a region falls back to its language, and that to the base."""

from __future__ import annotations

import pytest

from cfdiag.model.text import Text, spelled

RENT = Text({"": {"en": "Rent", "pt": "Aluguer", "pt-BR": "Aluguel"}}, "en")
BASED = Text({"": {"pt": "Aluguer"}}, "pt-BR")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (RENT, "pt-BR", "Aluguel"),
        (RENT, "pt", "Aluguer"),
        (RENT, "pt-AO", "Aluguer"),
        (RENT, "en-GB", "Rent"),
        (RENT, "nl", "Rent"),
        (BASED, "nl", "Aluguer"),
    ],
)
def test_the_nearest_wording(text: Text, language: str, said: str) -> None:
    assert text.pick(language) == said


def test_a_language_is_enough_for_its_regions() -> None:
    assert [RENT.speaks(language) for language in ("pt-BR", "pt-AO", "en-GB", "nl")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("typed", "written"), [("PT-br", "pt-BR"), ("pt_BR", "pt-BR"), (" NL ", "nl")])
def test_as_it_is_written(typed: str, written: str) -> None:
    assert spelled(typed) == written
