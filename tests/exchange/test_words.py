"""The words by which tables are understood: whole, one place, and nothing that the tool says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from cfdiag.exchange import words as of_tables
from cfdiag.exchange.accounts import header_words, read_accounts
from cfdiag.exchange.delimited import read_table
from cfdiag.exchange.words import FILE, words
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.locales.catalogue import LANGUAGES, locale_for

TODAY = date(2026, 11, 26)
WHOLE = msgspec.yaml.decode(FILE.read_bytes())
BY_LANGUAGE = [
    *(several for kind in ("accounts", "deals", "roster") for several in WHOLE[kind].values()),
    WHOLE["won"],
    WHOLE["lost"],
]


def test_every_language_that_is_used_is_known_and_those_without_proof_are_marked():
    used = {language for several in BY_LANGUAGE for language in several} | set(WHOLE["months"])
    assert used == {"en", "nl", "de", "fr", "es"}
    assert set(WHOLE["unproven"]) == used - {"en", "nl"}


def test_every_year_has_twelve_months_and_no_name_means_two():
    assert all(len(year) == 12 for year in WHOLE["months"].values())
    named: dict[str, set[int]] = {}
    for year in WHOLE["months"].values():
        for number, names in enumerate(year, 1):
            for name in names:
                named.setdefault(name, set()).add(number)
    assert [name for name, numbers in named.items() if len(numbers) > 1] == []
    assert words().months["marz"] == 3


def test_no_word_means_two_things_in_one_language():
    for kind in ("accounts", "roster"):
        seen: set[tuple[str, str]] = set()
        for field, several in WHOLE[kind].items():
            for language, listed in several.items():
                for word in listed:
                    assert (language, word) not in seen, f"{word} of {field}"
                    seen.add((language, word))


@pytest.fixture
def told_by(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[object], None]]:
    """Tables are understood by other words than those that came along."""

    def by(file: object) -> None:
        (tmp_path / "words.yaml").write_bytes(msgspec.yaml.encode(file))
        monkeypatch.setattr(of_tables, "FILE", tmp_path / "words.yaml")
        words.cache_clear()

    yield by
    words.cache_clear()


def without(node: object, language: str) -> object:
    """The file without the words of one language."""
    if isinstance(node, list):
        return [without(each, language) for each in node if each != language]
    if not isinstance(node, dict):
        return node
    return {key: without(value, language) for key, value in node.items() if key != language}


def columns(header: dict[str, str]) -> dict[str, str]:
    """What the columns of a list with that header are taken for; nothing where it is no list of accounts."""
    text = f"{';'.join(header.values())}\n{';'.join('Acme' for _ in header)}\n"
    try:
        read = read_accounts([read_table(text.encode(), "list.csv", aliases=header_words())], today=TODAY)
    except CfdiagError:
        return {}
    return dict(read.columns["list.csv"])


@pytest.mark.parametrize("language", ["nl", "de", "fr", "es"])
def test_a_language_is_understood_by_its_words_in_the_file_and_by_nothing_else(language, told_by):
    english = {w.casefold() for several in WHOLE["accounts"].values() for w in several.get("en", [])}
    header = {
        field: next(word for word in several.get(language, []) if word.casefold() not in english)
        for field, several in WHOLE["accounts"].items()
        if field in ("account", "owner", "renewal", "last_contact")
    }
    assert columns(header) == header
    told_by(without(WHOLE, language))
    assert columns(header) == {}


def test_another_language_is_words_in_the_file_and_nothing_else(told_by):
    header = {"account": "Zorgkop", "owner": "Zorgbaas", "renewal": "Zorgdag"}
    assert columns(header) == {}
    more = {field: {**WHOLE["accounts"][field], "xx": [word]} for field, word in header.items()}
    told_by({**WHOLE, "accounts": {**WHOLE["accounts"], **more}})
    assert columns(header) == header


def test_the_file_says_nothing_that_the_tool_says():
    spoken = {s for language in LANGUAGES for s in locale_for(language).sentences if len(s.split()) > 3}
    written = [w for several in BY_LANGUAGE for listed in several.values() for w in listed]
    assert spoken.intersection(written) == set()
