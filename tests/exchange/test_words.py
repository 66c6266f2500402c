"""The words by which tables are understood: whole, one place, and nothing that the tool says."""

from __future__ import annotations

import ast

import msgspec

from cfdiag.exchange.words import FILE, words
from cfdiag.locales.catalogue import FOLDER, LANGUAGES, locale_for

WHOLE = msgspec.yaml.decode(FILE.read_bytes())
BY_LANGUAGE = [
    *(several for kind in ("accounts", "deals", "roster") for several in WHOLE[kind].values()),
    WHOLE["won"],
    WHOLE["lost"],
]


def of_other_languages():
    english = {word.casefold() for several in BY_LANGUAGE for word in several.get("en", [])}
    english |= {name for month in WHOLE["months"]["en"] for name in month}
    others = {w for s in BY_LANGUAGE for language, several in s.items() if language != "en" for w in several}
    others |= {
        name
        for language, year in WHOLE["months"].items()
        if language != "en"
        for month in year
        for name in month
    }
    return {word for word in others if word.casefold() not in english}


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


def test_the_code_holds_none_of_them_and_the_file_nothing_that_the_tool_says():
    others = {word for word in of_other_languages() if len(word) > 3}
    found = {
        (path.name, node.value)
        for path in FILE.parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in others
    }
    assert found == set()
    text = FILE.read_text(encoding="utf-8")
    spoken = {s for language in LANGUAGES for s in locale_for(language).sentences if len(s.split()) > 3}
    assert [sentence for sentence in spoken if sentence in text] == []
    assert "exchange" not in "".join(p.read_text(encoding="utf-8") for p in FOLDER.glob("*.py"))
    assert all("cfdiag.locales" not in p.read_text(encoding="utf-8") for p in FILE.parent.glob("*.py"))
